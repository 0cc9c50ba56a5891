import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/http/middlewares/api-guard.ts';
import { createApiKeyGuard } from '../../../shared/http/middlewares/api-key-guard.ts';
import type { HttpEvent } from '../../../shared/http/request.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { callerWith } from '../../harness/fixtures.ts';

/** The same caller with a former and a next key, and another caller. */
const KEYS = [
  { name: 'shop', key: 'shop-key-of-march' },
  { name: 'shop', key: 'shop-key-of-april' },
  { name: 'office', key: 'office-key-0001' },
];

const NOW = new Date('2026-03-01T08:00:00.000Z');

const callerFor = (entries: readonly object[], authorization: string): Caller =>
  createApiKeyGuard(
    entries.map((entry) => ({ scopes: ['read' as const], name: '', ...entry })),
    () => NOW,
  )({ headers: { authorization } } as unknown as HttpEvent);

/** Whom the guard lets in; an empty name for a stranger. */
const nameFor = (headers: Record<string, string | undefined> | undefined, keys = KEYS): string => {
  const entries = keys.map(({ name, key }) => ({ ...callerWith(name, key), scopes: ['read' as const] }));
  try {
    return createApiKeyGuard(entries, () => NOW)({ headers } as HttpEvent).apiKeyName;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthorized') return '';
    throw error;
  }
};

describe('the guard by API keys', () => {
  it.each([
    ['the former key', { authorization: 'Bearer shop-key-of-march' }, 'shop'],
    ['the next key', { authorization: 'Bearer shop-key-of-april' }, 'shop'],
    ['the key of another caller', { authorization: 'Bearer office-key-0001' }, 'office'],
    ['a header in capitals', { AUTHORIZATION: 'Bearer office-key-0001' }, 'office'],
    ['a scheme in any case', { authorization: 'bEARER office-key-0001' }, 'office'],
    ['blanks around the key', { authorization: 'Bearer   office-key-0001  ' }, 'office'],
    ['other headers beside it', { a: '1', authorization: 'Bearer office-key-0001', z: undefined }, 'office'],
  ])('names the caller of %s', (_case, headers, name) => {
    expect(nameFor(headers)).toBe(name);
  });

  it.each([
    ['no headers', undefined],
    ['no authorization', {}],
    ['an undefined one', { authorization: undefined }],
    ['an empty one', { authorization: '' }],
    ['a scheme alone', { authorization: 'Bearer' }],
    ['a scheme and a blank', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic office-key-0001' }],
    ['no scheme', { authorization: 'office-key-0001' }],
    ['another key', { authorization: 'Bearer office-key-0002' }],
    ['a key cut short', { authorization: 'Bearer office-key-000' }],
    ['a key with more behind it', { authorization: 'Bearer office-key-00011' }],
    ['two keys', { authorization: 'Bearer office-key-0001 shop-key-of-april' }],
    [
      'two headers that the gateway joined',
      { authorization: 'Bearer office-key-0001,Bearer office-key-0001' },
    ],
    ['another case', { authorization: 'Bearer OFFICE-KEY-0001' }],
    ['the name of a caller', { authorization: 'Bearer office' }],
    ['a header of a similar name', { 'x-authorization': 'Bearer office-key-0001' }],
    ['a line break', { authorization: 'Bearer office-key-0001\n' }],
  ])('names nobody for %s', (_case, headers) => {
    expect(nameFor(headers)).toBe('');
  });

  it('names nobody once the key is taken out', () => {
    expect(nameFor({ authorization: 'Bearer shop-key-of-march' }, KEYS.slice(1))).toBe('');
  });

  it('names a caller for its very keys alone, whatever the header', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `Bearer ${text}`),
        ),
        (authorization) => {
          const known = KEYS.some(({ key }) => authorization === `Bearer ${key}`);

          expect(nameFor({ authorization }) !== '').toBe(known);
        },
      ),
    );
  });

  it.each([
    ['the first key', 'Bearer shop-key-of-march'],
    ['an unknown key', 'Bearer x'],
    ['no key', ''],
  ])('compares with every key in constant time, for %s', (_case, authorization) => {
    const compare = crypto.timingSafeEqual;
    const lengths: number[] = [];
    const noted: typeof compare = (left, right) => {
      lengths.push(left.byteLength, right.byteLength);
      return compare(left, right);
    };
    Object.assign(crypto, { timingSafeEqual: noted });
    syncBuiltinESMExports();

    try {
      nameFor({ authorization });
    } finally {
      Object.assign(crypto, { timingSafeEqual: compare });
      syncBuiltinESMExports();
    }

    expect(lengths).toEqual(Array(6).fill(32));
  });

  it('tells what the caller may do', () => {
    const entry = callerWith('shop', 'shop-key', { scopes: ['read:masked', 'numbers'], apps: ['rides'] });

    expect(callerFor([entry], 'Bearer shop-key')).toEqual({
      apiKeyName: 'shop',
      scopes: ['read:masked', 'numbers'],
      apps: ['rides'],
    });
  });

  it('goes by the hash, so that the hash itself opens nothing', () => {
    // SHA-256 of "abc", FIPS 180-2, appendix B.1
    const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

    expect(callerFor([{ name: 'shop', hash }], 'Bearer abc').apiKeyName).toBe('shop');
    expect(() => callerFor([{ name: 'shop', hash }], `Bearer ${hash}`)).toThrow(
      expect.objectContaining({ code: 'unauthorized', reason: 'wrong' }),
    );
  });

  it.each([
    ['before its end', '2026-03-01T08:00:00.001Z', undefined],
    ['at its end', '2026-03-01T08:00:00.000Z', 'expired'],
    ['after its end', '2026-02-28T08:00:00.000Z', 'expired'],
  ])('lets a key in %s or not', (_case, expiresAt, reason) => {
    const entry = callerWith('shop', 'shop-key', { expiresAt: new Date(expiresAt) });
    const caller = () => callerFor([entry], 'Bearer shop-key');

    if (reason === undefined) expect(caller().apiKeyName).toBe('shop');
    else expect(caller).toThrow(expect.objectContaining({ code: 'unauthorized', reason }));
  });

  it('tells a key that is missing from one that is wrong', () => {
    expect(() => callerFor([], '')).toThrow(expect.objectContaining({ reason: 'missing' }));
    expect(() => callerFor([], 'Bearer shop-key')).toThrow(expect.objectContaining({ reason: 'wrong' }));
  });
});
