import { afterEach, beforeEach, expect, it } from 'vitest';
import { signedHeaders } from '../../builders/pushes.ts';
import { poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const X = xNumber(1);
const OTHER_X = xNumber(2);
let stack: Stack;
beforeEach(async () => {
  stack = await startStack({
    ...{ store: 'memory', startAt: new Date('2026-03-30T08:00:00Z') },
    apps: [{ ...RIDES, numbers: poolNumbers(2), prices: { currency: 'CNY', numberMonth: '10' } }],
  });
});
afterEach(() => stack.close());

const retire = async (): Promise<void> => {
  const path = `/numbers/${encodeURIComponent(X)}`;
  expect((await stack.request('PATCH', path, { body: { state: 'retired' } })).status).toBe(200);
};
const DELETED = { status: '10', cause: '1' };
const BACK = { status: '9' };
const report = async (state: object, secondsAgo = 0): Promise<void> => {
  const at = new Date(stack.clock().getTime() - secondsAgo * 1000).toISOString();
  const headers = signedHeaders({ ...RIDES, nonce: `${at}-${secondsAgo}`, created: `${at.slice(0, 19)}Z` });
  const numInfo = [{ number: X, ...state, timestamp: '2026-03-30 08:00:00' }];
  const body = { eventType: 'numstatus', numInfo };
  expect((await stack.request('POST', '/webhooks/number-status', { headers, body })).status).toBe(200);
};
const deleteAtPlatform = () => report(DELETED);
const takeUp = async (): Promise<void> => {
  const path = `/numbers/${encodeURIComponent(X)}`;
  expect((await stack.request('PATCH', path, { body: { state: 'available' } })).status).toBe(200);
};
const closeByHand = async (): Promise<void> => {
  const path = `/numbers/${encodeURIComponent(X)}`;
  const body = { state: 'unavailable', cause: 'closed-by-us' };
  expect((await stack.request('PATCH', path, { body })).status).toBe(200);
};
const rented = async (month: string): Promise<readonly string[]> => {
  const { body } = await stack.request('GET', `/usage?from=${month}&to=${month}&by=x`);
  return (body as { items: readonly { x: string }[] }).items.map(({ x }) => x);
};

it.each([
  ['retired, and is retired again', retire, retire],
  ['retired', retire, async () => undefined],
  ['deleted at the platform', deleteAtPlatform, async () => undefined],
  ['deleted at the platform, and is retired', deleteAtPlatform, retire],
  ['deleted at the platform, as it reports once more', deleteAtPlatform, deleteAtPlatform],
  [
    'deleted at the platform, as it reports once more, and is retired',
    deleteAtPlatform,
    () => deleteAtPlatform().then(retire),
  ],
  [
    'deleted at the platform, and is closed by hand and retired',
    deleteAtPlatform,
    () => closeByHand().then(retire),
  ],
  [
    'deleted at the platform, as it reports once more, and late that it was there before',
    deleteAtPlatform,
    () => deleteAtPlatform().then(() => report(BACK, 60)),
  ],
])('a number has no rent of the month after it was %s', async (_case, go, goAgain) => {
  await go();
  await stack.invoke('count-usage');
  await stack.advance(5 * 86_400);
  await goAgain();
  await stack.invoke('count-usage');

  expect([await rented('2026-03'), await rented('2026-04')]).toEqual([[X, OTHER_X], [OTHER_X]]);
});

it.each([
  ['closed by hand, then deleted at the platform', closeByHand, deleteAtPlatform],
  ['deleted at the platform, then closed by hand', deleteAtPlatform, closeByHand],
])('a number has no rent of the months after it was %s', async (_case, first, second) => {
  await first();
  await stack.advance(60);
  await second();
  await stack.invoke('count-usage');
  await stack.advance(5 * 86_400);
  await stack.invoke('count-usage');
  await stack.advance(35 * 86_400);
  await stack.invoke('count-usage');

  const months = [await rented('2026-03'), await rented('2026-04'), await rented('2026-05')];
  expect(months).toEqual([[X, OTHER_X], [OTHER_X], [OTHER_X]]);
});

it.each([
  ['by its report', () => report(BACK, 60).then(deleteAtPlatform)],
  ['as somebody retired it and took it up', () => retire().then(takeUp).then(deleteAtPlatform)],
  ['as somebody says', () => takeUp().then(deleteAtPlatform)],
])('a number has the rent of the month in which it went anew, when it was back %s', async (_case, goAnew) => {
  await deleteAtPlatform();
  await stack.invoke('count-usage');
  await stack.advance(5 * 86_400);
  await goAnew();
  await stack.invoke('count-usage');
  await stack.advance(30 * 86_400);
  await stack.invoke('count-usage');

  const months = [await rented('2026-03'), await rented('2026-04'), await rented('2026-05')];
  expect(months).toEqual([[X, OTHER_X], [X, OTHER_X], [OTHER_X]]);
});
