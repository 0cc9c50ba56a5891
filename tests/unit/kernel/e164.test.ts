import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseCalleeNumber,
  parsePartyNumber,
  parsePrivateNumber,
  parseSearchedNumber,
  readPlatformNumber,
} from '../../../shared/kernel/e164.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const mobile = fc
  .tuple(fc.integer({ min: 3, max: 9 }), digits(9))
  .map(([second, rest]) => `1${second}${rest}`);
const E164_FORM = /^\+\d{7,18}$/;

describe('parsePartyNumber', () => {
  it.each([
    ['13800000001', '+8613800000001', 'mobile'],
    ['86 138-0000-0001', '+8613800000001', 'mobile'],
    ['+8613800000001', '+8613800000001', 'mobile'],
    ['+86 138 0000 0001', '+8613800000001', 'mobile'],
    ['0086 13800000001', '+8613800000001', 'mobile'],
    ['8613800000001', '+8613800000001', 'mobile'],
    ['(138) 0000.0001', '+8613800000001', 'mobile'],
    ['138\u20130000\u20130001', '+8613800000001', 'mobile'],
    ['１３８0000０００１', '+8613800000001', 'mobile'],
    ['＋86１３８00000001', '+8613800000001', 'mobile'],
    ['\u00a0138\u00a00000\u00a00001\t', '+8613800000001', 'mobile'],
    // A plus sign in a query string arrives as a blank.
    [' 8613800000001', '+8613800000001', 'mobile'],
    ['013800000001', '+8613800000001', 'mobile'],
    ['+86 (0) 138 0000 0001', '+8613800000001', 'mobile'],
    ['\u202a138\u22120000\u22120001\u202c', '+8613800000001', 'mobile'],
    ['075512345678', '+8675512345678', 'fixed'],
    ['0086 0755 12345678', '+8675512345678', 'fixed'],
    ['0755-12345678', '+8675512345678', 'fixed'],
    ['(0755) 1234567', '+867551234567', 'fixed'],
    ['+8675512345678', '+8675512345678', 'fixed'],
    ['+86 0755 12345678', '+8675512345678', 'fixed'],
    ['86 755 12345678', '+8675512345678', 'fixed'],
    ['01012345678', '+861012345678', 'fixed'],
    ['+861012345678', '+861012345678', 'fixed'],
    ['02112345678', '+862112345678', 'fixed'],
    ['09511234567', '+869511234567', 'fixed'],
    ['١٣٨٠٠٠٠٠٠٠١', '+8613800000001', 'mobile'],
    ['۰۷۵۵-۱۲۳۴۵۶۷۸', '+8675512345678', 'fixed'],
    ['（0755）１２３４５６７', '+867551234567', 'fixed'],
    ['13800000001.0', '+8613800000001', 'mobile'],
    ['0755-1234567.00', '+867551234567', 'fixed'],
  ])('reads %s', (written, number, line) => {
    const parsed = parsePartyNumber(written);

    expect(parsed).toEqual({ number, line });
  });

  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['a word', 'somebody'],
    ['a number with a letter', '1380000000a'],
    ['a mobile that is too short', '1380000000'],
    ['a mobile that is too long', '138000000011'],
    ['a mobile of no range', '12800000001'],
    ['Hong Kong', '+85212345678'],
    ['the United States', '+12025550123'],
    ['abroad with 00', '0085212345678'],
    ['400', '4001234567'],
    ['400 with its country', '+864001234567'],
    ['400 with a trunk 0', '04001234567'],
    ['800', '+868001234567'],
    ['95', '95588'],
    ['95 with its country', '+8695588'],
    ['a long 95 with its country', '+869501312345'],
    ['an emergency number', '110'],
    ['a service number', '10086'],
    ['a fixed line without trunk and country', '75512345678'],
    ['two plus signs', '++8613800000001'],
    ['a plus sign inside', '86+13800000001'],
    ['a list', '13800000001,13900000002'],
    ['an extension', '0755-12345678-123'],
    ['a digit that is not a decimal one', '138000000²¹'],
    ['digits of a script that nobody expects', '१३८००००००१२'],
    ['a fixed line with a fraction', '0755-1234567.8'],
    ['a fixed line with a longer fraction', '+867551234567.25'],
    ['zeros that may be a fraction or the number', '+8613800000.000'],
    ['very long input', '1'.repeat(10_000)],
  ])('refuses %s', (_case, written) => {
    const parsed = parsePartyNumber(written);

    expect(parsed).toBeUndefined();
  });

  it('reads every way to write a mobile as the same number', () => {
    const prefix = fc.constantFrom('', '86', '+86', '0086', '+86 ', '86-');
    const separator = fc.constantFrom('', ' ', '-', '.', '\u2010', '\u00a0');

    fc.assert(
      fc.property(mobile, prefix, separator, (number, country, between) => {
        const written = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between);

        const parsed = parsePartyNumber(`${country}${written}`);

        expect(parsed?.number).toBe(`+86${number}`);
      }),
    );
  });
});

