import * as fc from 'fast-check';
import type { Mode } from '../../shared/kernel/mode.ts';
import type { Trouble } from './conductor.ts';

/** One action of a caller (or schedule). `nth` counts the bindings that exist, whoever knows of them; {@link NEWEST}. */
export type Deed =
  | Readonly<{ do: 'bind'; body: Readonly<Record<string, unknown>>; key: string | undefined }>
  | Readonly<{ do: 'modify'; nth: number; change: Readonly<Record<string, unknown>> }>
  | Readonly<{ do: 'unbind' | 'verify'; nth: number }>
  | Readonly<{ do: 'callee'; nth: number; callee: string; ttlSeconds: number }>
  | Readonly<{ do: 'sweep' | 'archive' }>;

/** A change of the parties of the newest binding into those of the one before, told when both are known. */
export type Likeness = Readonly<{ do: 'become' }>;

/** The `nth` of the binding that was made last. */
const NEWEST = -1;

/** A fault of the simulated platform. */
export type PlatformFault = Readonly<{
  on: 'bind' | 'unbind' | 'modify' | 'query' | 'set-temporary-callee';
  kind:
    | 'drop-before'
    | 'drop-after'
    | 'http-500'
    | 'throttled'
    | 'locked-out'
    | 'error-page'
    | 'result-code'
    | 'late';
  times: number;
  delaySeconds?: number;
  httpStatus?: number;
  code?: string;
}>;

/** Several deeds at once, each with its own trouble, under faults of the platform. */
export type Round = Readonly<{
  deeds: readonly Readonly<{ deed: Deed | Likeness; trouble: Trouble }>[];
  faults: readonly PlatformFault[];
  seed: number;
}>;

const PEOPLE = 5;
const personNumber = (index: number): string => `+86138${String(index + 1).padStart(8, '0')}`;
const aPerson = fc.nat(PEOPLE - 1).map(personNumber);
const aTtl = (mode: Mode) => fc.constantFrom(mode === 'AXE' ? 120 : 90, 600, 7200, null, undefined);

/** The setting of a run: a mode, its numbers, and who chooses X where nobody names one. */
export type Setting = Readonly<{ mode: Mode; numbers: readonly string[]; allocation: 'pool' | 'platform' }>;

const bodyOf = ({ mode, numbers, allocation }: Setting): fc.Arbitrary<Record<string, unknown>> => {
  const common = {
    mode: fc.constant(mode),
    a: aPerson,
    reference: fc.constantFrom(undefined, 'r1', 'r2'),
    ttlSeconds: aTtl(mode),
    // The platform chooses by it.
    areaCode: fc.constant(allocation === 'platform' ? '0755' : undefined),
  };
  const aNumber = fc.constantFrom(...numbers);
  const maybeNumber = fc.option(aNumber, { nil: undefined, freq: 3 });
  switch (mode) {
    case 'AX':
      return fc.record({ ...common, x: maybeNumber });
    case 'AXB':
      return fc.record({ ...common, b: aPerson, x: maybeNumber });
    case 'AXE':
      return fc.record({ ...common, x: maybeNumber });
    case 'AXYB':
      return fc.record({ ...common, b: fc.option(aPerson, { nil: undefined, freq: 3 }) });
    case 'X':
      return fc.record({ ...common, b: aPerson, x: aNumber });
  }
};

const changeOf = (mode: Mode): fc.Arbitrary<Record<string, unknown>> => {
  const ttlSeconds = aTtl(mode).map((ttl) => ({ ttlSeconds: ttl === undefined ? 300 : ttl }));
  const minutes = fc.integer({ min: 0, max: 9 }).map((maxCallMinutes) => ({ maxCallMinutes }));
  const a = aPerson.map((person) => ({ a: person }));
  const b = aPerson.map((person) => ({ b: person }));
  const direction = fc.constantFrom('both', 'from-a', 'to-a').map((callDirection) => ({ callDirection }));
  const both = fc.tuple(a, b, ttlSeconds).map((changes) => Object.assign({}, ...changes));
  switch (mode) {
    case 'AX':
      return fc.oneof(a, ttlSeconds, minutes, direction);
    case 'AXB':
    case 'X':
      return fc.oneof(a, b, ttlSeconds, minutes, direction, both);
    case 'AXE':
      return fc.oneof(ttlSeconds, fc.constant({ callback: { tone: 'nobody.wav' } }));
    case 'AXYB':
      return fc.oneof(b, fc.constant({ b: null }), minutes);
  }
};

