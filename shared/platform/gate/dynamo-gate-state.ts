import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents, UpdateInput } from '../../storage/documents.ts';
import { storeFailure } from '../../storage/store-failure.ts';
import { LOCK_OUT_SECONDS, TOLERATED_FAILURES } from './gate.ts';

/** All apps share the source address that the platform locks. */
export const EVERY_APP = '*';

/** One item of the gate. */
const State = v.object({
  failures: v.optional(v.number(), 0),
  lockedUntil: v.optional(v.string()),
  throttledUntil: v.optional(v.string()),
  /** Since when the platform refuses because the account is suspended; it shuts nothing, and is told to the business (shared/events). */
  suspendedAt: v.optional(v.string()),
  /** A call is out whose answer the others wait for. */
  probeUntil: v.optional(v.string()),
  /** The look-up key of the credentials that the platform accepted last. */
  accepted: v.optional(v.string()),
});
export type State = v.InferOutput<typeof State>;

/** The gate's two items that matter to one call: the app's own and everybody's. */
export type States = Readonly<{ own: State; all: State }>;

/** `prefix`: stands before the names of the items of another API than that of the apps, which has a gate of its own. */
export type GateStore = Readonly<{
  documents: Documents;
  table: string;
  clock: Clock;
  logger: Logger;
  prefix?: string | undefined;
}>;

const itemKey = ({ prefix = '' }: Pick<GateStore, 'prefix'>, app: string) => ({
  pk: `GATE#${prefix}${app}`,
  sk: 'GATE',
});

const READING = 'reading the gate';

/** Reads both states of an app, consistently. @throws {AppError} `store-unavailable`. */
export const readStates = async (store: GateStore, app: string): Promise<States> => {
  const [own, all] = await readStatesOf(store, [app, EVERY_APP]);
  return { own: own ?? { failures: 0 }, all: all ?? { failures: 0 } };
};

/** Reads the states of some names in their order, consistently. @throws {AppError} `store-unavailable`. */
export const readStatesOf = async (store: GateStore, names: readonly string[]): Promise<readonly State[]> => {
  const { documents, table } = store;
  const keys = names.map((name) => itemKey(store, name));
  const items = await batchGetAll(documents, { purpose: READING, table, keys });
  return names.map((name) => {
    const item = items.find(({ pk }) => pk === itemKey(store, name).pk) ?? {};
    const parsed = v.safeParse(State, item);
    if (!parsed.success) throw storeFailure(READING, new v.ValiError(parsed.issues));
    return parsed.output;
  });
};

/** Whether the item was changed; `false` when the condition does not hold. */
const update = async (
  store: GateStore,
  app: string,
  change: Pick<UpdateInput, 'change' | 'condition' | 'values'>,
): Promise<boolean> => {
  const { documents, table } = store;
  const key = itemKey(store, app);
  return (await documents.update({ purpose: 'updating the gate', table, key, ...change })).written;
};

/** Shuts the gate of an app, and tells of a lock-out. A later end is never shortened by a call that began earlier. */
export const shut = async (
  store: GateStore,
  app: string,
  attribute: 'lockedUntil' | 'throttledUntil',
  seconds: number,
): Promise<void> => {
  const isShut = await update(store, app, {
    change: `SET ${attribute} = :until`,
    condition: `attribute_not_exists(${attribute}) OR ${attribute} < :until`,
    values: { ':until': iso(addSeconds(store.clock(), seconds)) },
  });
  if (!isShut || attribute !== 'lockedUntil') return;
  store.logger.error('platform-locked-out', { app, seconds });
  store.logger.metrics({ lockOuts: 1 });
};

/** Remembers since when the account is suspended. */
export const suspend = async (store: GateStore, app: string, { suspendedAt }: State): Promise<void> => {
  if (suspendedAt !== undefined) return;
  await update(store, app, {
    change: 'SET suspendedAt = :now',
    condition: 'attribute_not_exists(suspendedAt)',
    values: { ':now': iso(store.clock()) },
  });
};

