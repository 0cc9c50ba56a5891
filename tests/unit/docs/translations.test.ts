import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../tools/local-stack/template.ts';
import {
  chineseLine,
  chineseOf,
  differencesOf,
  englishLine,
  englishLinksOf,
  englishOf,
  untranslatedOf,
} from './page-shape.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const find = (pattern: string): readonly string[] => globSync(pattern, { cwd: ROOT }).toSorted();

/** The pages that must be there in Chinese, all that take an operator from a clone to a stack that runs. */
const TRANSLATED: readonly string[] = [
  'README.md',
  ...[
    'commands',
    'configuration',
    'console',
    'deploy',
    'egress',
    'errors',
    'limits',
    'modes',
    'moving-here',
    'operations',
    'reporting',
    'result-codes',
    'stack',
    'support',
    'upgrade',
    'vendor-console',
  ].map((name) => `docs/${name}.md`),
  ...['breach', 'console-calls', 'reconcile', 'recordings', 'why-did-my-call-fail'].map(
    (name) => `docs/runbook/${name}.md`,
  ),
  'docs/events/README.md',
  ...find('docs/runbook/alarms/*.md'),
];

/** Two pages, an English and a Chinese one, beside a third that both link to. */
const reading =
  (english: string, chinese: string) =>
  (path: string): string =>
    ({
      'docs/a.md': `English | [中文](zh-CN/a.md)\n\n${english}`,
      'docs/zh-CN/a.md': `[English](../a.md) | 中文\n\n${chinese}`,
      'docs/b.md': '# One\n\n## Two\n',
      'docs/zh-CN/b.md': '# 一\n\n## 二\n',
    })[path] ?? '';

describe('the comparison of a page with its translation', () => {
  it.each([
    ['the same words in two languages', '# Bind\n\nA `bind`.\n', '# 绑定\n\n一次 `bind`。\n'],
    ['code in another order of the sentence', 'Give `a` to `b`.\n', '把 `b` 给 `a`。\n'],
    ['comments of code', '```\nnpm test   # all\n# more\n```\n', '```\nnpm test # 全部\n# 更多\n```\n'],
    [
      'labels of a diagram',
      '```mermaid\na["x"] -- "y" --> b\n```\n',
      '```mermaid\na["甲"] -- "乙" --> b\n```\n',
    ],
    ['a heading by its place', '[two](b.md#two)\n', '[二](b.md#二)\n'],
    ['a page that is in English only', '[c](c.md)\n', '[c](../c.md)\n'],
  ])('finds nothing in %s', (_, english, chinese) => {
    expect(differencesOf('docs/a.md', reading(english, chinese))).toEqual([]);
  });

  it.each([
    ['a heading of another level', '# A\n', '## 甲\n', 'headings 1: # | ##'],
    ['a heading that is missing', '# A\n\n## B\n', '# 甲\n', 'headings 2: ## | none'],
    [
      'a command',
      '```\nnpm test\n```\n',
      '```\nnpm start\n```\n',
      'code blocks 1: \nnpm test\n | \nnpm start\n',
    ],
    [
      'indented code',
      'A\n\n    npm test\n',
      '甲\n\n    npm start\n',
      'indented code 1: npm test | npm start',
    ],
    ['a language', '```yaml\na\n```\n', '```json\na\n```\n', 'code blocks 1: yaml\na\n | json\na\n'],
    ['a comment that is missing', '```\na # b\n```\n', '```\na\n```\n', 'code blocks 1: \na#\n | \na\n'],
    ['code', 'A `409`.\n', '一个 `410`。\n', 'code 1: 409 | 410'],
    ['code that is added', 'A `409`.\n', '`409` 或 `410`。\n', 'code 2: none | 410'],
    ['an item', '- a\n- b\n', '- 甲\n', 'list items 2: -  | none'],
    ['a row', '| a |\n| - |\n| b |\n', '| 甲 |\n| - |\n', 'tables 1: 1 1 1 | 1 1'],
    ['a column', '| a | b |\n', '| 甲 |\n', 'tables 1: 2 | 1'],
    ['a page that is linked', '[b](b.md)\n', '[b](c.md)\n', 'links 1: docs/b.md | docs/c.md'],
    ['a heading that is linked', '[b](b.md#two)\n', '[b](b.md#一)\n', 'links 1: docs/b.md#1 | docs/b.md#0'],
  ])('finds %s', (_, english, chinese, difference) => {
    expect(differencesOf('docs/a.md', reading(english, chinese))).toEqual([difference]);
  });

  it('finds a link to the English page where there is a Chinese one', () => {
    const links = englishLinksOf(
      'docs/a.md',
      ['docs/b.md'],
      reading('', '[b](../b.md#two) [b](b.md) [c](../c.md)'),
    );

    expect(links).toEqual(['../b.md#two']);
  });

  it('finds a line that was left in English, and none that is a name or code', () => {
    const lines = '# bind-failures\n\nLook at the log.\n\n`npm run ops` | - |\n';

    expect(untranslatedOf('docs/a.md', reading(lines, lines))).toEqual(['Look at the log.']);
  });
});

describe('the Chinese pages', () => {
  it('are all in the list, so that links lead to them', () => {
    const pages = find('{README.zh-CN.md,docs/zh-CN/**/*.md}').map(englishOf);

    expect(pages.filter((path) => !TRANSLATED.includes(path))).toEqual([]);
  });

  it.each(TRANSLATED)('%s is there in Chinese, and each page leads to the other', (path) => {
    expect(existsSync(join(ROOT, chineseOf(path)))).toBe(true);
    expect(read(path).split('\n\n')[0]).toBe(englishLine(path));
    expect(read(chineseOf(path)).split('\n\n')[0]).toBe(chineseLine(path));
  });

  it.each(TRANSLATED)('%s has the same parts in Chinese', (path) => {
    expect(differencesOf(path, read)).toEqual([]);
    expect(englishLinksOf(path, TRANSLATED, read)).toEqual([]);
    expect(untranslatedOf(path, read)).toEqual([]);
  });
});
