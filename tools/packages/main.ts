// `npm run packages`: builds packages/client and packages/platform into their `dist`, from where `npm pack` takes them.
import { join } from 'node:path';
import { buildPackage, PACKAGES } from './build-package.ts';

const ROOT = join(import.meta.dirname, '..', '..');

await Promise.all([
  buildPackage('client', join(ROOT, 'packages', 'client', 'dist')),
  buildPackage('platform', join(ROOT, 'packages', 'platform', 'dist')),
]);
process.stdout.write(`built: ${Object.keys(PACKAGES).join(', ')}\n`);
