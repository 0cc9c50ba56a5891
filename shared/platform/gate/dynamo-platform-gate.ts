import { addSeconds, iso, type Sleep, secondsUntil, systemSleep } from '../../kernel/clock.ts';
import type { HeldBack } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Standing } from '../result-codes/result-codes.ts';
import {
  clear,
  countFailure,
  EVERY_APP,
  endProbe,
  type GateStore,
  readStates,
  reserveLockProbe,
  reserveProbe,
  type State,
  type States,
  shut,
  suspend,
} from './dynamo-gate-state.ts';
import {
  type GateApp,
  type GatePass,
  LOCK_OUT_SECONDS,
  type PlatformGate,
  READ_AHEAD_MS,
  THROTTLE_SECONDS,
} from './gate.ts';

/** Time a probe has to be answered in, longer than any call: after it, the next call probes. */
const PROBE_SECONDS = 15;

/** How often, and after which pauses, a call looks whether the probe of another one is over; two seconds in all. */
const LOOKS = 20;
const PAUSE_MS = 100;

type Options = GateStore & Readonly<{ lookup: LookupKeys; sleep?: Sleep }>;

/**
 * The gate in the numbers table: `GATE#<app>` and `GATE#*`. A call costs one consistent read and no write while all is
 * well. An unreadable gate is shut: the same store keeps the outcome of a call, so a call now could not be recorded, and
 * letting calls through unseen is what turns three failed authentications into a locked address.
 */
export const createDynamoPlatformGate = (options: Options): PlatformGate => {
  const { lookup, clock, sleep = systemSleep } = options;
  const ahead = readingAhead(options);
  return {
    async enter(app): Promise<GatePass | HeldBack> {
      const credentials = credentialsOf(lookup, app);
      for (let look = 0; look < LOOKS; look += 1) {
        if (look > 0) await sleep(PAUSE_MS);
        const seen = ahead.take(app) ?? (await readStates(options, app.name));
        const held = heldBack(seen, clock());
        if (held !== undefined) return held;
        const entered = await reserveProbes(options, app.name, seen, credentials);
        if (entered === 'locked') break;
        if (entered === 'probing') continue;
        return {
          kind: 'open',
          async report(standing) {
            await report(options, app.name, entered, standing);
            if (standing !== 'accepted' && standing !== 'unclear') ahead.forget();
          },
        };
      }
      return { kind: 'held-back', by: 'lock-out', retryAfterSeconds: PROBE_SECONDS };
    },

    readAhead: ahead.read,
  };
};

const credentialsOf = (lookup: LookupKeys, { appKey, appSecret }: GateApp): string =>
  lookup('credentials', appKey, appSecret);

/**
 * The states that were read ahead, by app, each reading for one call. They tell of the app and not of a request, so the last
 * ones serve as many calls as were begun with a reading: parallel requests of one process take each other's.
 */
const readingAhead = (options: Options) => {
  const { clock, lookup } = options;
  const found = new Map<string, Readonly<{ states: States; readAt: Date; calls: number }>>();
  return {
    async read({ name }: GateApp): Promise<void> {
      const readAt = clock();
      try {
        const states = await readStates(options, name);
        found.set(name, { states, readAt, calls: (found.get(name)?.calls ?? 0) + 1 });
      } catch {
        // The call reads it again, and says so when that fails as well.
        found.delete(name);
      }
    },

    take(app: GateApp): States | undefined {
      const known = found.get(app.name);
      if (known !== undefined && known.calls > 1) found.set(app.name, { ...known, calls: known.calls - 1 });
      else found.delete(app.name);
      const now = clock();
      if (known === undefined || now.getTime() - known.readAt.getTime() >= READ_AHEAD_MS) return undefined;
      return isAllWell(known.states, credentialsOf(lookup, app), now) ? known.states : undefined;
    },

    /** A finding of this process is newer than any of them. */
    forget: (): void => found.clear(),
  };
};

const isAllWell = (states: States, credentials: string, now: Date): boolean =>
  heldBack(states, now) === undefined &&
  states.own.lockedUntil === undefined &&
  states.all.lockedUntil === undefined &&
  isTrusted(states.own, credentials);

/** The platform has accepted these credentials, and nothing has failed with them since. */
const isTrusted = ({ failures, accepted }: State, credentials: string): boolean =>
  failures === 0 && accepted === credentials;

/** The states as a call leaves them when it enters, and its own probe. */
type Entered = States & Readonly<{ credentials: string; probeUntil: string | undefined }>;

const report = async (
  store: GateStore,
  app: string,
  { own, all, credentials, probeUntil }: Entered,
  standing: Standing,
): Promise<void> => {
  switch (standing) {
    case 'accepted':
      await clear(store, app, own, credentials);
      await clear(store, EVERY_APP, all, undefined);
      break;
    case 'authentication-failure':
      await countFailure(store, app);
      break;
    case 'lock-out':
      await shut(store, EVERY_APP, 'lockedUntil', LOCK_OUT_SECONDS);
      break;
    case 'throttle':
      await shut(store, app, 'throttledUntil', THROTTLE_SECONDS);
      break;
    case 'suspended':
      await suspend(store, app, own);
      break;
    case 'unclear':
      break;
  }
  // After what was found is stored, so that the next call sees it.
  if (probeUntil !== undefined) await endProbe(store, app, probeUntil);
};

/**
 * Enters with this call's own probe where there must be one: after a lock-out, while failures are counted, and until the
 * credentials were accepted once. `probing`: another call has that probe; `locked`: it probes after a lock-out.
 */
const reserveProbes = async (
  store: GateStore,
  app: string,
  states: States,
  credentials: string,
): Promise<Entered | 'probing' | 'locked'> => {
  const until = iso(addSeconds(store.clock(), PROBE_SECONDS));
  const unlocked = async (name: string, state: State) => {
    if (state.lockedUntil === undefined) return state;
    return (await reserveLockProbe(store, name, state.lockedUntil, until))
      ? { ...state, lockedUntil: until }
      : undefined;
  };
  const isProbe = states.own.lockedUntil === undefined && !isTrusted(states.own, credentials);
  if (isProbe && !(await reserveProbe(store, app, states.own, until))) return 'probing';
  const probeUntil = isProbe ? until : undefined;
  const own = await unlocked(app, states.own);
  const all = own && (await unlocked(EVERY_APP, states.all));
  if (own !== undefined && all !== undefined) return { own, all, credentials, probeUntil };
  if (probeUntil !== undefined) await endProbe(store, app, probeUntil);
  return 'locked';
};

const heldBack = ({ own, all }: States, now: Date): HeldBack | undefined => {
  const locked = Math.max(secondsLeft(own.lockedUntil, now), secondsLeft(all.lockedUntil, now));
  if (locked > 0) return { kind: 'held-back', by: 'lock-out', retryAfterSeconds: locked };
  // Callers are told a whole minute, the least that the platform asks for.
  return secondsLeft(own.throttledUntil, now) > 0
    ? { kind: 'held-back', by: 'throttle', retryAfterSeconds: THROTTLE_SECONDS }
    : undefined;
};

const secondsLeft = (until: string | undefined, now: Date): number =>
  until === undefined ? 0 : Math.max(0, secondsUntil(until, now));
