import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Deed, GOOD, inTurn, leanClientAt, scriptedService } from '../../builders/scripted-service.ts';
import { LOOPBACK_CERTIFICATE, serveHttps } from '../../fakes/loopback-servers.ts';

const INPUT = { TableName: 'calls', Key: { pk: { S: 'C#a' } } };

/** An address at which nobody listens any more. */
const closedAddress = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};

describe('a connection of the lean client', () => {
  it('over https is kept for the next call', async () => {
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, LOOPBACK_CERTIFICATE]);
    onTestFinished(() => setDefaultCACertificates(trusted));
    const { arrived, listener } = inTurn([GOOD]);
    const { call } = leanClientAt(await serveHttps(listener));

    for (let count = 1; count <= 3; count += 1) await call('GetItem', INPUT);

    expect(arrived.map(({ connection }) => connection)).toEqual([0, 0, 0]);
  });

  it('to a server that nobody vouches for fails at once', async () => {
    const { arrived, listener } = inTurn([GOOD]);
    const { call, pauses } = leanClientAt(await serveHttps(listener));

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

    expect(arrived).toEqual([]);
    expect(pauses).toEqual([]);
  });

  it('is let go when it stays silent', async () => {
    const closed = Promise.withResolvers<void>();
    const deed: Deed = (response) => response.socket?.once('close', () => closed.resolve());
    const service = { tries: 1 };
    const { call } = await scriptedService([deed], {
      service,
      limits: { connectTimeoutMs: 500, silenceTimeoutMs: 500 },
    });

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'silence for 500 ms',
    });

    await closed.promise;
  });

  it('is not waited for without end', async () => {
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function pending(this: Socket) {
      Object.defineProperty(this, 'connecting', { value: true, configurable: true });
      return this;
    });
    const limits = { connectTimeoutMs: 20, silenceTimeoutMs: 60_000 };
    const { call, pauses } = leanClientAt('http://127.0.0.1:9', { limits });

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'no connection within 20 ms',
    });

    expect(pauses).toHaveLength(2);
  });
});

describe('the limit of a connection', () => {
  it.each([
    ['that stands', 1],
    ['that was kept', 2],
  ])('%s is not waited for any more', async (_case, calls) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { call } = await scriptedService([GOOD]);

    for (let count = 1; count <= calls; count += 1) await call('GetItem', INPUT);

    expect(vi.getTimerCount()).toBe(0);
  });

  it('that is refused is not waited for any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { call } = leanClientAt(await closedAddress());

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    // The connection is closed some turns later.
    while (vi.getTimerCount() > 0) await nextTurn();
  });
});
