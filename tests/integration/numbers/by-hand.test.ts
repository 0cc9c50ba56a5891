import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const X = xNumber(1);

type Body = Readonly<{ code: string; items: readonly { x: string; state: string; cause: string | null }[] }>;

let stack: Stack;
let nonces = 0;
beforeEach(async () => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.700Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(2) }],
  });
});
afterEach(() => stack.close());

const push = async (created: string, ...statuses: readonly string[]) => {
  nonces += 1;
  const numInfo = statuses.map((status) => ({ number: X, status }));
  const headers = signedHeaders({ ...RIDES, nonce: `hand${nonces}`, created: `2026-03-01T${created}Z` });
  const answer = await stack.request('POST', '/webhooks/number-status', {
    body: JSON.stringify({ eventType: 'numStatus', numInfo }),
    headers: { authorization: '', ...headers },
  });
  expect(answer.status).toBe(200);
};

const set = async (change: object) =>
  (await stack.request('PATCH', `/numbers/${X}`, { body: change })).body as { state: string };

const listed = async () => {
  const { items } = (await stack.request('GET', '/numbers')).body as Body;
  const number = items.find(({ x }) => x === X);
  return [number?.state, number?.cause];
};

describe('a state that was set by hand', () => {
  it.each(['draining', 'suspended', 'unavailable', 'retired'])(
    '%s stays when the platform says that the number is well',
    async (state) => {
      await set({ state, cause: 'goes-back' });
      await stack.advance(2);

      await push('08:00:02', '5');
      await push('08:00:02', '11');
      await push('08:00:02', '5');

      expect(await listed()).toEqual([state, 'goes-back']);
      const bound = await stack.request('POST', '/bindings', {
        body: { mode: 'AXB', a: person(1), b: person(2), x: X },
      });
      expect([bound.status, (bound.body as Body).code]).toEqual([503, 'pool-exhausted']);
    },
  );

  it('gives way to a worse one of the platform, and is there again after it', async () => {
    await set({ state: 'draining', cause: 'goes-back' });
    await stack.advance(2);

    await push('08:00:01', '9');
    const worse = await listed();
    await push('08:00:02', '5');

    expect([worse, await listed()]).toEqual([
      ['suspended', null],
      ['draining', 'goes-back'],
    ]);
  });

  it('taken back leaves the state that the platform has reported, until that is taken back as well', async () => {
    await set({ state: 'suspended', cause: 'goes-back' });
    await stack.advance(2);
    await push('08:00:01', '11');

    const before = await listed();
    const first = await set({ state: 'available' });
    const after = await listed();
    const second = await set({ state: 'available' });

    expect([before, after]).toEqual([
      ['suspended', 'goes-back'],
      ['draining', null],
    ]);
    expect([first.state, second.state]).toEqual(['draining', 'available']);
    expect(await listed()).toEqual(['available', null]);
  });

  it('stays beside the state of the platform when the number is reserved or imported again', async () => {
    await set({ state: 'draining', cause: 'goes-back' });
    await stack.advance(2);
    await push('08:00:01', '9');

    await set({ reserved: true });
    await stack.request('PUT', '/numbers', { body: [{ x: X, areaCode: '010' }, { x: xNumber(2) }] });
    const both = await listed();
    await push('08:00:02', '5');

    expect([both, await listed()]).toEqual([
      ['suspended', null],
      ['draining', 'goes-back'],
    ]);
  });

  it('does not stay when it was retired and is taken up again', async () => {
    await push('08:00:00', '9');
    await set({ state: 'retired' });
    await stack.advance(2);
    await push('08:00:02', '10');

    await stack.request('PUT', '/numbers', { body: [{ x: X }, { x: xNumber(2) }] });

    expect(await listed()).toEqual(['available', null]);
  });
});

describe('a status report and a change by hand within one second', () => {
  it.each([
    ['9', 'suspended'],
    ['10', 'unavailable'],
    ['11', 'draining'],
  ])('end with the worse: available, then %s', async (status, state) => {
    await set({ state: 'available' });

    await push('08:00:00', status);

    expect(await listed()).toEqual([state, null]);
  });

  it('end with the worse also when the former state was a report', async () => {
    await push('07:59:59', '9');
    await set({ state: 'available' });
    const opened = await listed();

    await push('08:00:00', '10');

    expect([opened, await listed()]).toEqual([
      ['available', null],
      ['unavailable', null],
    ]);
  });

  it('are not mixed up with a report of the second before, which was taken back', async () => {
    await push('07:59:59', '9');
    await set({ state: 'available' });

    await push('07:59:59', '9');

    expect(await listed()).toEqual(['available', null]);
  });
});

it.each([
  ['10', '5'],
  ['5', '10'],
])('one push that names a number twice, %s and then %s, ends with the worse', async (first, second) => {
  await push('08:00:00', first, second);

  expect(await listed()).toEqual(['unavailable', null]);
});
