import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import { lettersOf } from '../../../shared/kernel/ids.ts';
import { redact } from '../../../shared/observability/redact.ts';
import { redactText } from '../../../shared/observability/redact-text.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const mobile = fc
  .tuple(fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([second, rest]) => `1${second}${rest}`);
const fixed = digits(8).map((line) => `0755${line}`);

/** A number and a way to write it. */
const written = fc.oneof(
  fc.tuple(mobile, fc.constantFrom('', '86', '+86', '0086')).map(([number, country]) => ({
    number,
    text: `${country}${number}`,
  })),
  fc
    .tuple(mobile, fc.constantFrom('-', ' '), fc.constantFrom('', '+86 ', '86-'))
    .map(([number, between, country]) => ({
      number,
      text: country + [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between),
    })),
  fixed.map((number) => ({ number, text: number })),
  fixed.map((number) => ({ number, text: `${number.slice(0, 4)}-${number.slice(4)}` })),
);

/** People, typesetters and encodings put these between the groups of a number. */
const SEPARATORS = [
  ...[' ', '-', '.', '/', '_', ',', ':', '+', '\t', '\n', ') ', ' - ', '--', '~', '|', '*', '·', '，', '、'],
  ...['\u00a0', '\u2002', '\u2009', '\u202f', '\u3000', '\u200b', '\u2060', '\ufeff', '\u202c'],
  ...['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uff0d', '\ufe0f\u20e3'],
  ...['%20', '%2520', '%C2%A0', '%E2%80%93', '%2D', '%2d', '&nbsp;', '&#160;', '&#xA0;', '\\u00a0', '\\n'],
  ...[
    '<br>',
    '<br/>\n',
    '</td><td align="left">',
    '</b>',
    '<!-- 1 -->',
    '&lt;br&gt;',
    '\\u003cbr\\u003e',
    '%3Cbr%3E',
  ],
  ...['&amp;nbsp;', '&NoBreak;', '&#x2D;', '&#45', '\\\\u002d', '\\x2d', '\\u{2d}', '%09', '%252D'],
];

const ZEROS = ['0', '\uff10', '\u0660', '\u06f0', '\u0966', '\u{1d7ce}'];

const encoders: readonly ((digit: number) => string)[] = [
  ...ZEROS.map((zero) => (digit: number) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + digit)),
  (digit) => `%3${digit}`,
  (digit) => `%EF%BC%9${digit}`,
  (digit) => `%253${digit}`,
  (digit) => `&#${48 + digit};`,
  (digit) => `&#00${48 + digit};`,
  (digit) => `&#${48 + digit}`,
  (digit) => `&#x3${digit};`,
  (digit) => `&amp;#x003${digit};`,
  (digit) => `&#${65296 + digit};`,
  (digit) => `\\u003${digit}`,
  (digit) => `\\\\u003${digit}`,
  (digit) => `\\\\\\\\u003${digit}`,
  (digit) => `\\u{3${digit}}`,
  (digit) => `\\x3${digit}`,
  (digit) => `\\uff1${digit}`,
  (digit) => '〇一二三四五六七八九'.charAt(digit),
];

/** A number cut into groups of any size, with one separator and in one script. */
const dressed = fc
  .record({
    number: fc.oneof(mobile, fixed, digits(8), digits(7)),
    cuts: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    separator: fc.constantFrom(...SEPARATORS),
    encode: fc.constantFrom(...encoders),
  })
  // A run of seven digits from 10 on is a result code, and 20.. may be a day.
  .filter(({ number }) => !/^10\d{5}$|^(?:19|20)\d{6}$/.test(number))
  .map(({ number, cuts, separator, encode }) => ({
    number,
    text: [...number]
      .map(
        (digit, at) => encode(Number(digit)) + (cuts[at] === true && at < number.length - 1 ? separator : ''),
      )
      .join(''),
  }));

/** All digits that are left, in one run, so that no separator hides a number. */
const digitsIn = (text: string): string => text.replace(/\D/g, '');

const around = fc.string({ unit: fc.constantFrom('a', 'Z', '_', '"', '{', ',', '.', '号', '/', '=', '+') });

