import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUNBOOKS, renderRunbook } from '../../../tools/outcome-runbook.ts';

describe.each([
  ['en', '/docs/runbook/why-did-my-call-fail.md'],
  ['zh', '/docs/zh-CN/runbook/why-did-my-call-fail.md'],
] as const)('the page in the language %s', (language, path) => {
  const page = readFileSync(RUNBOOKS[language], 'utf8');

  it('is up to date; npm test tells, tools/outcome-runbook.ts fixes', () => {
    const rendered = renderRunbook(language);

    expect(RUNBOOKS[language].endsWith(path)).toBe(true);
    expect(page).toBe(rendered);
  });
});

describe('docs/runbook/why-did-my-call-fail.md', () => {
  const rowsOf = (page: string) => page.split('\n').filter((line) => line.startsWith('| 8102 |'));

  it('tells what to do about a busy callee, in both languages', () => {
    expect(rowsOf(renderRunbook('en'))).toEqual([
      '| 8102 | `callee` | The callee is busy | Call again later. |',
    ]);
    expect(rowsOf(renderRunbook('zh'))).toEqual(['| 8102 | `callee` | 被叫忙 | 稍后再拨。 |']);
  });

  it('has in Chinese no line of prose that is not Chinese', () => {
    const foreign = renderRunbook('zh')
      .split('\n')
      .filter((line) => /[a-z]/i.test(line) && !/\p{Script=Han}/u.test(line));

    expect(foreign).toEqual([]);
  });
});
