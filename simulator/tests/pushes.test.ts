import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passwordDigest, signedHeaders } from '../protocol/signature.ts';
import { A, openPlayground, type Playground, X } from './playground.ts';

const MINUTES = 60;

describe('signature', () => {
  // Vectors made up for the documents, computed independently of this code.
  const vector = {
    appKey: 'any',
    appSecret: 'example-secret-0001',
    nonce: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
    created: '2026-03-01T08:00:00Z',
  };
  const sample = {
    appKey: 'Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G',
    appSecret: 's3CrEt0ExAmPlE1VaLuE2oNlY3',
    nonce: 'ac1c0000479249268700f6b200004a1e',
    created: '2026-03-01T02:31:22Z',
  };

  it('has the documented digests', () => {
    expect(passwordDigest('AKSK', vector)).toBe('6eS114Y4NoAkrulDQ3XxxdSlDCo1eMgihEGqIyMUlt8=');
    expect(passwordDigest('WSSE', vector)).toBe('P2w4ORhMU0zpvF2gBEOwQQaxT68/Ypi5Wt71u01EsDA=');
  });

  it('has the header layout of the AKSK sample', () => {
    expect(signedHeaders('AKSK', sample)).toEqual({
      authorization: 'AKSK realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-aksk':
        'UsernameToken Username="Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G",PasswordDigest="ISacMMrRbok5VIexYjRav7o9l0kWeKFgmtEA6EU7YRk=",Nonce="ac1c0000479249268700f6b200004a1e",Created="2026-03-01T02:31:22Z"',
    });
  });

  it('has the header layout of the WSSE sample', () => {
    expect(signedHeaders('WSSE', sample)).toEqual({
      authorization: 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-wsse':
        'UsernameToken Username="Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G",PasswordDigest="5T0X6+EEOV38bWBa3kLCs/6hZUZTbtrIDLMCLQ8Sgts=",Nonce="ac1c0000479249268700f6b200004a1e",Created="2026-03-01T02:31:22Z"',
    });
  });
});

