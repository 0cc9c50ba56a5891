import { addSeconds, iso } from '../../kernel/clock.ts';
import { EVERY_APP, endShutting, type GateStore, readStatesOf, type State } from './dynamo-gate-state.ts';
import { LOCK_OUT_SECONDS, THROTTLE_SECONDS } from './gate.ts';

/**
 * The gate of one app, or of every app (`*`), as a person sees it. `probing`: a lock-out is over, and one call goes before the
 * others. `failures`: failed authentications in a row.
 */
export type GateLine = Readonly<{
  app: string;
  state: 'open' | 'locked-out' | 'throttled' | 'probing';
  failures: number;
  /** Where it is shut: since when at the latest (ISO 8601), and until when. */
  since?: string;
  until?: string;
}>;

/** A gate that was to be opened. `changed`: another call shut it anew, or opened it, meanwhile; nothing was changed. */
export type OpenedGate = Readonly<{ app: string; outcome: 'opened' | 'was-open' | 'changed' }>;

/** The gate for people: how it stands, and its opening before its time. @throws {AppError} `store-unavailable`. */
export interface GateControl {
  /** The gates of all apps, that of every app first. */
  list(): Promise<readonly GateLine[]>;
  /** Ends the time for which gates are shut. After a lock-out one call still goes first, and shuts it anew if it fails. */
  open(names: readonly string[]): Promise<readonly OpenedGate[]>;
}

/** @param apps the names of the apps of the configuration */
export const createDynamoGateControl = (store: GateStore, apps: readonly string[]): GateControl => ({
  async list() {
    const names = [EVERY_APP, ...apps];
    const states = await readStatesOf(store, names);
    const now = iso(store.clock());
    return names.map((app, index) => lineOf(app, states[index] ?? { failures: 0 }, now));
  },

  async open(names) {
    const states = await readStatesOf(store, names);
    const now = iso(store.clock());
    return Promise.all(
      names.map(async (app, index): Promise<OpenedGate> => {
        const state = states[index] ?? { failures: 0 };
        if (!isShut(lineOf(app, state, now))) return { app, outcome: 'was-open' };
        return { app, outcome: (await endShutting(store, app, state)) ? 'opened' : 'changed' };
      }),
    );
  },
});

/** Whether no call passes the gate. */
export const isShut = ({ state }: GateLine): boolean => state === 'locked-out' || state === 'throttled';

const lineOf = (app: string, { failures, lockedUntil, throttledUntil }: State, now: string): GateLine => {
  if (lockedUntil !== undefined && lockedUntil > now)
    return { app, state: 'locked-out', failures, ...span(lockedUntil, LOCK_OUT_SECONDS) };
  if (throttledUntil !== undefined && throttledUntil > now)
    return { app, state: 'throttled', failures, ...span(throttledUntil, THROTTLE_SECONDS) };
  return { app, state: lockedUntil === undefined ? 'open' : 'probing', failures };
};

/** The beginning follows from the end, because each lasts the same. */
const span = (until: string, seconds: number) => ({
  since: iso(addSeconds(new Date(until), -seconds)),
  until,
});