const aDeed = (setting: Setting): fc.Arbitrary<Deed> => {
  const { mode } = setting;
  const nth = fc.nat(5);
  const bind = fc.record({
    do: fc.constant('bind' as const),
    body: bodyOf(setting),
    key: fc.option(fc.constantFrom('key-1', 'key-2'), { nil: undefined, freq: 4 }),
  });
  const modify = fc.record({ do: fc.constant('modify' as const), nth, change: changeOf(mode) });
  const unbind = fc.record({ do: fc.constant('unbind' as const), nth });
  const verify = fc.record({ do: fc.constant('verify' as const), nth });
  const callee = fc.record({
    do: fc.constant('callee' as const),
    nth,
    callee: aPerson,
    ttlSeconds: fc.constantFrom(60, 3600),
  });
  return fc.oneof(
    { weight: 8, arbitrary: bind },
    { weight: 5, arbitrary: modify },
    { weight: 4, arbitrary: unbind },
    { weight: 1, arbitrary: verify },
    { weight: mode === 'AX' ? 3 : 0, arbitrary: callee },
    { weight: 3, arbitrary: fc.constant({ do: 'sweep' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'archive' as const }) },
  );
};

const aTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'none' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      at: fc.integer({ min: 1, max: 8 }),
      how: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('flake' as const),
      at: fc.integer({ min: 1, max: 14 }),
      how: fc.constantFrom('before' as const, 'after' as const, 'twice' as const),
    }),
  },
);

const aFault = (mode: Mode): fc.Arbitrary<PlatformFault> => {
  const on = fc.constantFrom(
    ...(['bind', 'unbind', 'modify', 'query'] as const),
    ...(mode === 'AX' ? (['set-temporary-callee'] as const) : []),
  );
  const times = fc.integer({ min: 1, max: 4 });
  const kind = fc.constantFrom(
    ...(['drop-before', 'drop-after', 'drop-after', 'http-500', 'throttled', 'error-page'] as const),
  );
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ on, kind, times }) },
    {
      weight: 5,
      arbitrary: fc.record({
        on,
        kind: fc.constant('late' as const),
        times,
        // Before and after a repeat, a sweep, a lease, and at the last moment.
        delaySeconds: fc.constantFrom(1, 9, 59, 62, 130, 299),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ on, kind: fc.constant('locked-out' as const), times: fc.constant(1) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        on,
        kind: fc.constant('result-code' as const),
        times,
        httpStatus: fc.constant(403),
        code: fc.constant('1010029'),
      }),
    },
  );
};

/** One to three deeds at once. X mode calls no platform, so none can fail. */
export const aRound = (setting: Setting): fc.Arbitrary<Round> =>
  fc.record({
    deeds: fc.array(fc.record({ deed: aDeed(setting), trouble: aTrouble }), {
      minLength: 1,
      maxLength: 3,
    }),
    faults: setting.mode === 'X' ? fc.constant([]) : fc.array(aFault(setting.mode), { maxLength: 2 }),
    seed: fc.nat(1_000_000),
  });

const aLatePlace = fc.record({
  times: fc.integer({ min: 1, max: 4 }),
  delaySeconds: fc.constantFrom(1, 9, 59, 62, 130, 299),
});

