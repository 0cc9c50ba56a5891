// Writes the table of parameters in docs/deploy.md from their schema, so that the page and the deployment cannot disagree.
// `node tools/with-node24.mjs tools/parameter-table.ts`
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PARAMETERS } from './serverless-plugin/parameters/parameters.mjs';

/** The page with the table. */
export const PAGE = fileURLToPath(new URL('../docs/deploy.md', import.meta.url));

const BEGIN = '<!-- Made from tools/serverless-plugin/parameters by tools/parameter-table.ts -->\n';
const END = '<!-- End of the table -->';

/** The page with the table as it should be. Links of meanings are relative to it. */
export const withTable = (page: string): string => {
  const [before, rest = ''] = page.split(BEGIN);
  return `${before}${BEGIN}${renderTable()}${rest.slice(rest.indexOf(END))}`;
};

const renderTable = (): string => {
  const rows = Object.entries(PARAMETERS).map(([name, { default: absent, form, meaning }]) =>
    [
      `\`${name}\``,
      `\`${absent}\``,
      form.wanted.replaceAll(/[<>]/g, (bracket) => `\\${bracket}`),
      meaning,
    ].join(' | '),
  );
  return ['Parameter | Default | Must be | Meaning', '--- | --- | --- | ---', ...rows]
    .map((row) => `| ${row} |\n`)
    .join('');
};

if (process.argv[1] !== undefined && import.meta.filename === join(process.argv[1])) {
  await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8')));
}
