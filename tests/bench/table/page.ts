import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../tools/local-stack/template.ts';

const PAGE = join(ROOT, 'docs', 'performance.md');

/**
 * Puts a text between `<!-- name -->` and `<!-- /name -->` of docs/performance.md.
 *
 * @throws {Error} when the page has no such place.
 */
export const putIntoPage = async (name: string, text: string): Promise<void> => {
  const page = await readFile(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`docs/performance.md has no place for ${name}`);
  await writeFile(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n\n${page.slice(to)}`);
};