/** Takes the one probe after a lock-out; `false` when another call has it. */
export const reserveLockProbe = (
  store: GateStore,
  app: string,
  seen: string,
  until: string,
): Promise<boolean> =>
  update(store, app, {
    change: 'SET lockedUntil = :until',
    condition: 'lockedUntil = :seen',
    values: { ':until': until, ':seen': seen },
  });

/** Counts a failed authentication, and shuts the gate after too many. */
export const countFailure = async (store: GateStore, app: string): Promise<void> => {
  const outcome = await store.documents.update({
    purpose: 'counting the failed authentication',
    table: store.table,
    key: itemKey(store, app),
    change: 'ADD failures :one',
    values: { ':one': 1 },
    returnItem: true,
  });
  const { failures } = v.parse(State, (outcome.written && outcome.item) || {});
  if (failures >= TOLERATED_FAILURES) await shut(store, app, 'lockedUntil', LOCK_OUT_SECONDS);
};

/**
 * Takes the probe of an app whose failures are counted, or whose credentials were never accepted; `false` when another call
 * has it or the state is another by now.
 */
export const reserveProbe = (
  store: GateStore,
  app: string,
  { failures }: State,
  until: string,
): Promise<boolean> => {
  const [sameCount, count] = same('failures', failures === 0 ? undefined : failures);
  return update(store, app, {
    change: 'SET probeUntil = :until',
    condition: `${sameCount} AND attribute_not_exists(lockedUntil) AND (attribute_not_exists(probeUntil) OR probeUntil <= :now)`,
    values: { ...count, ':until': until, ':now': iso(store.clock()) },
  });
};

/** Ends a probe, so that the next call may follow. */
export const endProbe = async (store: GateStore, app: string, until: string): Promise<void> => {
  await update(store, app, {
    change: 'REMOVE probeUntil',
    condition: 'probeUntil = :until',
    values: { ':until': until },
  });
};

/** Back to a clean item with the credentials that were accepted, unless another call has found something worse meanwhile. */
export const clear = async (
  store: GateStore,
  app: string,
  { failures, lockedUntil, suspendedAt, accepted }: State,
  credentials: string | undefined,
): Promise<void> => {
  const isClean = failures === 0 && lockedUntil === undefined && suspendedAt === undefined;
  if (isClean && accepted === credentials) return;
  const [sameCount, count] = same('failures', failures === 0 ? undefined : failures);
  const [sameLock, lock] = same('lockedUntil', lockedUntil);
  const setting = credentials === undefined ? '' : ' SET accepted = :accepted';
  await update(store, app, {
    change: `REMOVE failures, lockedUntil, suspendedAt${setting}`,
    condition: `${sameCount} AND ${sameLock}`,
    values: { ...count, ...lock, ...(credentials === undefined ? {} : { ':accepted': credentials }) },
  });
};

/**
 * Ends the times for which an app is shut, as if they were over: after a lock-out the next call still goes alone. `false`: the
 * item is another one by now, and nothing was changed.
 */
export const endShutting = (
  store: GateStore,
  app: string,
  { lockedUntil, throttledUntil }: State,
): Promise<boolean> => {
  const [sameLock, lock] = same('lockedUntil', lockedUntil);
  const [sameThrottle, throttle] = same('throttledUntil', throttledUntil);
  const now = lockedUntil === undefined ? {} : { ':now': iso(store.clock()) };
  return update(store, app, {
    change: `${lockedUntil === undefined ? '' : 'SET lockedUntil = :now '}REMOVE throttledUntil`,
    condition: `${sameLock} AND ${sameThrottle}`,
    values: { ...lock, ...throttle, ...now },
  });
};

/** A condition that an attribute is as it was seen, and the value it compares with. */
const same = (attribute: string, value: unknown): readonly [string, Attributes] =>
  value === undefined
    ? [`attribute_not_exists(${attribute})`, {}]
    : [`${attribute} = :${attribute}`, { [`:${attribute}`]: value }];
