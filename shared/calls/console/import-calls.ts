import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { callIdOf } from '../call-id.ts';
import type { CallReader } from '../call-store.ts';
import type { Cdr } from '../cdr.ts';
import { createCallsNear } from './calls-near.ts';
import { type ConsoleApp, consoleCdr, consoleRecordKey, consoleSessionId } from './console-cdr.ts';
import type { ConsoleCallStore, ConsolePlace } from './console-store.ts';
import { type FoundCall, findConsoleCall, type Match } from './find-console-call.ts';
import type { ConsoleCall } from './read-console-calls.ts';

export type ImportCallsDeps = Readonly<{
  calls: Pick<CallReader, 'read' | 'list'>;
  lookup: LookupKeys;
  store: ConsoleCallStore;
  /** The id under which the platform, or in mode X we, tell of the binding that a person had on an X at a moment. */
  attributionAt: (app: string, x: string, party: string, at: string) => Promise<string | undefined>;
  clock: Clock;
}>;

/**
 * The outcomes of the calls. `added`: their CDR never came. `known`: a CDR or an earlier import has them. `merged`: their own CDR came after an earlier
 * import, whose record is taken away. `young`: too new, their CDR may be on its way. `unreadable`: a stored record that may be theirs cannot be opened.
 */
export type ImportCounts = Readonly<Record<'added' | 'known' | 'merged' | 'young' | 'unreadable', number>>;

/**
 * A CDR that is stored later than this after the start of its call looks for the record of an import (`LATE_SECONDS` in
 * dynamo-call-writer.ts). A younger call is left to its own CDR, which would not look.
 */
const YOUNG_SECONDS = 3600;

/** Beijing's distance from UTC: a list that is read in the wrong zone is as far from what is stored. */
const ZONE_SECONDS = 8 * 3600;
const CALLS_AT_ONCE = 10;

/**
 * Stores the calls of the console's list that are not there yet. Repeating changes nothing.
 *
 * @throws {AppError} `invalid-request` when the calls are stored eight hours apart, so that the list has another zone; `store-unavailable`.
 */
export const importConsoleCalls = async (
  deps: ImportCallsDeps,
  app: ConsoleApp,
  calls: readonly ConsoleCall[],
  dryRun: boolean,
): Promise<ImportCounts> => {
  const now = deps.clock();
  const young = iso(addSeconds(now, -YOUNG_SECONDS));
  const old = distinct(
    deps,
    app,
    calls.filter(({ startedAt }) => startedAt <= young),
  );
  const bounds = { atMost: CALLS_AT_ONCE };
  const found = await findAll(deps, app, old);
  await refuseOtherZone(deps, app, found);
  const fresh = dryRun ? [] : await cdrsOf(deps, app, found);
  // Before they are stored, so that a crash leaves none that is in no list.
  if (fresh.length > 0)
    await deps.store.remember(
      fresh.map((cdr) => placeOf(deps, cdr)),
      now,
    );
  const { results: appended } = await mapAtMost(bounds, fresh, (cdr) => deps.store.append(cdr, now));
  const overtaken = appended.filter((each) => each === 'duplicate').length;
  const merged = found.flatMap(({ match }) => (match.kind === 'merged' ? match.remove : []));
  if (!dryRun) for (const place of merged) await deps.store.remove(place);
  const count = (kind: Match['kind']) => found.filter(({ match }) => match.kind === kind).length;
  return {
    added: count('new') - overtaken,
    // A line that stands there twice is one call.
    known:
      count('known') + overtaken + calls.filter(({ startedAt }) => startedAt <= young).length - old.length,
    merged: count('merged'),
    young: calls.filter(({ startedAt }) => startedAt > young).length,
    unreadable: count('unreadable'),
  };
};

const distinct = (
  { lookup }: ImportCallsDeps,
  { name: app }: ConsoleApp,
  calls: readonly ConsoleCall[],
): readonly ConsoleCall[] => [
  ...new Map(calls.map((call) => [consoleRecordKey(lookup, { ...call, app }), call] as const)).values(),
];

/** Where the calls of some lines are. */
const findAll = async (
  { calls, lookup }: Pick<ImportCallsDeps, 'calls' | 'lookup'>,
  app: ConsoleApp,
  lines: readonly ConsoleCall[],
): Promise<readonly FoundCall[]> => {
  const deps = { stored: createCallsNear(calls, app.name, lines), lookup };
  const { results } = await mapAtMost({ atMost: CALLS_AT_ONCE }, lines, (line) =>
    findConsoleCall(deps, app, line),
  );
  return results;
};

/** In the wrong zone every call would look new, and be there twice. */
const refuseOtherZone = async (
  deps: ImportCallsDeps,
  app: ConsoleApp,
  found: readonly FoundCall[],
): Promise<void> => {
  const fresh = found.filter(({ match }) => match.kind === 'new');
  const apart = new Set<ConsoleCall>();
  for (const shift of [ZONE_SECONDS, -ZONE_SECONDS]) {
    const moved = fresh.map(({ call }) => ({ ...movedBy(call, shift), of: call }));
    const there = await findAll(deps, app, moved);
    for (const [index, { match }] of there.entries()) {
      const { of } = moved[index] ?? {};
      if (match.byPlatform && of !== undefined) apart.add(of);
    }
  }
  if (apart.size > 0 && apart.size * 2 > found.length)
    throw new AppError(
      'invalid-request',
      `${apart.size} of ${found.length} calls are stored eight hours apart: the times of the list are of another zone`,
    );
};

const movedBy = (call: ConsoleCall, seconds: number): ConsoleCall => {
  const moved = (at: string) => iso(addSeconds(new Date(at), seconds));
  const { startedAt, ringingAt, answeredAt, endedAt, sessionId: _, ...rest } = call;
  return {
    ...rest,
    startedAt: moved(startedAt),
    ...(ringingAt === undefined ? {} : { ringingAt: moved(ringingAt) }),
    ...(answeredAt === undefined ? {} : { answeredAt: moved(answeredAt) }),
    ...(endedAt === undefined ? {} : { endedAt: moved(endedAt) }),
  };
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
  const { results } = await mapAtMost({ atMost: CALLS_AT_ONCE }, found, async ({ call, match }) => {
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
