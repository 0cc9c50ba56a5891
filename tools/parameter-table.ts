// Writes the table of parameters in docs/deploy.md and its Chinese page from their schema, so that the pages and the deployment
// cannot disagree. `node tools/with-node24.mjs tools/parameter-table.ts`
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formInChinese, MEANINGS } from './serverless-plugin/parameters/chinese.ts';
import { PARAMETERS, type Parameter } from './serverless-plugin/parameters/parameters.mjs';

const BEGIN = '<!-- Made from tools/serverless-plugin/parameters by tools/parameter-table.ts -->\n';
const END = '<!-- End of the table -->';

/** A page with the table, and the language of its head, forms and meanings. */
type TablePage = Readonly<{
  file: string;
  head: string;
  wordsOf: (name: string, parameter: Parameter) => readonly [wanted: string, meaning: string];
}>;

const fileOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The pages with the table. Links of meanings are relative to them. */
export const TABLE_PAGES: readonly TablePage[] = [
  {
    file: fileOf('docs/deploy.md'),
    head: 'Parameter | Default | Must be | Meaning',
    wordsOf: (_, { form, meaning }) => [form.wanted, meaning],
  },
  {
    file: fileOf('docs/zh-CN/deploy.md'),
    head: '参数 | 默认值 | 取值 | 含义',
    wordsOf: (name, { form }) => [formInChinese(form.wanted), chineseMeaning(name)],
  },
];

const chineseMeaning = (name: string): string => {
  const meaning = MEANINGS[name];
  if (meaning === undefined) throw new Error(`no Chinese meaning of ${name}`);
  return meaning;
};

/** The text of such a page with the table as it should be. */
export const withTable = (page: TablePage, text: string): string => {
  const [before, rest = ''] = text.split(BEGIN);
  return `${before}${BEGIN}${renderTable(page)}${rest.slice(rest.indexOf(END))}`;
};

const renderTable = ({ head, wordsOf }: TablePage): string => {
  const rows = Object.entries(PARAMETERS).map(([name, parameter]) => {
    const [wanted, meaning] = wordsOf(name, parameter);
    const shown = wanted.replaceAll(/[<>]/g, (bracket) => `\\${bracket}`);
    return [`\`${name}\``, `\`${parameter.default}\``, shown, meaning].join(' | ');
  });
  return [head, '--- | --- | --- | ---', ...rows].map((row) => `| ${row} |\n`).join('');
};

if (process.argv[1] !== undefined && import.meta.filename === join(process.argv[1])) {
  for (const page of TABLE_PAGES)
    await writeFile(page.file, withTable(page, await readFile(page.file, 'utf8')));
}