describe('parseCalleeNumber', () => {
  it.each([
    ['a mobile', '13800000001', '+8613800000001'],
    ['a mobile as it is dialled from another city', '013800000001', '+8613800000001'],
    ['a fixed line', '0755-12345678', '+8675512345678'],
    ['400', '4001234567', '+864001234567'],
    ['400 with its country', '+86 400-123-4567', '+864001234567'],
    ['400 with its country after 00', '00864001234567', '+864001234567'],
    ['95', '95588', '+8695588'],
    ['95 with its country', '+8695588', '+8695588'],
    ['the longest 95', '95013123', '+8695013123'],
  ])('reads %s', (_case, written, number) => {
    expect(parseCalleeNumber(written)).toBe(number);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'somebody'],
    ['digits of no meaning', '12345678'],
    ['a mobile that is too short', '1380000000'],
    ['an emergency number', '110'],
    ['the service of an operator', '10086'],
    ['95 that is too short', '9558'],
    ['95 that is too long', '950131234'],
    ['400 that is too short', '400123456'],
    ['400 that is too long', '40012345678'],
    ['400 behind another digit', '24001234567'],
    ['95 behind another digit', '195588'],
    ['800', '8001234567'],
    ['a fixed line without trunk and country', '75512345678'],
    ['Hong Kong', '+85212345678'],
    ['a list', '95588,95599'],
  ])('refuses %s', (_case, written) => {
    expect(parseCalleeNumber(written)).toBeUndefined();
  });
});

describe('parsePrivateNumber', () => {
  it.each([
    ['+8617000000001', '+8617000000001'],
    ['17000000001', '+8617000000001'],
    ['86 170 0000 0001', '+8617000000001'],
    ['+867001234', '+867001234'],
    ['700123456789012', '+86700123456789012'],
    ['867001234', '+867001234'],
    ['075512345678', '+8675512345678'],
    ['+86075512345678', '+8675512345678'],
    ['0086 0755 12345678', '+8675512345678'],
    ['(0755)12345678', '+8675512345678'],
    ['017000000001', '+8617000000001'],
    ['17000000001.0', '+8617000000001'],
    ['１７０００００００01.00', '+8617000000001'],
    ['٧٠٠١٢٣٤', '+867001234'],
    ['170.0000.0001', '+8617000000001'],
  ])('reads %s', (written, number) => {
    const parsed = parsePrivateNumber(written);

    expect(parsed).toBe(number);
  });

  it.each([
    '',
    'x',
    '+85212345678',
    '123456',
    '0755123456',
    '7001234567890123',
    '17000000001.5',
    '17000000001.000',
    '07001234',
    '170000000¹²',
  ])('refuses %j', (written) => {
    const parsed = parsePrivateNumber(written);

    expect(parsed).toBeUndefined();
  });
});

describe('readPlatformNumber', () => {
  it.each([
    ['+8613800000001', '+8613800000001'],
    ['8613800000001', '+8613800000001'],
    ['008613800000001', '+8613800000001'],
    ['13800000001', '+8613800000001'],
    ['075512345678', '+8675512345678'],
    ['+86075512345678', '+8675512345678'],
    ['0086075512345678', '+8675512345678'],
    ['86075512345678', '+8675512345678'],
    ['+86013800000001', '+8613800000001'],
    ['013800000001', '+8613800000001'],
    ['+85212345678', '+85212345678'],
    ['0085212345678', '+85212345678'],
    ['+8695588', '+8695588'],
    ['4001234567', '+864001234567'],
    ['', undefined],
    ['anonymous', undefined],
    ['110', undefined],
  ])('reads %j as %j', (sent, number) => {
    const read = readPlatformNumber(sent);

    expect(read).toBe(number);
  });
});