describe('redactText', () => {
  it('leaves no mainland number in any text', () => {
    fc.assert(
      fc.property(written, around, around, ({ number, text }, before, after) => {
        const shown = redactText(`${before}${text}${after}`);

        expect(digitsIn(shown)).not.toContain(number.slice(-7));
        expect(digitsIn(shown).length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves no number, whatever separates, encodes or writes its digits', () => {
    fc.assert(
      fc.property(dressed, fc.constantFrom('', 'X is ', '号码'), ({ text }, before) => {
        const shown = redactText(`${before}${text} busy`);

        expect(shown).toMatch(/^(?:X is |号码)?\*\*\*\S{0,18} busy$/u);
      }),
      { numRuns: 5000, seed: 9 },
    );
  });

  it.each([
    ['138.1234.5678 is busy', '***78 is busy'],
    ['0755-2612-3456', '***56'],
    ['１３８１２３４５６７８', '***７８'],
    ['138\u00a01234\u00a05678', '***78'],
    ['138%201234%205678', '***78'],
    ['138%1234%5678', '***78'],
    ['138<br>1234<br>5678', '***78'],
    ['<b>138</b> <b>1234</b> <i title="0">5678</i>', '<b>***78</i>'],
    ['from <13812345678>', 'from <***78>'],
    ['from <sip:13812345678@host>', 'from <sip:***78@host>'],
    ['<a href="tel:13812345678">call</a>', '<a href="tel:***78">call</a>'],
    ['&#49;&#51;&#56;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#56; is busy', '***78 is busy'],
    ['&#x31;&#x33;&#x38;1234&#53;&#54;&#55;&#56;', '***78'],
    ['{"b":"\\\\u0031\\\\u0033\\\\u00381234\\\\u003567\\\\u0038"}', '{"b":"***78"}'],
    ['%31%33%38%31%32%33%34%35%36%37%38', '***78'],
    ['tel=%2B86%31381234%35678', 'tel=%2B***78'],
    ['tel=%2B86138%201234%205678&x=1', 'tel=%2B***78&x=1'],
    ['1010010 13800000001', '***01'],
    ['2026-03-01 13800000001', '***01'],
    ['١٣٨٠٠٠٠٠٠٠١', '***٠١'],
    ['一三八〇〇〇〇〇〇〇一', '***〇一'],
    ['+8613800000001', '***01'],
    ['call 138 0000 0001 now', 'call ***01 now'],
    ['+86 138-0000-0001', '***01'],
    ['0755-12345678', '***78'],
    ['(0755) 12345678', '***78'],
    ['5551234', '***34'],
    ['+861010010', '***10'],
    ['+1010010', '***10'],
    ['10100100', '***00'],
    ['a1010010b', 'a1010010b'],
    ['sip:+8613800000001@host:5060', 'sip:***01@host:5060'],
    ['+8617000000001_+8613800000002_4_69a3a57b_204811_512_1_0', '***69a3a57b_***10'],
  ])('shows %j as %j', (text, shown) => {
    const redacted = redactText(text);

    expect(redacted).toBe(shown);
  });

  it.each([
    '2026-03-01T08:00:00.000Z',
    '2026-03-01 02:30:03',
    'port 65535 of 127.0.0.1',
    'resultcode 1010010',
    '<p>resultcode <b>1010010</b></p>',
    '1010010<br>1012001&nbsp;1010013',
    'resultcode%201010010',
    '&amp;#1010010; of &copy; 2026 at 100%25',
    '%E5%8F%B7%E7%A0%81 \\u53f7 &#21495; C:\\temp\\new',
    '{"code":"1020176"}',
    'HTTP 503 after 2999 ms',
    'attempt 3 of 7',
    'resultcode 1010010, 1012001',
    '2026-03-01T08:00:00.000+08:00',
    'from=2026-03-01T08%3A00%3A00.000Z',
    'Sun, 01 Mar 2026 08:00:00 GMT',
    'recordings/2026/03/01/abcdefghijkmnpqr.wav',
    'connect ECONNREFUSED 127.0.0.1:3100',
    'at run (file:///var/task/index.mjs:1:234567)',
    'at node:internal/deps/undici/undici:13510:13',
  ])('leaves %j as it is', (text) => {
    const redacted = redactText(text);

    expect(redacted).toBe(text);
  });

  it.each([
    '(',
    '+(',
    '1',
    '1 ',
    '1<',
    '1<a ',
    '&lt;&gt;',
    '1&lt;a',
    '%25',
    '1%',
    '\\\\',
    '1\\\\u',
    '&amp;',
    '&#',
    '&#00000',
    '12:',
    '1010010 ',
    '一<b>&#',
  ])('reads 64 KiB of %j in no time', (part) => {
    const text = part.repeat(65_536 / part.length);
    const started = process.cpuUsage();

    redactText(text);

    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(3000);
  });

  it('leaves ids and times as they are', () => {
    const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2099-12-31') });

    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), time, (bytes, at) => {
        const text = `${lettersOf(bytes)} ${at.toISOString()} ${lettersOf(bytes)}`;

        expect(redactText(text)).toBe(text);
      }),
    );
  });
});

describe('redact', () => {
  it('leaves no mainland number in any value, whatever it hides in', () => {
    const hidingPlaces = [
      (text: string): unknown => ({ list: [[text]] }),
      (text: string) => ({ [text]: 1 }),
      (text: string) => new Error(`no binding for ${text}`),
      (text: string) => new AppError('internal-error', 'failed', { cause: new Error(text) }),
      (text: string) => new Error('outer', { cause: { request: { url: `/x?a=${text}` } } }),
      (text: string) => Object.assign(new Error('coded'), { code: text }),
      (text: string) => Object.assign(new Error('named'), { name: text }),
      (text: string) => ({ body: text, userData: { text } }),
      (text: string) => JSON.stringify({ caller: text }),
      (text: string) => ({ deep: { a: { b: { c: { d: { e: { f: { g: { h: text } } } } } } } } }),
    ];

    fc.assert(
      fc.property(written, fc.constantFrom(...hidingPlaces), ({ number, text }, hide) => {
        const shown = JSON.stringify(redact(hide(text)));

        expect(shown).not.toContain(text);
        expect(shown).not.toContain(number);
      }),
      { numRuns: 1000 },
    );
  });

  it('masks a number that lost its quotes', () => {
    fc.assert(
      fc.property(mobile, (number) => {
        const shown = redact({ a: Number(number), b: BigInt(`86${number}`), c: [Number(`86${number}`)] });

        expect(JSON.stringify(shown)).not.toContain(number.slice(0, 7));
      }),
    );
  });

  it.each([
    'authorization',
    'Authorization',
    'x-aksk',
    'X-WSSE',
    'appSecret',
    'previousAppSecret',
    'passwordDigest',
    'nonce',
    'sessionId',
    'smsContent',
    'content',
    'body',
    'userData',
    'key',
    'apiKey',
    'dataKeys',
  ])('never shows the value of %s', (name) => {
    const shown = redact({
      [name]: 'as secret as can be',
      nested: { [name]: { more: 'as secret as can be' } },
    });

    expect(shown).toEqual({ [name]: '[hidden]', nested: { [name]: '[hidden]' } });
  });

  it('leaves what tells nothing as it is', () => {
    const value = {
      event: 'recording-linked',
      attempts: 3,
      ratio: 0.25,
      durationMs: 123456789,
      done: true,
      nothing: null,
      ids: ['abcdefghijkmnpqr'],
      at: new Date('2026-03-01T08:00:00.000Z'),
      bytes: new Uint8Array(5),
    };

    const shown = redact(value);

    expect(shown).toEqual({ ...value, at: '2026-03-01T08:00:00.000Z', bytes: '5 bytes' });
  });

  it('shows an error with its code, stack and cause', () => {
    const error = new AppError('store-unavailable', 'reading the store failed', {
      cause: new TypeError('down'),
    });

    const shown = redact(error);

    expect(shown).toMatchObject({
      name: 'AppError',
      code: 'store-unavailable',
      message: 'reading the store failed',
      stack: expect.stringContaining('redact.test.ts'),
      cause: { name: 'TypeError', message: 'down' },
    });
  });

  it('shows what the platform refused', () => {
    const platform = { httpStatus: 200, code: '1012010', text: 'X holds 13800000001' };

    const shown = redact(new AppError('platform-rejected', 'the platform refused the request', { platform }));

    expect(shown).toMatchObject({ platform: { httpStatus: 200, code: '1012010', text: 'X holds ***01' } });
  });

  it('ends for a value that contains itself', () => {
    const ring: Record<string, unknown> = { name: 'ring' };
    ring['self'] = ring;
    const error = new Error('ring');
    error.cause = error;

    const shown = JSON.stringify([redact(ring), redact(error)]);

    expect(shown).toContain('[hidden]');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ withDate: true, withMap: true, withTypedArray: true, withBigInt: true }),
        (value) => {
          expect(() => JSON.stringify(redact(value))).not.toThrow();
        },
      ),
      { numRuns: 1000 },
    );
    const odd = {
      date: new Date(Number.NaN),
      get broken(): never {
        throw new Error('13800000001');
      },
    };
    expect(JSON.stringify(redact(odd))).not.toContain('13800000001');
  });
});