describe('pushes', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const raw = (more: Record<string, unknown> = {}) =>
    playground.control.pushRaw({ appKey: playground.app.appKey, kind: 'cdr', body: '{"a":1}', ...more });
  const headersOf = (at: number) => playground.receiver.received[at]?.headers ?? {};

  it('come as JSON with header names in lower case, signed at the clock, on a connection of their own', async () => {
    await raw();

    const [push] = playground.receiver.received;
    expect(push?.rawHeaderNames.slice(0, 3)).toEqual(['content-type', 'authorization', 'x-aksk']);
    expect(push?.headers).toMatchObject({
      'content-type': 'application/json;charset=UTF-8',
      'content-length': '7',
      connection: 'close',
    });
    expect(push?.headers['x-aksk']).toMatch(
      /^UsernameToken Username="playground-App-Key",PasswordDigest="[^"]{44}",Nonce="[0-9a-f]{32}",Created="2026-03-01T02:31:20Z"$/,
    );
  });

  it('carry the older signature when the application is set so', async () => {
    await playground.control.setApp(playground.app.appKey, { pushScheme: 'WSSE' });

    await raw();

    expect(headersOf(0)).toMatchObject({
      authorization: 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-wsse': expect.stringContaining('Username="playground-App-Key"'),
    });
    expect(headersOf(0)).not.toHaveProperty('x-aksk');
  });

  it('can be signed wrongly on purpose', async () => {
    const signing = { nonce: 'n1', created: '2020-01-01T00:00:00Z', headers: { 'x-more': 'yes' } };

    await raw({ signing });

    expect(headersOf(0)['x-aksk']).toContain('Nonce="n1",Created="2020-01-01T00:00:00Z"');
    expect(headersOf(0)['x-more']).toBe('yes');
  });

  it.each([201, 204, 302, 401, 404, 500, 503, 0])('are tried again after %i', async (status) => {
    playground.receiver.answerWith(status);
    await raw();

    await playground.control.advance(MINUTES);

    expect(playground.receiver.received).toHaveLength(2);
    expect((await playground.control.idle()).idle).toBe(true);
  });

  it('are tried again when nobody answers in time', async () => {
    await playground.control.setSettings({ pushTimeoutMs: 50 });
    playground.receiver.answerWith(-1);
    await raw();

    await playground.control.advance(MINUTES);

    expect(await playground.control.journal({ kind: 'push' })).toMatchObject([
      { state: 'delivered', attempts: [{ status: null }, { status: 200, error: null }] },
    ]);
  });

  it.each([
    ['absolute', [0, 1, 4, 9, 106, 203, 300]],
    ['cumulative', [0, 1, 5, 14, 120, 323, 623]],
  ] as const)('climb the %s ladder and then give up', async (ladder, minutes) => {
    await playground.control.setSettings({ ladder });
    playground.receiver.answerWith(...Array(20).fill(500));
    await raw();

    await playground.control.advance(24 * 60 * MINUTES);

    const [entry] = await playground.control.journal({ kind: 'push', state: 'given-up' });
    const startedMs = Date.parse('2026-03-01T02:31:20Z');
    const attempts = entry?.kind === 'push' ? entry.attempts : [];
    expect(attempts.map(({ at }) => (Date.parse(at) - startedMs) / 60_000)).toEqual(minutes);
    expect((await playground.control.idle()).idle).toBe(true);
  });

  it('stop at the first 200', async () => {
    playground.receiver.answerWith(500, 500, 200);
    await raw();

    await playground.control.advance(24 * 60 * MINUTES);

    expect(playground.receiver.received).toHaveLength(3);
  });

  it.each([
    ['fresh', false],
    ['same', true],
  ] as const)('are signed on a re-push with a %s nonce', async (rePushSignature, same) => {
    await playground.control.setSettings({ rePushSignature });
    playground.receiver.answerWith(500);
    await raw();

    await playground.control.advance(MINUTES);

    expect(headersOf(0)['x-aksk'] === headersOf(1)['x-aksk']).toBe(same);
    expect(playground.receiver.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('of number status go to their own address, else to that of call events, and are not tried again', async () => {
    playground.receiver.answerWith(500);
    await playground.control.setNumber(X, { state: 10, cause: '2' });
    await playground.control.setPushUrls(playground.app.appKey, {
      callEvents: `${playground.receiver.url}/events`,
    });
    await playground.control.setNumber(X, { state: 5 });

    await playground.control.advance(24 * 60 * MINUTES);

    expect(playground.receiver.received.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      ['/numbers', { eventType: 'numStatus', numInfo: [{ number: X, status: '10', cause: '2' }] }],
      ['/events', { eventType: 'numStatus', numInfo: [{ number: X, status: '5' }] }],
    ]);
  });

  it('are not made without an address', async () => {
    await playground.control.setPushUrls(playground.app.appKey, {});

    await playground.control.placeCall({ from: A, to: X, outcome: 'answered' });

    expect(playground.receiver.received).toEqual([]);
    expect((await playground.control.idle()).idle).toBe(true);
  });

  it('can be repeated by hand with the same body', async () => {
    const entry = await raw();

    await playground.control.repeatPush(entry?.id ?? 0);

    expect(playground.receiver.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  describe('faults', () => {
    const call = () => playground.control.placeCall({ from: A, to: X, outcome: 'answered' });
    const paths = () => playground.receiver.received.map(({ path }) => path);
    const types = () => playground.receiver.bodies().map(({ eventType }) => eventType);

    it('duplicate: the same body twice', async () => {
      await playground.control.faults.add({ on: 'push', kind: 'duplicate', pushKind: 'cdr' });

      await call();

      const cdrs = playground.receiver.received.filter(({ path }) => path === '/cdr').map(({ body }) => body);
      expect(cdrs).toHaveLength(2);
      expect(cdrs[0]).toBe(cdrs[1]);
    });

    it('answer-lost: a 200 that does not count', async () => {
      await playground.control.faults.add({ on: 'push', kind: 'answer-lost', pushKind: 'cdr' });
      await call();

      await playground.control.advance(MINUTES);

      expect(paths().filter((path) => path === '/cdr')).toHaveLength(2);
    });

    it('reordered: all there, in another order', async () => {
      await playground.bind();
      await playground.control.faults.add({ on: 'push', kind: 'reordered' });

      await call();

      const usual = ['callin', 'callout', 'alerting', 'answer', 'disconnect', 'fee'];
      expect(types()).not.toEqual(usual);
      expect(types().sort()).toEqual([...usual].sort());
    });

    it('delayed: later on the clock', async () => {
      const fault = { on: 'push', kind: 'delayed', pushKind: 'cdr', delaySeconds: 90 } as const;
      await playground.control.faults.add(fault);
      await call();
      const before = paths().includes('/cdr');

      await playground.control.advance(90);

      expect([before, paths().includes('/cdr')]).toEqual([false, true]);
    });

    it('batched: up to 50 CDRs in a push', async () => {
      await playground.control.faults.add({ on: 'push', kind: 'batched' });
      for (let at = 0; at < 53; at += 1) await call();
      const held = await playground.control.idle();

      const pushes = await playground.control.flushCdrs();

      const sizes = playground.receiver.received
        .filter(({ path }) => path === '/cdr')
        .map(({ body }) => JSON.parse(body).feeLst.length);
      expect(held).toMatchObject({ idle: false, heldCdrs: 53 });
      expect([pushes, sizes]).toEqual([2, [50, 3]]);
    });
  });
});
