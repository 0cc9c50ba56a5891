import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import openapi from '../../../docs/openapi.json' with { type: 'json' };
import { toProblem } from '../../../shared/http/problem.ts';
import { PROBLEM_CODES, problemEntry } from '../../../shared/http/problem-catalogue/catalogue.ts';
import { describeProblem } from '../../../shared/http/problem-catalogue/describe-problem.ts';
import type { RepeatAdvice } from '../../../shared/http/problem-catalogue/problem-entry.ts';
import { AppError, type ErrorCode } from '../../../shared/kernel/errors.ts';
import { ERROR_PAGES, renderErrorPage } from '../../../tools/pages/error-pages.ts';

const LANGUAGES = ['en', 'zh'] as const;
const pages = { en: readFileSync(ERROR_PAGES.en, 'utf8'), zh: readFileSync(ERROR_PAGES.zh, 'utf8') };

const headingsIn = (page: string) => [...page.matchAll(/^#+ .*$/gm)].map(([line]) => line);
const examplesIn = (page: string): { code: string }[] =>
  [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, block = '']) => JSON.parse(block));
const rowsIn = (page: string) => page.split('\n').filter((line) => line.startsWith('| '));

describe.each([
  ['en', '/docs/errors.md'],
  ['zh', '/docs/zh-CN/errors.md'],
] as const)('the page in the language %s', (language, path) => {
  it('is up to date; npm test tells, tools/pages/error-pages.ts fixes', () => {
    expect(ERROR_PAGES[language].endsWith(path)).toBe(true);
    expect(pages[language]).toBe(renderErrorPage(language));
  });

  it('has an example of each code that fits the OpenAPI document and is what the API answers', () => {
    const ajv = new Ajv2020({ strict: false }).addSchema(openapi, 'openapi.json');
    const examples = examplesIn(pages[language]);

    expect(examples.map(({ code }) => code).sort()).toEqual([...PROBLEM_CODES].sort());
    for (const example of examples) {
      expect(ajv.validate('openapi.json#/components/schemas/Problem', example), example.code).toBe(true);
      const { code, detail, errors, platform, retryAfterSeconds } = example as never;
      const error = new AppError(code, detail, { errors, platform, retryAfterSeconds });
      expect(JSON.parse(toProblem(error).body ?? '')).toEqual(example);
    }
  });
});

describe('docs/errors.md', () => {
  it('tells of a full pool', () => {
    const [, section] =
      /^### pool-exhausted\n\n(.*?)\n- AXB/ms.exec(pages.en.replaceAll('  - `', '- ')) ?? [];

    expect(section).toBe('503 — No private number is free\n\n- Cause: No X is left for these two people.');
    expect(pages.en).toContain('- May it be repeated? Yes, after `retryAfterSeconds`.');
    expect(pages.en).toContain(
      '- For operators: [docs/runbook/alarms/pool-nearly-empty.md](runbook/alarms/pool-nearly-empty.md)',
    );
  });

  it('has the same headings of codes, examples and rows in Chinese', () => {
    const levels = (page: string) => headingsIn(page).map((line) => line.replace(/ [^a-z]+$/, ''));
    const codes = (page: string) => headingsIn(page).filter((line) => line.startsWith('### '));

    expect(levels(pages.zh)).toHaveLength(headingsIn(pages.en).length);
    expect(codes(pages.zh)).toEqual(codes(pages.en));
    expect(codes(pages.en)).toHaveLength(32);
    expect(examplesIn(pages.zh)).toEqual(examplesIn(pages.en));
    expect(rowsIn(pages.zh)).toHaveLength(rowsIn(pages.en).length);
  });

  it('has in Chinese no line of prose that is not Chinese', () => {
    const prose = pages.zh.replaceAll(/^```json\n.*?^```$/gms, '').replaceAll(/^### .*$/gm, '');
    const foreign = prose.split('\n').filter((line) => /[a-z]/i.test(line) && !/\p{Script=Han}/u.test(line));

    expect(foreign).toEqual([]);
  });
});

describe('the catalogue', () => {
  const entries = PROBLEM_CODES.map((code) => ({ code, ...problemEntry(code) }));

  it('has sentences in both languages', () => {
    const sentences = (text: string, language: 'en' | 'zh') =>
      language === 'en' ? /^[A-Z`].*\.$/.test(text) : /\p{Script=Han}.*。$/u.test(text);
    const bare = entries.filter(
      ({ en, zh, hints = [] }) =>
        ![en.cause, en.remedy].every((text) => sentences(text, 'en')) ||
        ![zh.cause, zh.remedy].every((text) => sentences(text, 'zh')) ||
        !/\p{Script=Han}/u.test(zh.title) ||
        !hints.every((hint) => /\.$/.test(hint.en) && /\p{Script=Han}.*。$/u.test(hint.zh)),
    );

    expect(bare.map(({ code }) => code)).toEqual([]);
  });

  it('names no person: no number of seven digits or more but the result codes of the platform', () => {
    const digits = LANGUAGES.flatMap((language) => pages[language].match(/\d{7,}/g) ?? []);

    expect(digits.filter((found) => !/^10\d{5}$/.test(found))).toEqual([]);
  });

  it.each([
    [
      'change',
      'invalid-request unauthorized forbidden not-found payload-too-large idempotency-key-reused not-changeable number-taken version-conflict would-retire',
    ],
    ['state', 'party-limit already-bound party-blocked number-of-another-app not-reported'],
    [
      'wait',
      'bind-limit binding-in-progress report-in-progress report-too-soon pool-exhausted platform-throttled platform-locked-out platform-unavailable store-unavailable',
    ],
    ['later', 'recording-pending'],
    ['operator', 'report-barred account-suspended platform-rejected item-unreadable internal-error'],
    ['never', 'binding-ended recording-lost'],
  ] satisfies [RepeatAdvice, string][])('says of a repeat "%s" for %s', (repeat, codes) => {
    const found = entries.filter((entry) => entry.repeat === repeat).map(({ code }) => code);

    expect(found).toEqual(codes.split(' '));
  });

  it('says to wait exactly where the answer says how long, but for an account that somebody has to pay', () => {
    const waits = PROBLEM_CODES.filter((code) => 'retryAfterSeconds' in describeProblem(code, 'en').example);
    const told = entries.filter(({ repeat }) => repeat === 'wait').map(({ code }) => code);

    expect(waits.filter((code: ErrorCode) => code !== 'account-suspended')).toEqual(told);
  });
});
