import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePartyNumber, parsePrivateNumber, readPlatformNumber } from '../../../shared/kernel/e164.ts';

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
    ['a digit that is not a decimal one', '1380000000²¹'],
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

describe('parsePrivateNumber', () => {
  it.each([
    ['+8617000000001', '+8617000000001'],
    ['17000000001', '+8617000000001'],
    ['86 170 0000 0001', '+8617000000001'],
    ['+867001234', '+867001234'],
    ['700123456789012', '+86700123456789012'],
  ])('reads %s', (written, number) => {
    const parsed = parsePrivateNumber(written);

    expect(parsed).toBe(number);
  });

  it.each(['', 'x', '+85212345678', '123456', '0755123456', '7001234567890123'])('refuses %j', (written) => {
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
    platform: readPlatformNumber,
  };

  it.each(['party', 'private', 'platform'] as const)(
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
        const number = parsePartyNumber(written)?.number;

        if (number !== undefined) expect(readPlatformNumber(number)).toBe(number);
      }),
      { numRuns: 2000 },
    );
  });
});
