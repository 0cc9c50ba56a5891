import type { BuiltPage } from './build-page.mjs';

declare const files: Pick<BuiltPage, 'page' | 'assets'>;
export default files;
