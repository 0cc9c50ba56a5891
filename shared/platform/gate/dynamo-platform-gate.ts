import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { HeldBack } from '../../kernel/platform-outcome.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents, UpdateInput } from '../../storage/documents.ts';
import { storeFailure } from '../../storage/store-failure.ts';
import type { Standing } from '../result-codes/result-codes.ts';
import {
  type GatePass,
  LOCK_OUT_SECONDS,
  type PlatformGate,
  THROTTLE_SECONDS,
  TOLERATED_FAILURES,
} from './gate.ts';

/** Time a probe has to be answered in, longer than any call: after it, the next call probes. */
const PROBE_SECONDS = 15;

/** All apps share the source address that the platform locks. */
const EVERY_APP = '*';

const State = v.object({
  failures: v.optional(v.number(), 0),
  lockedUntil: v.optional(v.string()),
  throttledUntil: v.optional(v.string()),
});
type State = v.InferOutput<typeof State>;

/** The gate's two items that matter to one call: the app's own and everybody's. */
type States = Readonly<{ own: State; all: State }>;

type Options = Readonly<{ documents: Documents; table: string; clock: Clock }>;

/**
 * The gate in the numbers table: `GATE#<app>` and `GATE#*`. A call costs one consistent read and no write while all is
 * well. An unreadable gate is shut: the same store keeps the outcome of a call, so a call now could not be recorded, and
 * letting calls through unseen is what turns three failed authentications into a locked address.
 */
export const createDynamoPlatformGate = (options: Options): PlatformGate => ({
  async enter(app): Promise<GatePass | HeldBack> {
    const now = options.clock();
    const seen = await readStates(options, app);
    const held = heldBack(seen, now);
    if (held !== undefined) return held;
    const states = await reserveProbes(options, app, seen, now);
    if (states === undefined) return { kind: 'held-back', by: 'lock-out', retryAfterSeconds: PROBE_SECONDS };
    return { kind: 'open', report: (standing) => report(options, app, states, standing) };
  },
});

const itemKey = (app: string) => ({ pk: `GATE#${app}`, sk: 'GATE' });

const READING = 'reading the gate';

const readStates = async ({ documents, table }: Options, app: string): Promise<States> => {
  const keys = [itemKey(app), itemKey(EVERY_APP)];
  const items = await batchGetAll(documents, { purpose: READING, table, keys });
  const stateOf = (name: string): State => {
    const item = items.find(({ pk }) => pk === itemKey(name).pk) ?? {};
    const parsed = v.safeParse(State, item);
    if (!parsed.success) throw storeFailure(READING, new v.ValiError(parsed.issues));
    return parsed.output;
  };
  return { own: stateOf(app), all: stateOf(EVERY_APP) };
};

/** Whether the item was changed; `false` when the condition does not hold. */
const update = async (
  { documents, table }: Options,
  app: string,
  change: Pick<UpdateInput, 'change' | 'condition' | 'values'>,
): Promise<boolean> =>
  (await documents.update({ purpose: 'updating the gate', table, key: itemKey(app), ...change })).written;

/** A later end is never shortened by a call that began earlier. */
const shut = async (
  options: Options,
  app: string,
  attribute: 'lockedUntil' | 'throttledUntil',
  seconds: number,
): Promise<void> => {
  await update(options, app, {
    change: `SET ${attribute} = :until`,
    condition: `attribute_not_exists(${attribute}) OR ${attribute} < :until`,
    values: { ':until': iso(addSeconds(options.clock(), seconds)) },
  });
};

/** Takes the one probe after a lock-out; `false` when another call has it. */
const reserveProbe = (options: Options, app: string, seen: string, until: string): Promise<boolean> =>
  update(options, app, {
    change: 'SET lockedUntil = :until',
    condition: 'lockedUntil = :seen',
    values: { ':until': until, ':seen': seen },
  });

const countFailure = async (options: Options, app: string): Promise<void> => {
  const outcome = await options.documents.update({
    purpose: 'counting the failed authentication',
    table: options.table,
    key: itemKey(app),
    change: 'ADD failures :one',
    values: { ':one': 1 },
    returnItem: true,
  });
  const { failures } = v.parse(State, (outcome.written && outcome.item) || {});
  if (failures >= TOLERATED_FAILURES) await shut(options, app, 'lockedUntil', LOCK_OUT_SECONDS);
};

/** Back to a clean item, unless another call has found something worse meanwhile. */
const clear = async (options: Options, app: string, { failures, lockedUntil }: State): Promise<void> => {
  if (failures === 0 && lockedUntil === undefined) return;
  const [sameCount, count] = same('failures', failures === 0 ? undefined : failures);
  const [sameLock, lock] = same('lockedUntil', lockedUntil);
  await update(options, app, {
    change: 'REMOVE failures, lockedUntil',
    condition: `${sameCount} AND ${sameLock}`,
    values: { ...count, ...lock },
  });
};

const report = async (
  options: Options,
  app: string,
  { own, all }: States,
  standing: Standing,
): Promise<void> => {
  switch (standing) {
    case 'accepted':
      await clear(options, app, own);
      return clear(options, EVERY_APP, all);
    case 'authentication-failure':
      return countFailure(options, app);
    case 'lock-out':
      return shut(options, EVERY_APP, 'lockedUntil', LOCK_OUT_SECONDS);
    case 'throttle':
      return shut(options, app, 'throttledUntil', THROTTLE_SECONDS);
    case 'unclear':
      return undefined;
  }
};

/**
 * The states as this call leaves them: with its own probe where a lock-out is over. `undefined` when another call has the
 * probe.
 */
const reserveProbes = async (
  options: Options,
  app: string,
  states: States,
  now: Date,
): Promise<States | undefined> => {
  const until = iso(addSeconds(now, PROBE_SECONDS));
  const reserved = async (name: string, state: State) => {
    if (state.lockedUntil === undefined) return state;
    return (await reserveProbe(options, name, state.lockedUntil, until))
      ? { ...state, lockedUntil: until }
      : undefined;
  };
  const own = await reserved(app, states.own);
  const all = own && (await reserved(EVERY_APP, states.all));
  return own && all && { own, all };
};

/** A condition that an attribute is as it was seen, and the value it compares with. */
const same = (attribute: string, value: unknown): readonly [string, Attributes] =>
  value === undefined
    ? [`attribute_not_exists(${attribute})`, {}]
    : [`${attribute} = :${attribute}`, { [`:${attribute}`]: value }];

const heldBack = ({ own, all }: States, now: Date): HeldBack | undefined => {
  const locked = Math.max(secondsLeft(own.lockedUntil, now), secondsLeft(all.lockedUntil, now));
  if (locked > 0) return { kind: 'held-back', by: 'lock-out', retryAfterSeconds: locked };
  // Callers are told a whole minute, the least that the platform asks for.
  return secondsLeft(own.throttledUntil, now) > 0
    ? { kind: 'held-back', by: 'throttle', retryAfterSeconds: THROTTLE_SECONDS }
    : undefined;
};

const secondsLeft = (until: string | undefined, now: Date): number =>
  until === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
