import { join } from 'node:path';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { buildPage } from '../../../web/build/build-page.mjs';

/** The folder of the pictures. */
export const PICTURES = join(ROOT, 'docs', 'pictures');

/** The file beside the pictures that says what they were made from. */
export const MADE_FROM = join(PICTURES, 'made-from.json');

/** The built files of both consoles, whose names have a hash of their content: another name is another look. */
export const sourcesOfPictures = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
  const [operator, simulator] = await Promise.all([buildPage('operator'), buildPage('simulator')]);
  return {
    'console.png': Object.keys(operator.assets).sort(),
    'simulator.png': Object.keys(simulator.assets).sort(),
  };
};
