import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPushVerifier, type SigningApp } from '../../../shared/platform/pushes/push-signature.ts';
import { SAMPLE_APP, signedHeaders } from '../../builders/pushes.ts';

// The vectors of the documents' examples: APP_Secret s3CrEt0ExAmPlE1VaLuE2oNlY3, digests written down, not computed.
const USERNAME = 'Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G';
const AKSK_DIGEST = 'ISacMMrRbok5VIexYjRav7o9l0kWeKFgmtEA6EU7YRk=';
const WSSE_DIGEST = '5T0X6+EEOV38bWBa3kLCs/6hZUZTbtrIDLMCLQ8Sgts=';
const NONCE = 'ac1c0000479249268700f6b200004a1e';
const CREATED = '2026-03-01T02:31:22Z';
const NOW = new Date('2026-03-01T02:31:25.000Z');

const token = (digest: string, nonce = NONCE, created = CREATED, username = USERNAME): string =>
  `UsernameToken Username="${username}",PasswordDigest="${digest}",Nonce="${nonce}",Created="${created}"`;

const VERIFIED = {
  kind: 'verified',
  app: { name: 'rides', mode: 'AXB', appKey: USERNAME },
  nonce: NONCE,
  createdAt: '2026-03-01T02:31:22.000Z',
};

const verifier = (changes: Partial<SigningApp> = {}) => createPushVerifier([{ ...SAMPLE_APP, ...changes }]);