/** Two changes of one binding, one after the other: attempts at the first are applied late, after the second for one. */
export const aLateChange = (setting: Setting): fc.Arbitrary<readonly Round[]> => {
  const { mode } = setting;
  const isOfCallee = mode === 'AX' ? fc.boolean() : fc.constant(false);
  return fc
    .tuple(isOfCallee, fc.nat(5), aLatePlace, fc.nat(1_000_000))
    .chain(([ofCallee, nth, late, seed]) => {
      const callee = fc.record({
        do: fc.constant('callee' as const),
        nth: fc.constant(nth),
        callee: aPerson,
        ttlSeconds: fc.constantFrom(60, 3600),
      });
      const modify = fc.record({
        do: fc.constant('modify' as const),
        nth: fc.constant(nth),
        change: changeOf(mode),
      });
      // A new B of AXYB is bound to a Y, and the former one is unbound.
      const ofMode = mode === 'AXYB' ? (['bind', 'unbind'] as const) : (['modify'] as const);
      const on = ofCallee ? (['set-temporary-callee'] as const) : ofMode;
      const faults = mode === 'X' ? [] : on.map((which) => ({ on: which, kind: 'late' as const, ...late }));
      const round = (deed: Deed, under: readonly PlatformFault[]): Round => ({
        deeds: [{ deed, trouble: { kind: 'none' } }],
        faults: under,
        seed,
      });
      const deed: fc.Arbitrary<Deed> = ofCallee ? callee : modify;
      return fc.tuple(deed, deed).map(([first, second]) => [round(first, faults), round(second, [])]);
    });
};

/** Two binds of one reference, one after the other, and then a change that would make them the same. */
export const aTwin = (setting: Setting): fc.Arbitrary<readonly Round[]> => {
  const { mode } = setting;
  const body = bodyOf(setting).map((fields) => ({ ...fields, reference: 'twin' }));
  const key = fc.option(fc.constantFrom('key-1', 'key-2'), { nil: undefined, freq: 4 });
  const faults = mode === 'X' ? fc.constant([]) : fc.array(aFault(mode), { maxLength: 1 });
  const bind = (fields: Readonly<Record<string, unknown>>, of: string | undefined): Round => ({
    deeds: [{ deed: { do: 'bind', body: fields, key: of }, trouble: { kind: 'none' } }],
    faults: [],
    seed: 1,
  });
  return fc
    .tuple(body, body, aPerson, key, aTrouble, faults)
    .map(([first, second, person, of, trouble, under]) => {
      // A never changes in AXYB.
      const ofOne = mode === 'AXYB' ? { a: person } : {};
      const become: Round = { deeds: [{ deed: { do: 'become' }, trouble }], faults: under, seed: 1 };
      return [bind({ ...first, ...ofOne }, of), bind({ ...second, ...ofOne }, undefined), become];
    });
};

/** A bind, changes of what it made under trouble, and the same bind again, which may find that binding. */
export const aRebind = (setting: Setting): fc.Arbitrary<readonly Round[]> => {
  const { mode } = setting;
  const round = (deed: Deed, trouble: Trouble, faults: readonly PlatformFault[]): Round => ({
    deeds: [{ deed, trouble }],
    faults,
    seed: 1,
  });
  const faults = mode === 'X' ? fc.constant([]) : fc.array(aFault(mode), { maxLength: 1 });
  const changes = fc.array(fc.tuple(changeOf(mode), aTrouble, faults), { minLength: 1, maxLength: 2 });
  return fc.tuple(bodyOf(setting), changes).map(([fields, wanted]) => {
    const bind: Deed = { do: 'bind', body: { ...fields, reference: 'again' }, key: undefined };
    const once = round(bind, { kind: 'none' }, []);
    const changed = wanted.map(([change, trouble, under]) =>
      round({ do: 'modify', nth: NEWEST, change }, trouble, under),
    );
    return [once, ...changed, once];
  });
};

/** How long nothing happens: around the lease, around short life times, beyond every back-off. */
export const aWhile: fc.Arbitrary<number> = fc.constantFrom(1, 30, 61, 95, 180, 650, 1900, 3700);
