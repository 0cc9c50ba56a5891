import { describe, expect, it } from 'vitest';
import { bindOrAdopt, NOT_TRIED } from '../../../shared/bindings/bind/bind-or-adopt.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { PlatformFailure } from '../../../shared/kernel/platform-outcome.ts';
import { aBindRequest, OTHER_X, X } from '../../builders/bind-request.ts';
import { aPlatformBinding, aSearch, LOST } from '../../builders/binding-modules.ts';

const NEVER_SENT: PlatformFailure = {
  kind: 'unanswered',
  reason: 'connection',
  mayHaveApplied: false,
  cause: 'refused',
};
const HELD_BACK: PlatformFailure = { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 };
const refused = (kind: 'conflict' | 'validation' | 'platform', httpStatus: number): PlatformFailure => ({
  kind: 'refused',
  httpStatus,
  code: '1000000',
  text: 'Any text.',
  class: kind,
  problem: 'platform-rejected',
  retryAfterSeconds: undefined,
});
const CONFLICT = refused('conflict', 403);
const INVALID = refused('validation', 400);
const FAULT = refused('platform', 500);

/** The fate of a bind: whether it is applied (`later`: by the time of the next call but one), and what is answered. */
const BINDS = {
  answered: { applied: 'now', failure: undefined },
  'applied, answer lost': { applied: 'now', failure: LOST },
  'applied with a fault': { applied: 'now', failure: FAULT },
  'applied late, answer lost': { applied: 'later', failure: LOST },
  lost: { applied: 'no', failure: LOST },
  faulty: { applied: 'no', failure: FAULT },
  'never sent': { applied: 'no', failure: NEVER_SENT },
  'held back': { applied: 'no', failure: HELD_BACK },
  refused: { applied: 'no', failure: INVALID },
} as const;
type BindFate = keyof typeof BINDS;
const BIND_FATES = Object.keys(BINDS) as BindFate[];

const FINDS = { answered: undefined, lost: LOST, 'held back': HELD_BACK, refused: INVALID } as const;
type FindFate = keyof typeof FINDS;
const FIND_FATES = Object.keys(FINDS) as FindFate[];

/** A platform that holds one pair on X once and whose answers go the given ways, the last way from then on. */
const scripted = (binds: readonly BindFate[], finds: readonly FindFate[], there: string | undefined) => {
  let held = there;
  let late = 0;
  let applied = 0;
  const calls: string[] = [];
  const apply = (id: string) => {
    held = id;
    applied += 1;
  };
  const tick = (call: string) => {
    calls.push(call);
    late -= 1;
    if (late === 0 && held === undefined) apply('late');
  };
  const fateOf = <Fate>(fates: readonly Fate[], call: string): Fate => {
    const nth = calls.filter((one) => one === call).length - 1;
    return fates[Math.min(nth, fates.length - 1)] as Fate;
  };
  const platform = {
    async bind() {
      tick('bind');
      const { applied: when, failure } = BINDS[fateOf(binds, 'bind')];
      if (when !== 'no' && held !== undefined) return CONFLICT;
      if (when === 'now') apply(`bound-${calls.length}`);
      if (when === 'later') late = 2;
      return failure ?? { kind: 'ok', value: { subscriptionId: held ?? '', x: X } };
    },
    async find() {
      tick('find');
      const failure = FINDS[fateOf(finds, 'find')];
      return failure ?? { kind: 'ok', value: held === undefined ? undefined : aPlatformBinding(held) };
    },
  } as unknown as BindingPlatform;
  return { platform, calls, held: () => held, applied: () => applied };
};

type Case = {
  binds: readonly BindFate[];
  finds: readonly FindFate[];
  mayBeThere: boolean;
  there: 'lost one' | 'known one' | undefined;
};

/** Every combination; a binding that is there already was tried before. */
const CASES: readonly Case[] = BIND_FATES.flatMap((first) =>
  BIND_FATES.flatMap((second) =>
    FIND_FATES.flatMap((firstFind) =>
      FIND_FATES.flatMap((secondFind) =>
        ([undefined, 'lost one', 'known one'] as const).flatMap((there) =>
          (there === 'lost one' ? [true] : [true, false]).map((mayBeThere) => ({
            binds: [first, second],
            finds: [firstFind, secondFind],
            mayBeThere,
            there,
          })),
        ),
      ),
    ),
  ),
);

