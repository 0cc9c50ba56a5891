import { describe, expect, it } from 'vitest';
import { aksk, authenticationHeaders, digestOf, wsse } from '../../../shared/platform/client/signature.ts';

// Digests below were made with openssl (dgst -sha256, with and without -hmac, then base64), not with our code.
const EXAMPLE = {
  secret: 'example-secret-0001',
  nonce: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
  created: '2026-03-01T08:00:00Z',
};
const PUSH = {
  secret: 's3CrEt0ExAmPlE1VaLuE2oNlY3',
  nonce: 'ac1c0000479249268700f6b200004a1e',
  created: '2026-03-01T02:31:22Z',
};
const NOT_ASCII = { secret: 'geheim-密钥-0003', nonce: '0', created: '2026-12-31T23:59:59Z' };
const LONGEST = {
  // A key longer than a block of SHA-256 is hashed before HMAC uses it.
  secret:
    'made-up-secret-of-more-than-one-block-of-sha-256-because-keys-longer-than-64-bytes-are-hashed-first',
  nonce: 'Z'.repeat(128),
  created: '2024-02-29T00:00:00Z',
};

describe('the AKSK digest', () => {
  it.each([
    ['the worked example', EXAMPLE, '6eS114Y4NoAkrulDQ3XxxdSlDCo1eMgihEGqIyMUlt8='],
    ['a push', PUSH, 'ISacMMrRbok5VIexYjRav7o9l0kWeKFgmtEA6EU7YRk='],
    [
      'a secret beyond ASCII and the shortest nonce',
      NOT_ASCII,
      'd9dpEiwuEtbL8lBt7lNZku47LGGnmJ2WhIfsMIv4lq4=',
    ],
    ['a long secret and the longest nonce', LONGEST, 'GmtVco+12W4UpsDxzDfrC8tsdaCZGAIxaiEshHsMmeA='],
  ])('is right for %s', (_case, parts, digest) => {
    expect(aksk(parts)).toBe(digest);
    expect(digestOf('AKSK', parts)).toBe(digest);
  });
});

describe('the WSSE digest', () => {
  it.each([
    ['the worked example', EXAMPLE, 'P2w4ORhMU0zpvF2gBEOwQQaxT68/Ypi5Wt71u01EsDA='],
    ['a push', PUSH, '5T0X6+EEOV38bWBa3kLCs/6hZUZTbtrIDLMCLQ8Sgts='],
    [
      'a secret beyond ASCII and the shortest nonce',
      NOT_ASCII,
      'JuUdldAzyVVUkGqj+RZGqsJkWQY5dloGRwssKj0raG8=',
    ],
    ['a long secret and the longest nonce', LONGEST, '1AJ8nixk1vxW6QVPuCKuogQ8v6YM+kmE0IrPW9t+5kQ='],
  ])('is right for %s', (_case, parts, digest) => {
    expect(wsse(parts)).toBe(digest);
    expect(digestOf('WSSE', parts)).toBe(digest);
  });
});

describe('the headers of a request', () => {
  const signer = {
    appKey: 'Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G',
    appSecret: PUSH.secret,
    nonce: PUSH.nonce,
    created: PUSH.created,
  };

  it('are those of the AKSK scheme', () => {
    const headers = authenticationHeaders({ scheme: 'AKSK', ...signer });

    expect(headers).toEqual({
      authorization: 'AKSK realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-aksk':
        'UsernameToken Username="Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G",PasswordDigest="ISacMMrRbok5VIexYjRav7o9l0kWeKFgmtEA6EU7YRk=",Nonce="ac1c0000479249268700f6b200004a1e",Created="2026-03-01T02:31:22Z"',
    });
  });

  it('are those of the WSSE scheme', () => {
    const headers = authenticationHeaders({ scheme: 'WSSE', ...signer });

    expect(headers).toEqual({
      authorization: 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-wsse':
        'UsernameToken Username="Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G",PasswordDigest="5T0X6+EEOV38bWBa3kLCs/6hZUZTbtrIDLMCLQ8Sgts=",Nonce="ac1c0000479249268700f6b200004a1e",Created="2026-03-01T02:31:22Z"',
    });
  });
});
