import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesOf } from '../../../tools/local-stack/changes/pass-on.ts';
import { listen, stopServer } from '../../../tools/local-stack/engines.ts';
import { startEventBus } from '../../../tools/local-stack/events/event-bus.ts';
import { startLambdaPort } from '../../../tools/local-stack/events/lambda-port.ts';
import { createPosts } from '../../../tools/local-stack/events/post-events.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(open.splice(0).map((close) => close())));

/** A receiver that answers with these statuses, one after the other, and then 200; 0: never. */
const startReceiver = async (statuses: number[] = [], port = 0) => {
  const got: string[] = [];
  const secrets: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    void bytesOf(request).then((body) => {
      const { id } = JSON.parse(body.toString('utf8'));
      const status = statuses.shift() ?? 200;
      got.push(`${id} ${status}`);
      secrets.push(request.headers.authorization);
      server.emit('got');
      if (status !== 0) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  const given = await listen(server, '127.0.0.1', port);
  open.push(() => stopServer(server));
  const until = async (count: number): Promise<readonly string[]> => {
    while (got.length < count) await once(server, 'got');
    return got;
  };
  return { url: `http://127.0.0.1:${given}/`, port: given, until, secrets };
};

const event = (id: string) => ({ id, 'detail-type': 'call.ended' });

const startPosts = (url: string, options: Partial<Parameters<typeof createPosts>[0]> = {}) => {
  const lines: string[] = [];
  const tell = (line: string) => lines.push(line);
  const posts = createPosts({ url, tell, sleep: async () => undefined, ...options });
  open.push(posts.stop);
  return { ...posts, lines };
};

describe('events that are posted', () => {
  it('wait for one that is refused, and keep their order', async () => {
    const receiver = await startReceiver([500, 429, 200]);
    const { add, lines } = startPosts(receiver.url);

    for (const id of ['one', 'two', 'three']) add(event(id));

    expect(await receiver.until(5)).toEqual(['one 500', 'one 429', 'one 200', 'two 200', 'three 200']);
    expect(lines).toEqual([]);
  });

  it.each([undefined, 'secret-1'])(
    'have the secret as their authorization, also when they come again: %s',
    async (secret) => {
      const receiver = await startReceiver([500]);
      const { add } = startPosts(receiver.url, { secret });

      add(event('one'));

      await receiver.until(2);
      expect(receiver.secrets).toEqual([secret, secret]);
    },
  );

  it('go on without one that is refused five times, and a line says so', async () => {
    const receiver = await startReceiver([400, 400, 400, 400, 400]);
    const { add, lines } = startPosts(receiver.url);

    for (const id of ['one', 'two']) add(event(id));

    expect((await receiver.until(6)).slice(4)).toEqual(['one 400', 'two 200']);
    expect(lines).toEqual(['EVENTS_URL: call.ended one is left out, 5 times: status 400']);
  });

  it('are not taken by a page to which the address leads', async () => {
    const receiver = await startReceiver([302]);
    const { add } = startPosts(receiver.url);

    add(event('one'));

    expect(await receiver.until(2)).toEqual(['one 302', 'one 200']);
  });

  it('are not held up by a receiver that does not answer', async () => {
    const receiver = await startReceiver([0, 0, 0, 0, 0]);
    const { add, lines } = startPosts(receiver.url, { answerWithinMs: 10 });

    for (const id of ['one', 'two']) add(event(id));

    expect((await receiver.until(6)).slice(5)).toEqual(['two 200']);
    expect(lines).toEqual(['EVENTS_URL: call.ended one is left out, 5 times: no answer in time']);
  });

  it('wait for a receiver that is not there yet, the last of them', async () => {
    const { port } = await startReceiver();
    await Promise.all(open.splice(0).map((close) => close()));
    const waits = { count: 0, enough: Promise.withResolvers<void>() };
    const back = Promise.withResolvers<void>();
    const { add, lines } = startPosts(`http://127.0.0.1:${port}/`, {
      mostWaiting: 3,
      sleep: async () => {
        waits.count += 1;
        if (waits.count < 20) return;
        waits.enough.resolve();
        await back.promise;
      },
    });
    for (let at = 0; at <= 4; at += 1) add(event(`e${at}`));
    await waits.enough.promise;
    const receiver = await startReceiver([], port);
    back.resolve();

    const got = await receiver.until(4);

    // The first one was on its way already.
    expect(got).toEqual(['e0 200', 'e2 200', 'e3 200', 'e4 200']);
    expect(lines).toEqual(['EVENTS_URL: call.ended e1 is left out, 3 newer ones wait']);
  });
});

describe('the bus of the local stack', () => {
  it('keeps the last thousand, newest first, at GET /events of the Lambda port', async () => {
    const bus = await startEventBus();
    const lambda = await startLambdaPort({
      host: '127.0.0.1',
      port: 0,
      behind: 'http://127.0.0.1:9',
      events: bus.events,
    });
    open.push(bus.stop, lambda.stop);
    for (let request = 0; request < 101; request += 1) {
      const Entries = Array.from({ length: 10 }, (_none, at) => ({
        EventBusName: 'privatenumber-local',
        Source: 'privatenumber',
        DetailType: 'call.ended',
        Detail: JSON.stringify({ id: `e${request * 10 + at}`, data: {} }),
        Time: 1772352000.5,
      }));
      await fetch(bus.endpoint, { method: 'POST', body: JSON.stringify({ Entries }) });
    }

    const answer = await fetch(`${lambda.endpoint}/events?any=thing`);
    const { items } = (await answer.json()) as { items: readonly Readonly<Record<string, unknown>>[] };

    expect(items).toHaveLength(1000);
    expect([items[0]?.['id'], items[999]?.['id']]).toEqual(['e1009', 'e10']);
    expect(items[0]).toEqual({
      version: '0',
      id: 'e1009',
      'detail-type': 'call.ended',
      source: 'privatenumber',
      account: '000000000000',
      time: '2026-03-01T08:00:00.500Z',
      region: 'us-east-1',
      resources: [],
      data: {},
      detail: { id: 'e1009', data: {} },
    });
  });
});