/** The faults that must not occur in a case. */
const faultsOf = async ({ binds, finds, mayBeThere, there }: Case): Promise<readonly string[]> => {
  const { platform, calls, held, applied } = scripted(binds, finds, there);
  const isKnown = async ({ subscriptionId }: { subscriptionId: string }) => subscriptionId === 'known one';

  const earlier = { mayBeThere, mayLand: mayBeThere };
  const outcome = await bindOrAdopt(aSearch({ platform, isKnown }), aBindRequest(), earlier, true);

  const ours = held() === 'known one' ? undefined : held();
  const bound = outcome.kind === 'bound' ? outcome : undefined;
  const faults = {
    'bound twice': applied() > 1,
    'bound although it was there': there === 'lost one' && applied() > 0,
    'bound before asking': mayBeThere && calls[0] !== 'find',
    'repeated more than once': calls.filter((call) => call === 'bind').length > 2,
    'a success that is not true': bound !== undefined && bound.bound.subscriptionId !== ours,
    'another X': bound !== undefined && bound.bound.x !== X,
    'wrongly called adopted or made': bound !== undefined && bound.adopted !== (calls.at(-1) === 'find'),
    'refused although it is there': outcome.kind === 'refused' && ours !== undefined,
  };
  return Object.entries(faults)
    .filter(([, found]) => found)
    .map(([name]) => `${name}: ${JSON.stringify({ binds, finds, mayBeThere, there })}`);
};

describe('a bind whose answers get lost', () => {
  it('is never applied twice, and never called a success or a refusal that it is not', async () => {
    const faults = (await Promise.all(CASES.map(faultsOf))).flat();

    expect(faults.slice(0, 5)).toEqual([]);
    expect(CASES).toHaveLength(6480);
  });

  const run = async (binds: readonly BindFate[], finds: readonly FindFate[], mayBeThere = false) => {
    const { platform, calls } = scripted(binds, finds, undefined);
    const earlier = { mayBeThere, mayLand: mayBeThere };
    const outcome = await bindOrAdopt(aSearch({ platform }), aBindRequest(), earlier, true);
    return { outcome, calls };
  };

  it.each<[BindFate[], FindFate[], string[], string]>([
    [['answered'], ['answered'], ['bind'], 'bound'],
    [['applied, answer lost'], ['answered'], ['bind', 'find'], 'bound'],
    [['applied with a fault'], ['answered'], ['bind', 'find'], 'bound'],
    [['lost', 'answered'], ['answered'], ['bind', 'find', 'bind'], 'bound'],
    [['applied late, answer lost', 'answered'], ['answered'], ['bind', 'find', 'bind', 'find'], 'bound'],
    // The first one may be under way, whatever the second one was told.
    [['lost', 'refused'], ['answered'], ['bind', 'find', 'bind', 'find'], 'unresolved'],
    [['lost', 'held back'], ['answered'], ['bind', 'find', 'bind'], 'unresolved'],
    [['lost', 'lost'], ['answered'], ['bind', 'find', 'bind'], 'unresolved'],
    [['lost'], ['lost'], ['bind', 'find'], 'unresolved'],
    [['refused'], ['answered'], ['bind'], 'refused'],
    [['held back'], ['answered'], ['bind'], 'refused'],
    [['never sent'], ['answered'], ['bind'], 'refused'],
  ])('with binds %j and queries %j makes the calls %j and ends %s', async (binds, finds, calls, kind) => {
    const result = await run(binds, finds);

    expect(result.calls).toEqual(calls);
    expect(result.outcome.kind).toBe(kind);
  });

  it('is not repeated while the first one may be under way, where the platform would take another number', async () => {
    const { platform, calls } = scripted(['lost'], ['answered'], undefined);

    const first = await bindOrAdopt(aSearch({ platform }), aBindRequest(), NOT_TRIED, false);
    const later = await bindOrAdopt(
      aSearch({ platform }),
      aBindRequest(),
      { mayBeThere: true, mayLand: true },
      false,
    );

    expect([first.kind, later.kind, calls]).toEqual(['unresolved', 'unresolved', ['bind', 'find', 'find']]);
  });

  it('is repeated, and a refusal counts, when the first one is too old to be applied', async () => {
    const { platform, calls } = scripted(['refused'], ['answered'], undefined);

    const outcome = await bindOrAdopt(
      aSearch({ platform }),
      aBindRequest(),
      { mayBeThere: true, mayLand: false },
      false,
    );

    expect([outcome.kind, calls]).toEqual(['refused', ['find', 'bind']]);
  });

  it('is looked for on every number when the platform chose X, and not taken for another of ours', async () => {
    const asked: string[] = [];
    const platform = {
      bind: async () => LOST,
      find: async ({ x }: { x: string }) => {
        asked.push(x);
        return { kind: 'ok', value: aPlatformBinding(x === X ? 'known' : 'lost') };
      },
    } as unknown as BindingPlatform;
    const isKnown = async ({ subscriptionId }: { subscriptionId: string }) => subscriptionId === 'known';

    const outcome = await bindOrAdopt(
      aSearch({ platform, numbers: async () => ({ numbers: [X, OTHER_X], unreadable: [] }), isKnown }),
      aBindRequest({ x: undefined }),
      NOT_TRIED,
      false,
    );

    expect(asked).toEqual([X, OTHER_X]);
    expect(outcome).toEqual({
      kind: 'bound',
      bound: { subscriptionId: 'lost', x: OTHER_X },
      adopted: true,
      mayDouble: false,
      own: 'only',
    });
  });
});
