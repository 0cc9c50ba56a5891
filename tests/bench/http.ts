import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { aCdrPush, aSentCdr, signedHeaders } from '../builders/pushes.ts';
import { person, RIDES } from '../harness/fixtures.ts';
import { type Answer, type Stack, startStack } from '../harness/stack.ts';
import { type Figure, inParallel, median, percentile, rounded, timed } from './report.ts';

const BINDS = 150;
const SINGLE_PUSHES = 300;
const FULL_PUSHES = 20;
const PARALLEL = 8;

/**
 * Binds and pushes over HTTP. Functions, store and platform share one process here, so rates say how this stack does and not how
 * a deployment will; the ratios say what a bind costs beside a bare round trip.
 */
export const httpFigures = async (): Promise<readonly Figure[]> => {
  const stack = await startStack();
  try {
    return [...(await bindFigures(stack)), ...(await pushFigures(stack))];
  } finally {
    await stack.close();
  }
};

const bindFigures = async (stack: Stack): Promise<readonly Figure[]> => {
  const bare = await startBare();
  const body = (index: number) => ({ mode: 'AXB', a: person(2 * index), b: person(2 * index + 1) });
  const bind = async (index: number) =>
    expectStatus(201, await stack.request('POST', '/bindings', { body: body(index) }));
  const roundTrip = (index: number) =>
    fetch(bare.url, { method: 'POST', body: JSON.stringify(body(index)) }).then((answer) => answer.text());
  for (let index = 1; index <= 20; index += 1) await Promise.all([bind(index), roundTrip(index)]);

  const before = (await stack.control.journal({ kind: 'request' })).length;
  const times = { bind: [] as number[], bare: [] as number[] };
  for (let index = 100; index < 100 + BINDS; index += 1) {
    times.bare.push(await timed(() => roundTrip(index)));
    times.bind.push(await timed(() => bind(index)));
  }
  const calls = (await stack.control.journal({ kind: 'request' })).length - before;
  await bare.close();
  const ratio = (share: number) => rounded(percentile(times.bind, share) / percentile(times.bare, share));
  return [
    { name: 'platform calls a bind', value: rounded(calls / BINDS), unit: '', budget: 1 },
    { name: 'bind p50, in bare HTTP round trips', value: ratio(0.5), unit: 'x' },
    { name: 'bind p99, in bare HTTP round trips', value: ratio(0.99), unit: 'x' },
    { name: 'bare HTTP round trip p50', value: rounded(median(times.bare)), unit: 'ms' },
  ];
};

const pushFigures = async (stack: Stack): Promise<readonly Figure[]> => {
  await pushesPerSecond(stack, 50, 1);
  const single = await pushesPerSecond(stack, SINGLE_PUSHES, 1);
  const full = await pushesPerSecond(stack, FULL_PUSHES, 50);
  return [
    { name: 'pushes of 1 CDR over HTTP', value: rounded(single), unit: '/s' },
    { name: 'pushes of 50 CDRs over HTTP', value: rounded(full), unit: '/s' },
  ];
};

const pushesPerSecond = async (stack: Stack, pushes: number, cdrsEach: number): Promise<number> => {
  const bodies = Array.from({ length: pushes }, () =>
    aCdrPush(
      Array.from({ length: cdrsEach }, () => aSentCdr({ sessionId: randomBytes(12).toString('hex') })),
    ),
  );
  const durationMs = await timed(() =>
    inParallel(bodies, PARALLEL, async (body) => {
      const nonce = randomBytes(16).toString('hex');
      const created = stack
        .clock()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z');
      const headers = signedHeaders({ appKey: RIDES.appKey, appSecret: RIDES.appSecret, nonce, created });
      const push = () => stack.request('POST', '/webhooks/cdr', { body, headers });
      let answer = await push();
      // A store that is too busy in time is a 503, and the platform pushes again.
      while (answer.status === 503) answer = await push();
      expectStatus(200, answer);
    }),
  );
  return (pushes / durationMs) * 1000;
};

const expectStatus = (wanted: number, { status, text }: Answer): void => {
  if (status !== wanted) throw new Error(`the API answered ${status} and not ${wanted}: ${text}`);
};

/** A server that reads the request and answers, and does nothing else. */
const startBare = async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(201).end('{"status":"ok"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
