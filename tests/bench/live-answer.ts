// How long a live call of X mode waits for its route, beside the barest request through the same gateway.
//   node tools/with-node24.mjs tests/bench/live-answer.ts
import { signedHeaders } from '../builders/pushes.ts';
import { person, poolNumbers, xNumber } from '../harness/fixtures.ts';
import { startStack } from '../harness/stack.ts';

const ROUNDS = 200;
const SHOP = {
  name: 'shop',
  mode: 'X' as const,
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-app-secret-shop-0001',
};

const numbers = poolNumbers(2);
const stack = await startStack({
  apps: [{ ...SHOP, numbers }],
  platformApps: [{ ...SHOP, numbers, pushUrls: {} }],
});

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

const created = (): string => new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');

const ask = async (round: number): Promise<void> => {
  const body = JSON.stringify({
    eventType: 'callin',
    statusInfo: {
      sessionId: `bench-${round}`,
      timestamp: '2026-03-01 02:30:03',
      caller: person(1),
      called: xNumber(1),
      notifyMode: 'Block',
    },
  });
  const headers = signedHeaders({
    nonce: `bench${round + 1000}`,
    created: created(),
    appKey: SHOP.appKey,
    appSecret: SHOP.appSecret,
  });
  const answer = await fetch(`${stack.url}/webhooks/call-events`, { method: 'POST', headers, body });
  const told = await answer.text();
  if (!told.includes('connect')) throw new Error(`not put through: HTTP ${answer.status}`);
};

try {
  await stack.request('POST', '/bindings', {
    body: { mode: 'X', a: person(1), b: person(2), x: xNumber(1) },
  });
  for (let round = 0; round < 20; round += 1) await ask(-1 - round);
  const answers: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    answers.push(await timed(() => ask(round)));
    bare.push(await timed(() => stack.request('GET', '/health')));
  }
  const ratio = median(answers) / median(bare);
  process.stdout.write(
    `live answer: ${ratio.toFixed(1)} x a bare round trip (medians of ${ROUNDS} rounds)\n`,
  );
} finally {
  await stack.close();
}
