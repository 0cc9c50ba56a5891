import type { Clock } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { callIdOf } from '../call-id.ts';
import type { Cdr } from '../cdr.ts';
import { type ConsoleApp, consoleCdr, consoleRecordKey, consoleSessionId } from './console-cdr.ts';
import type { ConsoleCallStore, ConsolePlace } from './console-store.ts';
import { CALLS_AT_ONCE, distinctCalls, type FindAllDeps, findAll } from './find-all.ts';
import type { FoundCall } from './find-console-call.ts';
import { countsOf, type ImportCounts, splitByAge } from './import-counts.ts';
import type { ConsoleCall } from './read-console-calls.ts';

export type ImportCallsDeps = FindAllDeps &
  Readonly<{
    store: ConsoleCallStore;
    /** The id under which the platform, or in mode X we, tell of the binding that a person had on an X at a moment. */
    attributionAt: (app: string, x: string, party: string, at: string) => Promise<string | undefined>;
    clock: Clock;
  }>;

const BOUNDS = { atMost: CALLS_AT_ONCE };

/**
 * Stores the calls of a part of the console's list that are not there yet. Repeating changes nothing. The list has been judged before,
 * as a whole.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const importConsoleCalls = async (
  deps: ImportCallsDeps,
  app: ConsoleApp,
  importId: string,
  calls: readonly ConsoleCall[],
): Promise<ImportCounts> => {
  const now = deps.clock();
  const found = await findAll(deps, app, distinctCalls(deps, app, splitByAge(calls, now).old));
  const fresh = await cdrsOf(deps, app, found);
  // Before they are stored, so that a crash leaves none that is in no list.
  if (fresh.length > 0)
    await deps.store.remember(
      { importId, app: app.name },
      fresh.map((cdr) => placeOf(deps, cdr)),
      now,
    );
  const { results: appended } = await mapAtMost(BOUNDS, fresh, (cdr) =>
    deps.store.append(cdr, importId, now),
  );
  // The CDR of a call may have come while it was looked for; it looks for this record too, so one of the two finds the other.
  const again = await findAll(deps, app, linesOf(found));
  await removeMerged(deps, [...found, ...again]);
  const overtaken = appended.filter((each) => each === 'duplicate').length + mergedIn(again);
  const counts = countsOf(calls, found, now);
  return { ...counts, added: counts.added - overtaken, known: counts.known + overtaken };
};

const linesOf = (found: readonly FoundCall[]): readonly ConsoleCall[] =>
  found.filter(({ match }) => match.kind === 'new').map(({ call }) => call);

const mergedIn = (found: readonly FoundCall[]): number =>
  found.filter(({ match }) => match.kind === 'merged').length;

/** Takes the records of imports away beside which the platform's own are. */
const removeMerged = async (
  { store }: Pick<ImportCallsDeps, 'store'>,
  found: readonly FoundCall[],
): Promise<void> => {
  const merged = found.flatMap(({ match }) => (match.kind === 'merged' ? match.remove : []));
  await mapAtMost(BOUNDS, merged, (place) => store.remove(place));
};

const placeOf = ({ lookup }: ImportCallsDeps, cdr: Cdr): ConsolePlace => ({
  callId: callIdOf(lookup, cdr),
  recordKey: consoleRecordKey(lookup, cdr),
});

/** The CDRs of those that are new, each with its binding where one is found. */
const cdrsOf = async (
  { lookup, attributionAt }: ImportCallsDeps,
  app: ConsoleApp,
  found: readonly FoundCall[],
): Promise<readonly Cdr[]> => {
  const { results } = await mapAtMost(BOUNDS, found, async ({ call, match }) => {
    if (match.kind !== 'new') return [];
    const { x, caller, callee, startedAt } = call;
    const sessionId =
      match.sessionId ?? consoleSessionId(consoleRecordKey(lookup, { ...call, app: app.name }));
    const subscriptionId =
      call.subscriptionId ??
      (await attributionAt(app.name, x, caller, startedAt)) ??
      (callee === undefined ? undefined : await attributionAt(app.name, x, callee, startedAt));
    return [consoleCdr(app, call, { sessionId, subscriptionId })];
  });
  return results.flat();
};
