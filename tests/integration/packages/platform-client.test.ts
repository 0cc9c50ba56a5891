import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPlatformClient,
  type Mode,
  type Push,
  readPush,
  verifyPush,
} from '../../../packages/platform/src/index.ts';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';

const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;

const appOf = <M extends Mode>(mode: M) => ({
  mode,
  appKey: `made-up-key-of-${mode}`,
  appSecret: `made-up-secret-of-${mode}`,
});
const APPS = MODES.map(appOf);

/** The pushes that came, each with the verdict on its signature. */
const pushed: { verdict: string; push: Push | undefined }[] = [];

const bytesOf = async (request: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

let simulator: Simulator;
const receiver = createServer(async (request, response) => {
  const body = await bytesOf(request);
  const verdict = verifyPush(request.headers, body, APPS);
  const push = verdict.kind === 'verified' ? readPush(body, verdict.app) : undefined;
  pushed.push({ verdict: verdict.kind, push });
  response.writeHead(200).end();
});

const start = (pushUrls: Readonly<{ callEvents?: string; cdr?: string }>) =>
  startSimulator({
    seed: 7,
    apps: APPS.map(({ mode, ...app }, index) => ({
      ...app,
      name: mode.toLowerCase(),
      mode,
      numbers: [1, 2, 3, 4].map((n) => ({ x: `+8617000000${index}${n}0`, areaCode: '0755' })),
      pushUrls,
    })),
  });

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  simulator = await start({ callEvents: url, cdr: url });
});
afterAll(async () => {
  await simulator.close();
  await new Promise((resolve) => receiver.close(resolve));
});

const clientOf = <M extends Mode>(mode: M, changes: { scheme?: 'WSSE' } = {}) =>
  createPlatformClient({ ...appOf(mode), baseUrl: simulator.url, ...changes });

const A = '138-0000-0001';
const B = '139 0000 0002';

describe('the platform client, usable without the rest', () => {
  it('binds, asks, changes and unbinds in mode AXB', async () => {
    const client = clientOf('AXB');
    const bound = await client.bind({ a: A, b: B, x: '+8617000000110', ttlSeconds: 600 });
    const id = bound.kind === 'ok' ? bound.value.subscriptionId : '';

    expect(bound).toMatchObject({ kind: 'ok', value: { x: '+8617000000110' } });
    expect(await client.modify(id, { record: true, recordTone: 'recorded.wav', ttlSeconds: 900 })).toEqual({
      kind: 'ok',
      value: 'modified',
    });
    expect(await client.query(id)).toMatchObject({
      value: { a: '+8613800000001', b: '+8613900000002', record: true, ttlSeconds: 900 },
    });
    expect(await client.find({ x: '+8617000000110', a: B, b: A })).toMatchObject({
      value: { subscriptionId: id },
    });
    expect(await client.list('+8617000000110')).toMatchObject({
      value: { bindings: [{ subscriptionId: id }] },
    });
    expect(await client.unbind(id)).toEqual({ kind: 'ok', value: 'released' });
    expect(await client.unbind(id)).toEqual({ kind: 'ok', value: 'not-found' });
    expect(await client.query(id)).toEqual({ kind: 'ok', value: undefined });
  });

  it('binds and says whom A reaches in mode AX, signed with the older scheme', async () => {
    const client = clientOf('AX', { scheme: 'WSSE' });
    const bound = await client.bind({
      a: A,
      areaCode: '0755',
      maxCallMinutes: 10,
      lastMinuteTone: 'end.wav',
    });
    const id = bound.kind === 'ok' ? bound.value.subscriptionId : '';

    expect(await client.setTemporaryCallee(id, { number: '4008000000', ttlSeconds: 120 })).toEqual({
      kind: 'ok',
      value: 'set',
    });
    expect(await client.modify(id, { a: B })).toEqual({ kind: 'ok', value: 'modified' });
    expect(await client.query(id)).toMatchObject({ value: { a: '+8613900000002', maxCallMinutes: 10 } });
    expect(await client.unbind(id)).toMatchObject({ value: 'released' });
  });

  it('binds an extension in mode AXE and two numbers in mode AXYB', async () => {
    const axe = await clientOf('AXE').bind({
      a: A,
      x: '+8617000000210',
      extension: '1234',
      ttlSeconds: 3600,
    });
    const axyb = await clientOf('AXYB').bind({ a: A, b: B, areaCode: '0755', ttlSeconds: 3600 });

    expect(axe).toMatchObject({ kind: 'ok', value: { x: '+8617000000210', extension: '1234' } });
    expect(axyb).toMatchObject({
      kind: 'ok',
      value: { x: expect.stringMatching(/^\+86170/), y: expect.stringMatching(/^\+86170/) },
    });
  });

  it('tells a refusal by its code and class, and throws for a number that it cannot send', async () => {
    const client = clientOf('AXB');

    expect(await client.bind({ a: A, b: B, x: '+8617099999999' })).toMatchObject({
      kind: 'refused',
      code: '1012001',
    });
    await expect(client.bind({ a: '12345', b: B })).rejects.toThrow(
      new TypeError('a must be a mainland mobile or fixed-line number'),
    );
  });

  it('makes no more calls after three failed authentications, of ten that were asked for at once', async () => {
    // Of its own, because it locks the address that all apps share.
    const locking = await start({});
    const options = { ...appOf('X'), appSecret: 'a wrong secret', baseUrl: locking.url };
    const client = createPlatformClient(options);

    const results = await Promise.all(Array.from({ length: 10 }, () => client.stopCall('any')));
    await locking.close();

    expect(results.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 3 }, () => 'refused'),
      ...Array.from({ length: 7 }, () => 'held-back'),
    ]);
    expect(results[9]).toMatchObject({ by: 'lock-out', retryAfterSeconds: 1800 });
  });
});

describe('pushes of the platform', () => {
  it('are verified and read, and their recording is found', async () => {
    const client = clientOf('AXB');
    await client.bind({ a: A, b: B, x: '+8617000000120', record: true, recordTone: 'recorded.wav' });
    await simulator.control.placeCall({
      from: '+8613800000001',
      to: '+8617000000120',
      outcome: 'answered',
      talkSeconds: 30,
    });

    const items = pushed.flatMap(({ push }) => push?.items ?? []);
    const cdr = items.find((item) => item.kind === 'cdr')?.cdr;

    expect(new Set(pushed.map(({ verdict }) => verdict))).toEqual(new Set(['verified']));
    expect(items.flatMap((item) => (item.kind === 'event' ? [item.event.type] : []))).toContain('answer');
    expect(cdr).toMatchObject({ x: '+8617000000120', callee: '+8613900000002', recorded: true });
    expect(cdr?.recording && (await client.recordingUrl(cdr.recording))).toMatchObject({
      kind: 'ok',
      value: { kind: 'url' },
    });
  });
});
