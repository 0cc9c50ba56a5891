import { describe, expect, it } from 'vitest';
import { parseAccess } from '../../../shared/http/access/access-document.ts';
import { hashOfApiKey, newApiKey } from '../../../shared/http/access/api-key.ts';

const HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const OTHER_HASH = `${HASH.slice(0, 63)}e`;
const ENTRY = { name: 'shop', hash: HASH, scopes: ['read'] };

const parse = (...callers: readonly unknown[]) => parseAccess(JSON.stringify({ callers }));

/** The parser's message about what is wrong. */
const faultOf = (...callers: readonly unknown[]): string => {
  try {
    parse(...callers);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing';
};

describe('an access document', () => {
  it('lists callers by the hash of a key or by an ARN, with what each may do', () => {
    const all = ['bindings', 'read', 'read:masked', 'recordings', 'numbers', 'usage', 'operations'];

    const { callers } = parse(
      { ...ENTRY, hash: HASH.toUpperCase(), scopes: all, apps: ['rides'], expiresAt: '2027-01-31T00:00:00Z' },
      { name: 'desk', arn: 'arn:aws-cn:iam::123456789012:role/teams/desk', scopes: ['usage'] },
    );

    expect(callers).toEqual([
      {
        name: 'shop',
        hash: HASH,
        scopes: all,
        apps: ['rides'],
        expiresAt: new Date('2027-01-31T00:00:00.000Z'),
      },
      { name: 'desk', arn: 'arn:aws-cn:iam::123456789012:role/teams/desk', scopes: ['usage'] },
    ]);
  });

  it('may have two keys of one name, while a caller moves from one to the other', () => {
    expect(parse(ENTRY, { ...ENTRY, hash: OTHER_HASH }).callers).toHaveLength(2);
  });

  it('refuses a key in clear and says what to put in its place', () => {
    expect(faultOf({ name: 'shop', key: 'made-up-key', scopes: ['read'] })).toContain(
      'callers.0.key: must not be in this document: put its SHA-256 there as hash (docs/configuration.md, API keys)',
    );
  });

  it('names every fault at once and shows no value', () => {
    const fault = faultOf(
      { name: 'Shop & Co', hash: 'made-up', scopes: [], extra: 'made-up' },
      { ...ENTRY, key: 'made-up', scopes: ['made-up'], apps: [], expiresAt: 'made-up' },
      { name: 'shop', arn: 'made-up', scopes: ['read'] },
    );

    for (const place of [
      'callers.0.name: must be 1 to 32 of a-z, 0-9 and -',
      'callers.0.hash: must be the SHA-256 of the key in hex, 64 characters',
      'callers.0.scopes: must name at least one scope',
      'callers.0.extra: is not a known field',
      'callers.1.key: must not be in this document',
      'callers.1.scopes.0: must be "bindings", "read", "read:masked", "recordings", "numbers", "usage" or "operations"',
      'callers.1.apps: must name at least one app',
      'callers.1.expiresAt: must be a moment in UTC, in ISO 8601: 2027-01-31T00:00:00Z',
      'callers.2.arn: must be the ARN of an IAM user or role',
    ])
      expect(fault).toContain(place);
    expect(fault).toMatch(/^the access document is not usable:\n/);
    expect(fault).not.toMatch(/made-up|Shop & Co/);
  });

  it.each<[string, readonly unknown[], string]>([
    ['no caller', [], 'callers: must hold at least one caller'],
    ['neither hash nor ARN', [{ name: 'shop', scopes: ['read'] }], 'callers.0: must have either hash or arn'],
    [
      'both',
      [{ ...ENTRY, arn: 'arn:aws:iam::123456789012:user/a' }],
      'callers.0: must have either hash or arn',
    ],
    ['no scopes', [{ name: 'shop', hash: HASH }], 'callers.0.scopes: is required'],
    ['a hash twice', [ENTRY, { ...ENTRY, name: 'desk' }], 'callers: two entries have the same hash'],
    [
      'an ARN twice',
      [1, 2].map(() => ({ name: 'a', arn: 'arn:aws:iam::123456789012:user/a', scopes: ['read'] })),
      'callers: two entries have the same arn',
    ],
    ['a local time', [{ ...ENTRY, expiresAt: '2027-01-31T00:00:00+08:00' }], 'callers.0.expiresAt: must be'],
    ['a month that does not exist', [{ ...ENTRY, expiresAt: '2027-13-31T00:00:00Z' }], 'callers.0.expiresAt'],
    ['a day that does not exist', [{ ...ENTRY, expiresAt: '2027-02-30T00:00:00Z' }], 'callers.0.expiresAt'],
  ])('refuses %s', (_case, callers, message) => {
    expect(faultOf(...callers)).toContain(message);
  });

  it.each(['', '{', '[]', '"text"', '{}', '{"apiKeys":[]}'])('refuses %j', (text) => {
    expect(() => parseAccess(text)).toThrow(/^the access document is not/);
  });
});

describe('a new API key', () => {
  it('has 256 random bits, and the hash that the document wants', () => {
    const [one, other] = [newApiKey(), newApiKey()];

    expect(one.key).toMatch(/^[\w-]{43}$/);
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(one.hash).toBe(hashOfApiKey(one.key));
    expect(other.key).not.toBe(one.key);
  });

  it('is hashed as sha256sum does', () => {
    expect(hashOfApiKey('abc')).toBe(HASH);
  });
});
