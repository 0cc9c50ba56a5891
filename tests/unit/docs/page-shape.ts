// The parts of a page that do not depend on its language, and where those of two pages differ.
import { dirname, join, relative } from 'node:path/posix';

/** Gives the text of a page by its path from the root. */
export type ReadPage = (path: string) => string;

/** The parts that a page and its translation share, each as lines to compare. */
type Shape = Readonly<Record<(typeof PARTS)[number], readonly string[]>>;

const PARTS = ['headings', 'code blocks', 'indented code', 'code', 'list items', 'tables', 'links'] as const;

const ENGLISH_ROOT = 'README.md';
const CHINESE_ROOT = 'README.zh-CN.md';
const CHINESE = /^docs\/zh-CN\//;

/** The path of the Chinese page of an English one. */
export const chineseOf = (path: string): string =>
  path === ENGLISH_ROOT ? CHINESE_ROOT : path.replace(/^docs\//, 'docs/zh-CN/');

/** The path of the English page of a Chinese one; an English one stays as it is. */
export const englishOf = (path: string): string =>
  path === CHINESE_ROOT ? ENGLISH_ROOT : path.replace(CHINESE, 'docs/');

/** The first line of an English page, which leads to its Chinese one. */
export const englishLine = (path: string): string => `English | [中文](${linkTo(path, chineseOf(path))})`;

/** The first line of a Chinese page, by the path of its English one. */
export const chineseLine = (path: string): string => `[English](${linkTo(chineseOf(path), path)}) | 中文`;

const linkTo = (from: string, to: string): string => relative(dirname(from), to);

const FENCED = /^ *```(.*)\n([\s\S]*?)^ *```$/gm;

/** The page without its code blocks, and without the line of languages, which links to the other page. */
const proseOf = (page: string): string =>
  page.replace(/^.*(?:English \||\| 中文).*\n/, '').replaceAll(FENCED, '');

const headingsOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/^#+ .+$/gm)].map(([line]) => line);

/** The anchor that GitHub makes of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Comments of code may be in the reader's language; in a diagram its labels may, which stand in quotes or between bars. */
const codeOf = (language: string, content: string): string =>
  language === 'mermaid'
    ? content.replaceAll(/"[^"\n]*"/g, '""').replaceAll(/\|[^|\n]*\|/g, '||')
    : content.replaceAll(/[ \t]*(?<!\S)# .*$/gm, '#');

const tableOf = (table: string): string =>
  table
    .trimEnd()
    .split('\n')
    .map((row) => row.replaceAll('\\|', '').split('|').length - 2)
    .join(' ');

/** A target as it is in every language: the English page, and the place of the heading in it. */
const targetOf = (path: string, link: string, read: ReadPage): string => {
  if (link.startsWith('http')) return link;
  const [to = '', anchor] = link.split('#');
  const target = to === '' ? path : join(dirname(path), to);
  if (anchor === undefined) return englishOf(target);
  return `${englishOf(target)}#${headingsOf(read(target)).map(anchorOf).indexOf(anchor)}`;
};

const linksIn = (prose: string): readonly string[] =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

const shapeOf = (path: string, read: ReadPage): Shape => {
  const page = read(path);
  const prose = proseOf(page);
  return {
    headings: headingsOf(page).map((line) => '#'.repeat(line.indexOf(' '))),
    'code blocks': [...page.matchAll(FENCED)].map(
      ([, name = '', code = '']) => `${name}\n${codeOf(name, code)}`,
    ),
    'indented code': [...prose.matchAll(/^ {4,}(\S.*)$/gm)].map(([, code = '']) => codeOf('', code)),
    code: [...new Set([...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code))].sort(),
    'list items': [...prose.matchAll(/^ *(?:-|\d+\.) /gm)].map(([mark]) => mark),
    tables: [...prose.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([table]) => tableOf(table)),
    links: linksIn(prose)
      .map((link) => targetOf(path, link, read))
      .sort(),
  };
};

/** Where a Chinese page differs from its English one in more than language, one line a part. */
export const differencesOf = (path: string, read: ReadPage): readonly string[] => {
  const [english, chinese] = [shapeOf(path, read), shapeOf(chineseOf(path), read)];
  return PARTS.flatMap((part) => differenceOf(part, english[part], chinese[part]));
};

const differenceOf = (
  part: string,
  english: readonly string[],
  chinese: readonly string[],
): readonly string[] => {
  const at = english.findIndex((line, index) => line !== chinese[index]);
  const place = at < 0 && english.length < chinese.length ? english.length : at;
  return place < 0 ? [] : [`${part} ${place + 1}: ${english[place] ?? 'none'} | ${chinese[place] ?? 'none'}`];
};

/** The links of a Chinese page that lead to an English one although there is a Chinese one. */
export const englishLinksOf = (
  path: string,
  translated: readonly string[],
  read: ReadPage,
): readonly string[] =>
  linksIn(proseOf(read(chineseOf(path)))).filter((link) => {
    const [to = ''] = link.split('#');
    return to !== '' && translated.includes(join(dirname(chineseOf(path)), to));
  });

/** The lines of a Chinese page that are still those of the English one. */
export const untranslatedOf = (path: string, read: ReadPage): readonly string[] => {
  const english = new Set(proseOf(read(path)).split('\n'));
  return proseOf(read(chineseOf(path)))
    .split('\n')
    .filter((line) => english.has(line) && isSentence(line));
};

/** A line with words in a row, beside code and comments. */
const isSentence = (line: string): boolean =>
  !/^(?: {4}|<!--)/.test(line) && /[a-z]{2,} [a-z]{2,}/i.test(line.replaceAll(/`[^`]+`|\]\([^)]+\)/g, ''));
