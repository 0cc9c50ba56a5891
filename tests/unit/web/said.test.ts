import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, problemEntry } from '../../../shared/http/problem-catalogue/catalogue.ts';
import { said, titleSaid } from '../../../web/operator/api-words/said.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Where the API's texts about what the console sends are written. */
const SOURCES = [
  ...['binding-fields', 'known-app', 'list-query', 'number-schemas'].map((name) => `shared/http/${name}.ts`),
  ...['platform-texts', 'schema-issues'].map((name) => `shared/kernel/${name}.ts`),
  ...['binding-errors', 'binding-limits', 'binding-rules'].map((name) => `shared/bindings/model/${name}.ts`),
  ...['complete-request', 'create-binding'].map((name) => `shared/bindings/bind/${name}.ts`),
  ...['callee-and-a', 'change-outcome', 'complete-change', 'set-temporary-callee'].map(
    (name) => `shared/bindings/change/${name}.ts`,
  ),
  ...['no-number-left', 'number-choice'].map((name) => `shared/bindings/allocation/${name}.ts`),
  'shared/bindings/bind-limit/bind-limit.ts',
  'shared/bindings/blocks/read-blocks.ts',
  'shared/bindings/dynamo/binding-indexes.ts',
  'shared/numbers/change-number.ts',
  'shared/numbers/own-numbers.ts',
  'shared/reporting/check-reported.ts',
  ...['bind', 'manage-parties', 'modify-binding', 'query-bindings', 'query-calls', 'query-messages'].map(
    (name) => `functions/${name}/schema.ts`,
  ),
  'functions/modify-binding/check-sms.ts',
  'functions/set-temporary-callee/schema.ts',
  ...['overview', 'quarantine', 'replay'].map((name) => `functions/operate-pushes/${name}.ts`),
];

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;
const TEXT = /'((?:must|is|has|needs|leaves|give|from|cannot|there is|no|the|this|another|only) [^'\n]*)'/g;

/** Faults of requests that the console does not make: of a cursor, an id, a header, a flag or a block, and a part of a text. */
const NEVER_SHOWN: ReadonlySet<string> = new Set([
  'another type',
  'a moment with its zone, in ISO 8601 (in a URL, + is %2B)',
  'give at least one of a, b, party, x, y, reference and app',
  'give at least one of bindingId, x, party and app',
  'give exactly one of bindingId and x',
  'is not a cursor of this list',
  'is not a name of an app',
  'is not a valid id',
  'is not an app of this mode',
  'is not valid',
  'is required, because several apps have this mode',
  'must be 1 to 128 visible ASCII characters',
  'must be an integer',
  'must be an integer from 1 to 100',
  'must be an integer from 1 to 9999',
  'must be an object',
  'must be text without control characters',
  'must be the version of the binding',
  'must be true or false',
  'must hold no phone number',
  'must not be empty',
  'no app of this mode is configured',
  'the binding is not the version that If-Match names',
  'this idempotency key was used for another request',
  'must be at most 32 characters',
]);

const textsOf = (source: string): readonly string[] =>
  [...readFileSync(join(ROOT, source), 'utf8').replace(COMMENT, '').matchAll(TEXT)]
    .map(([, text = '']) => text)
    .filter((text) => !NEVER_SHOWN.has(text));

describe('a text of the API', () => {
  it.each(SOURCES)('of %s has its Chinese', (source) => {
    const texts = textsOf(source);

    expect(texts.filter((text) => !/[\u4e00-\u9fff]/.test(said(text, 'zh')))).toEqual([]);
  });

  it.each([
    ['must be a mainland mobile or fixed-line number', '必须是中国内地的手机或固定电话号码'],
    ['the query is not valid: reference', '查询条件无效：reference'],
    ['the request is not valid', '请求无效'],
    ['must be at least 60 seconds', '不能少于 60 秒'],
    ['must be at most 90 days in seconds', '不能超过 90 天'],
    ['must be from 1 to 259200 seconds', '必须在 1 到 259200 秒之间'],
    ['must be at least 1', '不能小于 1'],
    ['must be at most 9', '不能大于 9'],
    ['must be a number', '必须是数字'],
    ['a person may not be bound: a', '其中一方已被禁止绑定：a'],
    ['a person has as many binds in this hour as the app allows: a', '本小时内的绑定次数已达应用的上限：a'],
    ['the private number of the binding already holds the new party', '此绑定的隐私号码已绑定新的一方'],
    ['something that nobody has said before', 'something that nobody has said before'],
    ['constructor', 'constructor'],
  ])('%s is said in Chinese', (text, chinese) => {
    expect(said(text, 'zh')).toBe(chinese);
    expect(said(text, 'en')).toBe(text);
  });

  it.each(PROBLEM_CODES.filter((code) => !code.startsWith('report-')))(
    'the title of %s is that of its page',
    (code) => {
      expect(titleSaid({ code, title: 'Title' }, 'zh')).toBe(problemEntry(code).zh.title);
      expect(titleSaid({ code, title: 'Title' }, 'en')).toBe('Title');
    },
  );
});
