import type { Mode } from '../../../shared/kernel/mode.ts';
import { chanceOf } from '../../chaos/chance.ts';
import { type Cost, type MeteredStore, startMeteredStore } from '../../harness/cost-meter.ts';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Answer, type Stack, startStack } from '../../harness/stack.ts';

/** The costs of a binding's life at the wire, all of it warm: nothing is done for the first time. */
export type LifeCosts = Readonly<{ bind: Cost; unbind: Cost; expiry: Cost }>;

const TTL_SECONDS = 3600;
const CALLS_A_PAGE = 50;

/** Beside A; the mode's own fields of a plain bind. */
const FIELDS: Readonly<Record<Mode, (b: string) => object>> = {
  AX: () => ({}),
  AXB: (b) => ({ b }),
  AXE: () => ({}),
  AXYB: (b) => ({ b }),
  X: (b) => ({ b }),
};

const appOf = (mode: Mode, numbers: number) => ({
  name: 'rides',
  mode,
  appKey: 'TestAppKeyMetered00000000001',
  appSecret: 'test-app-secret-metered-0001',
  numbers: poolNumbers(numbers),
});

type Metered = Readonly<{
  stack: Stack;
  store: MeteredStore;
  /** Sends a request that must be answered with that status. */
  send: (status: number, method: string, path: string, body?: object) => Promise<Answer>;
}>;

/** A stack with one app whose every choice is the same in each run. */
export const withStack = async <Result>(
  mode: Mode,
  numbers: number,
  work: (metered: Metered) => Promise<Result>,
): Promise<Result> => {
  const store = await startMeteredStore();
  const app = appOf(mode, numbers);
  let drawn = 0;
  const stack = await startStack({
    store,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    seed: 7,
    random: () => chanceOf('metered', drawn++),
    apps: [app],
    platformApps: [{ ...app, pushUrls: {} }],
  });
  const send = async (status: number, method: string, path: string, body?: object) => {
    const answer = await stack.request(method, path, body === undefined ? {} : { body });
    if (answer.status !== status)
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer;
  };
  try {
    return await work({ stack, store, send });
  } finally {
    await stack.close();
  }
};

/** One binding of a mode from a pool of twenty numbers, without a reference: bound, unbound, and another one expired. */
export const lifeCosts = (mode: Mode): Promise<LifeCosts> =>
  withStack(mode, 20, async ({ stack, store, send }) => {
    const bind = (index: number) =>
      send(201, 'POST', '/bindings', {
        mode,
        a: person(2 * index),
        ...FIELDS[mode](person(2 * index + 1)),
        ...(mode === 'X' ? { x: xNumber(index) } : {}),
        ttlSeconds: TTL_SECONDS,
      });
    const unbind = ({ body }: Answer) => send(200, 'DELETE', `/bindings/${idIn(body)}`);
    await unbind(await bind(1));
    await stack.invoke('binding-sweeper');
    let bound: Answer | undefined;
    const onBind = await store.cost(async () => {
      bound = await bind(2);
    });
    const onUnbind = await store.cost(async () => unbind(existing(bound)));
    await bind(3);
    const idle = await store.cost(() => stack.invoke('binding-sweeper'));
    await stack.advance(TTL_SECONDS + 61);
    const onExpiry = await store.cost(() => stack.invoke('binding-sweeper'));
    return { bind: onBind, unbind: onUnbind, expiry: beyond(onExpiry, idle) };
  });

/** The cost of one run of the sweeper above that of a run that finds nothing. */
const beyond = (full: Cost, idle: Cost): Cost => ({
  ...full,
  requests: full.requests - idle.requests,
  trips: full.trips - idle.trips,
  writeUnits: full.writeUnits - idle.writeUnits,
  readUnits: full.readUnits - idle.readUnits,
});

/** `DELETE /bindings?reference=` of so many bindings of AXB. */
export const referenceEndCost = (bindings: number): Promise<Cost> =>
  withStack('AXB', 20, async ({ store, send }) => {
    const bindAll = async (reference: string) => {
      for (let index = 1; index <= bindings; index += 1) {
        const pair = { a: person(2 * index), b: person(2 * index + 1) };
        await send(201, 'POST', '/bindings', { mode: 'AXB', ...pair, reference, ttlSeconds: TTL_SECONDS });
      }
    };
    const endAll = (reference: string) => send(200, 'DELETE', `/bindings?reference=${reference}`);
    await bindAll('first');
    await endAll('first');
    await bindAll('second');
    return store.cost(() => endAll('second'));
  });

/** A recorded AXB call: the pushes of its five events and of its CDR, and the archiver's work on the recording. */
export const recordedCallCost = (): Promise<Cost> =>
  withStack('AXB', 20, async ({ stack, store, send }) => {
    const parties = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
    await send(201, 'POST', '/bindings', { ...parties, record: true, recordTone: 'notice.wav' });
    const call = async () => {
      await stack.control.placeCall({
        from: person(1),
        to: xNumber(1),
        outcome: 'answered',
        talkSeconds: 60,
      });
      const { archived } = await stack.invoke('recording-archiver');
      if (archived !== 1) throw new Error(`${archived} recordings archived`);
    };
    await call();
    await stack.advance(60);
    return store.cost(call);
  });

/**
 * The first page of fifty calls of a person.
 *
 * @param bound whether each call went through a binding of its own; otherwise through a number without one
 */
export const callPageCost = ({ bound }: Readonly<{ bound: boolean }>): Promise<Cost> =>
  withStack('AXB', CALLS_A_PAGE + 1, async ({ stack, store, send }) => {
    for (let index = 1; index <= CALLS_A_PAGE; index += 1) {
      const pair = { a: person(1), b: person(100 + index), x: xNumber(index) };
      if (bound) await send(201, 'POST', '/bindings', { mode: 'AXB', ...pair });
      await stack.control.placeCall({ from: person(1), to: pair.x, outcome: 'answered', talkSeconds: 60 });
      await stack.advance(60);
    }
    const page = async () => {
      const { body } = await send(
        200,
        'GET',
        `/calls?party=${encodeURIComponent(person(1))}&limit=${CALLS_A_PAGE}`,
      );
      const { items = [] }: { items?: readonly unknown[] } = Object(body);
      if (items.length !== CALLS_A_PAGE) throw new Error(`${items.length} calls on the page`);
    };
    await page();
    return store.cost(page);
  });

const existing = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('nothing there');
  return value;
};

const idIn = (body: unknown): string => {
  const { bindingId }: { bindingId?: string } = Object(body);
  return existing(bindingId);
};
