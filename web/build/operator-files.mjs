// The operator console, built when this module is read: for tests and wherever else functions run from source. In a bundle the
// built files stand in its place (tools/serverless-plugin/console/built-console.mjs).
import { buildPage } from './build-page.mjs';

const { page, assets } = await buildPage('operator');

export default { page, assets };