describe('a push signature', () => {
  it.each([
    ['AKSK', { 'x-aksk': token(AKSK_DIGEST) }],
    ['WSSE', { 'x-wsse': token(WSSE_DIGEST) }],
  ])('is accepted with the documented %s vector', (scheme, headers) => {
    const result = verifier()(headers, NOW);

    expect(result).toEqual({ ...VERIFIED, scheme });
  });

  it.each([
    ['names in capitals', { 'X-AKSK': token(AKSK_DIGEST) }],
    [
      'another order',
      {
        'x-aksk': `UsernameToken Created="${CREATED}",Nonce="${NONCE}",PasswordDigest="${AKSK_DIGEST}",Username="${USERNAME}"`,
      },
    ],
    [
      'blanks after commas and around equals signs',
      {
        'x-aksk': `  UsernameToken   Username = "${USERNAME}" , PasswordDigest="${AKSK_DIGEST}",  Nonce="${NONCE}", Created="${CREATED}"  `,
      },
    ],
    [
      'single quotes',
      {
        'x-aksk': `UsernameToken Username='${USERNAME}',PasswordDigest='${AKSK_DIGEST}',Nonce='${NONCE}',Created='${CREATED}'`,
      },
    ],
    [
      'no quotes',
      {
        'x-aksk': `UsernameToken Username=${USERNAME},PasswordDigest=${AKSK_DIGEST},Nonce=${NONCE},Created=${CREATED}`,
      },
    ],
    [
      'blanks instead of commas',
      {
        'x-aksk': `UsernameToken Username="${USERNAME}" PasswordDigest="${AKSK_DIGEST}" Nonce="${NONCE}" Created="${CREATED}"`,
      },
    ],
    ['attributes that no page lists', { 'x-aksk': `${token(AKSK_DIGEST)},Realm="SDP"` }],
    ['a comma and blanks at its end', { 'x-aksk': `${token(AKSK_DIGEST)},   ` }],
    ['2048 characters', { 'x-aksk': `${token(AKSK_DIGEST)},Pad="`.padEnd(2047, 'x').concat('"') }],
  ])('is read with %s', (_case, headers) => {
    const result = verifier()(headers, NOW);

    expect(result).toEqual({ ...VERIFIED, scheme: 'AKSK' });
  });

  it('is accepted with the previous secret while the secret changes', () => {
    const verify = verifier({ appSecret: 'the-new-secret', previousAppSecret: SAMPLE_APP.appSecret });

    const result = verify({ 'x-aksk': token(AKSK_DIGEST) }, NOW);

    expect(result.kind).toBe('verified');
  });

  it('chooses the app by its user name', () => {
    const other = {
      ...SAMPLE_APP,
      name: 'parcels',
      appKey: 'TestAppKeyParcels',
      appSecret: 'another-secret',
    };
    const verify = createPushVerifier([SAMPLE_APP, other]);
    const headers = signedHeaders({ appKey: 'TestAppKeyParcels', appSecret: 'another-secret' });

    const result = verify(headers, NOW);

    expect(result).toMatchObject({ kind: 'verified', app: { name: 'parcels' } });
  });

  it.each([
    ['no header', {}, 'missing'],
    ['an empty header', { 'x-aksk': '' }, 'malformed'],
    ['a header of another form', { 'x-aksk': 'Bearer abc' }, 'malformed'],
    [
      'a missing nonce',
      { 'x-aksk': `UsernameToken Username="${USERNAME}",PasswordDigest="x",Created="${CREATED}"` },
      'malformed',
    ],
    ['a name twice', { 'x-aksk': `${token(AKSK_DIGEST)},Nonce="other"` }, 'malformed'],
    ['two headers joined', { 'x-aksk': `${token(AKSK_DIGEST)}, ${token(AKSK_DIGEST)}` }, 'malformed'],
    ['something before the scheme', { 'x-aksk': `Realm="SDP" ${token(AKSK_DIGEST)}` }, 'malformed'],
    [
      '2049 characters',
      { 'x-aksk': `${token(AKSK_DIGEST)},Pad="`.padEnd(2048, 'x').concat('"') },
      'too-long',
    ],
    ['an absurdly long header', { 'x-aksk': `${token(AKSK_DIGEST)},Pad="${'x'.repeat(2000)}"` }, 'too-long'],
    ['an unknown app', { 'x-aksk': token(AKSK_DIGEST, NONCE, CREATED, 'SomebodyElse') }, 'unknown-app'],
    [
      'an app named like a property of every object',
      { 'x-aksk': token(AKSK_DIGEST, NONCE, CREATED, 'constructor') },
      'unknown-app',
    ],
    ['the digest of the other scheme', { 'x-aksk': token(WSSE_DIGEST) }, 'wrong-digest'],
    ['a digest with something behind it', { 'x-aksk': token(`${AKSK_DIGEST}=`) }, 'wrong-digest'],
    ['the start of a digest', { 'x-aksk': token(AKSK_DIGEST.slice(0, -1)) }, 'wrong-digest'],
  ])('is refused with %s', (_case, headers, reason) => {
    const result = verifier()(headers, NOW);

    expect(result).toMatchObject({ kind: 'refused', reason });
  });

  it('is refused with the secret that unknown apps are compared against', () => {
    const headers = signedHeaders({
      appKey: 'SomebodyElse',
      appSecret: 'compared against and never accepted',
    });

    const result = verifier()(headers, NOW);

    expect(result).toMatchObject({ kind: 'refused', reason: 'unknown-app' });
  });

  it('is refused with the same text as a missing previous secret', () => {
    const headers = signedHeaders({ appSecret: 'compared against and never accepted' });

    const result = verifier()(headers, NOW);

    expect(result).toMatchObject({ kind: 'refused', reason: 'wrong-digest' });
  });

  const PARTS = ['Username', 'PasswordDigest', 'Nonce', 'Created'] as const;
  /** Every choice of at least one of the four parts. */
  const CHOICES = Array.from({ length: 15 }, (_, bits) =>
    PARTS.filter((_part, place) => ((bits + 1) >> place) % 2 === 1),
  );
  const written = (digest: string): Readonly<Record<(typeof PARTS)[number], string>> => ({
    Username: USERNAME,
    PasswordDigest: digest,
    Nonce: NONCE,
    Created: CREATED,
  });

  describe.each([
    ['x-aksk', AKSK_DIGEST],
    ['x-wsse', WSSE_DIGEST],
  ])('in %s', (name, digest) => {
    const headerOf = (attributes: readonly string[]) => ({ [name]: `UsernameToken ${attributes.join(',')}` });
    const attribute = (part: (typeof PARTS)[number], value = written(digest)[part]) => `${part}="${value}"`;

    it.each(CHOICES.map((choice) => [choice.join(', '), choice] as const))(
      'is refused without %s',
      (_case, choice) => {
        const header = headerOf(
          PARTS.filter((part) => !choice.includes(part)).map((part) => attribute(part)),
        );

        const result = verifier()(header, NOW);

        expect(result).toMatchObject({ kind: 'refused', reason: 'malformed' });
      },
    );

    it.each(CHOICES.map((choice) => [choice.join(', '), choice] as const))(
      'is refused with nothing in %s',
      (_case, choice) => {
        const header = headerOf(
          PARTS.map((part) => attribute(part, choice.includes(part) ? '' : written(digest)[part])),
        );

        const result = verifier()(header, NOW);

        expect(result).toMatchObject({ kind: 'refused', reason: 'malformed' });
      },
    );

    it.each(CHOICES.map((choice) => [choice.join(', '), choice] as const))(
      'is refused with %s twice',
      (_case, choice) => {
        const header = headerOf([...PARTS, ...choice].map((part) => attribute(part)));

        const result = verifier()(header, NOW);

        expect(result).toMatchObject({ kind: 'refused', reason: 'malformed' });
      },
    );

    it.each(PARTS)('is refused with %s twice, once in capitals', (part) => {
      const header = headerOf([...PARTS.map((each) => attribute(each)), attribute(part).toUpperCase()]);

      const result = verifier()(header, NOW);

      expect(result).toMatchObject({ kind: 'refused', reason: 'malformed' });
    });
  });

  it('of the current scheme counts when there are both', () => {
    const verify = verifier();
    const right = { 'x-aksk': token(AKSK_DIGEST), 'x-wsse': token(WSSE_DIGEST) };

    const results = [
      verify(right, NOW),
      verify({ ...right, 'x-wsse': 'broken' }, NOW),
      verify({ ...right, 'x-aksk': 'broken' }, NOW),
      verify({ ...right, 'x-aksk': undefined }, NOW),
    ];

    expect(results).toMatchObject([
      { kind: 'verified', scheme: 'AKSK' },
      { kind: 'verified', scheme: 'AKSK' },
      { kind: 'refused', reason: 'malformed' },
      { kind: 'verified', scheme: 'WSSE' },
    ]);
  });

  it.each([
    ['a day old', '2026-03-02T02:31:22.000Z', 'verified'],
    ['a moment older than a day', '2026-03-02T02:31:22.001Z', 'stale'],
    ['five minutes ahead', '2026-03-01T02:26:22.000Z', 'verified'],
    ['a moment more ahead', '2026-03-01T02:26:21.999Z', 'early'],
  ])('created %s: %s', (_case, now, expected) => {
    const result = verifier()({ 'x-aksk': token(AKSK_DIGEST) }, new Date(now));

    expect(result.kind === 'refused' ? result.reason : result.kind).toBe(expected);
  });

  it.each([
    '2026-03-01T02:31:22.000Z',
    '2026-03-01 02:31:22',
    '2026-03-01T02:31:22+00:00',
    '+012026-03-01T02:31:22Z',
    '2026-02-30T02:31:22Z',
    '2026-13-01T02:31:22Z',
    '2026-03-01T24:00:00Z',
    '1772332282',
    'yesterday',
  ])('is refused when created is written %s', (created) => {
    const result = verifier()(signedHeaders({ created }), NOW);

    expect(result).toMatchObject({ kind: 'refused', reason: 'malformed' });
  });

  it('is refused with any one character of nonce, time or digest changed', () => {
    const signature = token(AKSK_DIGEST);
    const places = [AKSK_DIGEST, NONCE, CREATED].flatMap((value) =>
      Array.from(value, (_, index) => signature.indexOf(value) + index),
    );

    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 0x20, max: 0xff }), (at, code) => {
        const changed = signature.slice(0, at) + String.fromCharCode(code) + signature.slice(at + 1);
        fc.pre(changed !== signature);

        const result = verifier()({ 'x-aksk': changed }, NOW);

        expect(result.kind).toBe('refused');
      }),
      { numRuns: 3000 },
    );
  });

  /** Any code points; fast-check's own strings of them take seconds to begin with. */
  const anyText = fc
    .array(fc.nat(0x10ffff), { maxLength: 200 })
    .map((points) => String.fromCodePoint(...points));

  it('never throws, whatever the header holds', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('x-aksk', 'X-WSSE'), (value, name) => {
        const result = verifier()({ [name]: value }, NOW);

        expect(result.kind).toBe('refused');
      }),
    );
  });
});

describe('an app that only logs wrong signatures', () => {
  const verify = verifier({ pushSignature: 'log' });

  it.each([
    ['a wrong digest', signedHeaders({ appSecret: 'wrong' }), 'wrong-digest'],
    ['a stale time', signedHeaders({ created: '2026-02-20T00:00:00Z' }), 'stale'],
  ])('is accepted with %s', (_case, headers, reason) => {
    const result = verify(headers, NOW);

    expect(result).toEqual({ kind: 'unverified', app: VERIFIED.app, reason });
  });

  it.each([
    ['another user name', signedHeaders({ appKey: 'SomebodyElse' }), 'unknown-app'],
    ['no signature at all', {}, 'missing'],
  ])('is refused with %s', (_case, headers, reason) => {
    const result = verify(headers, NOW);

    expect(result).toMatchObject({ kind: 'refused', reason });
  });

  it('has right signatures verified as any other app', () => {
    const result = verify(signedHeaders(), NOW);

    expect(result.kind).toBe('verified');
  });
});