describe('parseCalleeNumber', () => {
  it.each([
    ['95588', '+8695588'],
    ['8695588', '+8695588'],
    ['0086 95588', '+8695588'],
    ['400-123-4567', '+864001234567'],
    ['13800000001', '+8613800000001'],
  ])('reads %s', (written, number) => {
    expect(parseCalleeNumber(written)).toBe(number);
  });

  // The platform puts calls through to mobiles, fixed lines, 400 and 95 numbers (`privatenumber_02_0015`).
  it.each(['8001234567', '10086', '12345', '110', '+85212345678', '04001234567'])('refuses %s', (written) => {
    expect(parseCalleeNumber(written)).toBeUndefined();
  });
});

describe('parseSearchedNumber', () => {
  it.each([
    ['95588', '+8695588'],
    ['8001234567', '+868001234567'],
    ['10086', '+8610086'],
    ['+86 12345', '+8612345'],
    ['+852 1234 5678', '+85212345678'],
    ['0085212345678', '+85212345678'],
    ['075512345678', '+8675512345678'],
  ])('reads %s', (written, number) => {
    expect(parseSearchedNumber(written)).toBe(number);
  });

  it.each(['', '110', '85212345678', 'somebody', '138000000011'])('refuses %s', (written) => {
    expect(parseSearchedNumber(written)).toBeUndefined();
  });
});

describe('spellings of a number', () => {
  const fixed = fc
    .tuple(fc.constantFrom('10', '21', '755', '571', '951'), digits(8))
    .map(([area, rest]) => `${area}${rest}`);
  const country = fc.constantFrom(
    '+86',
    '86',
    '0086',
    '＋86',
    '+86 ',
    '86-',
    '+86 0',
    '00860',
    '+86(0)',
    '0',
  );
  const separator = fc.constantFrom('', ' ', '-', '.', '\u2010', '\u00a0', '\u200b', '）');
  const script = fc.constantFrom<readonly [zero: number]>([0x30], [0xff10], [0x660], [0x6f0]);
  const spelling = (national: string) =>
    fc.tuple(country, separator, script).map(([before, between, [zero]]) => {
      const written = `${before}${[national.slice(0, 3), national.slice(3, 7), national.slice(7)].join(between)}`;
      return written.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
    });

  it('are one number wherever they are read, and never another one', () => {
    fc.assert(
      fc.property(
        fc.oneof(mobile, fixed).chain((national) => fc.tuple(fc.constant(national), spelling(national))),
        ([national, written]) => {
          const number = `+86${national}`;

          expect(parsePartyNumber(written)?.number).toBe(number);
          expect(parseCalleeNumber(written)).toBe(number);
          expect(parseSearchedNumber(written)).toBe(number);
          expect(parsePrivateNumber(written)).toBe(number);
          expect(readPlatformNumber(written)).toBe(number);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never make a longer number of a fraction', () => {
    fc.assert(
      fc.property(
        fc.oneof(mobile, fixed),
        fc.constantFrom('.0', '.00', '.5', '.25', '.000'),
        (national, end) => {
          for (const read of [parsePrivateNumber, parseCalleeNumber, parseSearchedNumber, readPlatformNumber])
            expect([undefined, `+86${national}`]).toContain(read(`+86${national}${end}`));
        },
      ),
    );
  });
});

describe('every parser', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('0', '1', '3', '6', '8', '9', '+', ' ', '-') }),
    mobile,
  );
  const parsers = {
    party: (text: string) => parsePartyNumber(text)?.number,
    private: parsePrivateNumber,
    callee: parseCalleeNumber,
    searched: parseSearchedNumber,
    platform: readPlatformNumber,
  };

  it.each(['party', 'private', 'callee', 'searched', 'platform'] as const)(
    '%s: answers E.164 and reads its own answer as it is',
    (name) => {
      fc.assert(
        fc.property(anything, (written) => {
          const parsed = parsers[name](written);

          if (parsed === undefined) return;
          expect(parsed).toMatch(E164_FORM);
          expect(parsers[name](parsed)).toBe(parsed);
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('reads as the platform does what it accepts itself', () => {
    fc.assert(
      fc.property(anything, (written) => {
        for (const read of Object.values(parsers)) {
          const number = read(written);
          if (number !== undefined) expect(readPlatformNumber(written)).toBe(number);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
