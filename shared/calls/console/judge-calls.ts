import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { FieldError } from '../../kernel/errors.ts';
import type { OwnersOf } from '../../numbers/own-numbers.ts';
import type { ConsoleApp } from './console-cdr.ts';
import { distinctCalls, type FindAllDeps, findAll } from './find-all.ts';
import type { FoundCall } from './find-console-call.ts';
import { countsOf, type ImportCounts, splitByAge } from './import-counts.ts';
import { faultsOfLines } from './line-faults.ts';
import type { ConsoleCall } from './read-console-calls.ts';

type Deps = FindAllDeps & Readonly<{ ownersOf: OwnersOf; clock: Clock }>;

/**
 * The outcome that an import of these lines would have, and their faults. `byPlatform`: the calls that the platform has told of at the very
 * time of their line; `apart`: the rows whose call it has told of exactly eight hours apart.
 */
export type Judgement = ImportCounts &
  Readonly<{ faults: readonly FieldError[]; byPlatform: number; apart: readonly string[] }>;

/** Beijing's distance from UTC: a list that is read in the wrong zone is as far from what is stored. */
const ZONE_SECONDS = 8 * 3600;

/** Judges a part of the list; nothing is changed. Records of imports prove no zone: theirs may be wrong. @throws {AppError} `store-unavailable`. */
export const judgeConsoleCalls = async (
  deps: Deps,
  app: ConsoleApp,
  calls: readonly ConsoleCall[],
): Promise<Judgement> => {
  const now = deps.clock();
  const faults = await faultsOfLines(app, calls, now, deps.ownersOf);
  const { old } = splitByAge(calls, now);
  const distinct = distinctCalls(deps, app, old);
  const found = await findAll(deps, app, distinct);
  return {
    ...countsOf(calls, found, now),
    faults,
    byPlatform: found.filter(({ match }) => match.byPlatform).length,
    apart: await rowsApart(deps, app, found),
  };
};

const rowsApart = async (
  deps: FindAllDeps,
  app: ConsoleApp,
  found: readonly FoundCall[],
): Promise<readonly string[]> => {
  const strange = found.filter(({ match }) => !match.byPlatform).map(({ call }) => call);
  const apart = new Set<string>();
  for (const shift of [ZONE_SECONDS, -ZONE_SECONDS])
    for (const { call, match } of await findAll(
      deps,
      app,
      strange.map((each) => movedBy(each, shift)),
    ))
      if (match.byPlatform) apart.add(call.place);
  return [...apart];
};

/** By its time alone: its session would be found at any. */
const movedBy = ({ sessionId: _, ...call }: ConsoleCall, seconds: number): ConsoleCall => {
  const moved = (at: string | undefined) =>
    at === undefined ? undefined : iso(addSeconds(new Date(at), seconds));
  return {
    ...call,
    startedAt: iso(addSeconds(new Date(call.startedAt), seconds)),
    ringingAt: moved(call.ringingAt),
    answeredAt: moved(call.answeredAt),
    endedAt: moved(call.endedAt),
  };
};
