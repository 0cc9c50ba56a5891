import { afterEach, expect, it } from 'vitest';
import { aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { carryOut, documentsAround, isWrite } from '../../fakes/documents-around.ts';
import { writeUnits } from '../../harness/capacity.ts';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';

const X = xNumber(1);
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** A stack whose write units for usage are counted, with the items of its table as large as they are. */
const startMetered = async () => {
  const store = await startMemoryStore({ inTurns: false });
  const table = store.tables.USAGE_TABLE;
  let units = 0;
  const documents = documentsAround(async (call) => {
    if (!isWrite(call) || call.input.table !== table) return carryOut(store.documents, call);
    const { pk, sk } = 'item' in call.input ? call.input.item : 'key' in call.input ? call.input.key : {};
    const look = () => store.documents.get({ purpose: 'metering', table, key: { pk, sk } });
    const before = await look();
    const answer = await carryOut(store.documents, call);
    units += writeUnits(before, await look(), []);
    return answer;
  });
  const stack = await startStack({
    store: { ...store, documents },
    changes: true,
    startAt: new Date('2026-03-02T00:30:00Z'),
    environment: { USAGE_WINDOW_SECONDS: String(HOUR_SECONDS) },
  });
  return { stack, units: () => units };
};

let stack: Stack;
let units: () => number;
let nonce = 0;
afterEach(() => stack.close());

/** A binding through the one number. */
const bind = async (place: number): Promise<string> => {
  const people = { a: person(2 * place + 1), b: person(2 * place + 2) };
  const { body } = await stack.request('POST', '/bindings', { body: { mode: 'AXB', x: X, ...people } });
  return (body as { subscriptionId: string }).subscriptionId;
};

/** A CDR of a call that was answered ten minutes ago, or longer; it comes in a batch of its own, and `count-usage` runs behind it. */
const aCdr = (name: string, subscriptionId: string, secondsAgo = 600) => {
  const at = (seconds: number) =>
    new Date(stack.clock().getTime() + (seconds - secondsAgo) * 1000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  return aSentCdr({
    ...{ appKey: RIDES.appKey, bindNum: X, calleeNum: X, subscriptionId, recordFlag: 0 },
    ...{ sessionId: name, icid: name, callInTime: at(0), fwdStartTime: at(1), fwdAlertingTime: at(2) },
    ...{ fwdAnswerTime: at(10), callEndTime: at(40) },
  });
};
const push = async (cdr: object): Promise<void> => {
  nonce += 1;
  const headers = signedHeaders({
    ...{ appKey: RIDES.appKey, appSecret: RIDES.appSecret, nonce: `cost${nonce}` },
    created: `${stack.clock().toISOString().slice(0, 19)}Z`,
  });
  await stack.request('POST', '/webhooks/cdr', { headers, body: { eventType: 'fee', feeLst: [cdr] } });
  await stack.followChanges();
  await stack.invoke('count-usage');
};

/** Time goes by, with the schedule once an hour. */
const wait = async (seconds: number): Promise<void> => {
  for (let gone = 0; gone < seconds; gone += HOUR_SECONDS) {
    await stack.advance(Math.min(HOUR_SECONDS, seconds - gone));
    await stack.invoke('count-usage');
  }
};
const total = async () => {
  const { body } = await stack.request('GET', '/usage?from=2026-03-01&to=2026-03-31');
  const { calls, answered, messages } = (body as { total: Record<string, number> }).total;
  return { calls, answered, messages };
};

it('a call an hour through one number, each of another binding, costs one write unit each', async () => {
  ({ stack, units } = await startMetered());
  const bindings: string[] = [];
  for (let hour = 0; hour < 24; hour += 1) bindings.push(await bind(hour));
  for (const [hour, subscriptionId] of bindings.entries()) {
    await push(aCdr(`hour-${hour}`, subscriptionId));
    if (hour < 23) await wait(HOUR_SECONDS);
  }
  await wait(2 * DAY_SECONDS);

  expect([await total(), units()]).toEqual([{ calls: 24, answered: 24, messages: 0 }, 24]);
});

it('twelve calls in an hour cost two: the first is counted at once, the others by the look of the next hour', async () => {
  ({ stack, units } = await startMetered());
  const subscriptionId = await bind(1);
  for (let place = 0; place < 12; place += 1) {
    await push(aCdr(`call-${place}`, subscriptionId));
    await stack.advance(140);
  }
  await wait(2 * DAY_SECONDS);

  expect([await total(), units()]).toEqual([{ calls: 12, answered: 12, messages: 0 }, 2]);
});

it('a call a day costs one write unit each, and a text too', async () => {
  ({ stack, units } = await startMetered());
  const subscriptionId = await bind(1);
  for (let day = 0; day < 3; day += 1) {
    await push(aCdr(`day-${day}`, subscriptionId));
    await wait(DAY_SECONDS);
  }
  const ofCalls = units();
  await stack.control.sendText({ from: person(3), to: X, content: 'On my way' });
  await stack.advance(120);
  await stack.followChanges();
  await wait(2 * DAY_SECONDS);

  expect([await total(), ofCalls, units() - ofCalls]).toEqual([{ calls: 3, answered: 3, messages: 1 }, 3, 1]);
});

it('a CDR that comes again costs nothing, in its hour, the next day and after a week', async () => {
  ({ stack, units } = await startMetered());
  const cdr = aCdr('again', await bind(1));
  await push(cdr);
  for (const seconds of [60, DAY_SECONDS, 6 * DAY_SECONDS]) {
    await push(cdr);
    await wait(seconds);
  }
  await push(cdr);

  expect([await total(), units()]).toEqual([{ calls: 1, answered: 1, messages: 0 }, 1]);
});

it('a CDR that comes a day late costs one write unit, later ones two more for all of a month', async () => {
  ({ stack, units } = await startMetered());
  const subscriptionId = await bind(1);
  await push(aCdr('in-time', subscriptionId));
  await wait(36 * HOUR_SECONDS);
  const before = units();
  await push(aCdr('a-day-late', subscriptionId, 36 * HOUR_SECONDS));
  await wait(4 * DAY_SECONDS);
  const ofOne = units() - before;
  // Two numbers and days, five days late.
  await push(aCdr('late', subscriptionId, 5 * DAY_SECONDS));
  await push(aCdr('late-too', subscriptionId, 6 * DAY_SECONDS));
  const ofTwo = units() - before - ofOne;
  // Within two minutes on the number and day of one of them: a mark, the count, and the removal of the mark.
  await push(aCdr('late-again', subscriptionId, 5 * DAY_SECONDS + 60));
  await wait(HOUR_SECONDS + 120);
  const ofMarked = units() - before - ofOne - ofTwo;
  await wait(2 * DAY_SECONDS);

  expect(await total()).toEqual({ calls: 5, answered: 5, messages: 0 });
  expect([before, ofOne, ofTwo, ofMarked]).toEqual([1, 1, 3, 3]);
  // The month's mark goes on the next day.
  expect(units()).toBe(1 + 1 + 3 + 3 + 1);
});
