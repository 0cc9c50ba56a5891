import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { callIdOf } from '../call-id.ts';
import type { CallReader, CallRecords } from '../call-store.ts';
import type { Cdr } from '../cdr.ts';
import { type ConsoleApp, consoleCdr, consoleRecordKey, consoleSessionId } from './console-cdr.ts';
import type { ConsoleCallStore, ConsolePlace } from './console-store.ts';
import type { ConsoleCall } from './read-console-calls.ts';

export type ImportCallsDeps = Readonly<{
  calls: Pick<CallReader, 'read' | 'list'>;
  store: ConsoleCallStore;
  /** The id under which the platform, or in mode X we, tell of the binding that a person had on an X at a moment. */
  attributionAt: (app: string, x: string, party: string, at: string) => Promise<string | undefined>;
  lookup: LookupKeys;
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

/** The console and the push may round apart. */
const TOLERANCE_SECONDS = 2;
/** Beijing's distance from UTC: a list that is read in the wrong zone is as far from what is stored. */
const ZONE_SECONDS = 8 * 3600;
const CALLS_AT_ONCE = 10;
const NEAR = 100;

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
  const { results: found } = await mapAtMost(bounds, old, (call) => findCall(deps, app, call));
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

type Match =
  | Readonly<{ kind: 'known' | 'unreadable' }>
  | Readonly<{ kind: 'merged'; remove: readonly ConsolePlace[] }>
  /** `sessionId`: that of the call whose events are there. */
  | Readonly<{ kind: 'new'; sessionId: string | undefined }>;
type FoundCall = Readonly<{ call: ConsoleCall; match: Match }>;

const findCall = async (deps: ImportCallsDeps, app: ConsoleApp, call: ConsoleCall): Promise<FoundCall> => {
  const near = await callsNear(deps, app, call, 0);
  if (near === 'unreadable') return { call, match: { kind: near } };
  const bySession = call.sessionId === undefined ? undefined : await readBySession(deps, app, call.sessionId);
  if (bySession === 'unreadable') return { call, match: { kind: bySession } };
  const candidates = bySession === undefined ? near : [bySession, ...near];
  const isOwn = ({ cdr }: CallRecords['cdrs'][number]) => cdr.source !== 'console' && isSame(cdr, call);
  const imported = near.flatMap(({ callId, cdrs }) =>
    cdrs
      .filter(({ cdr }) => cdr.source === 'console' && isSame(cdr, call))
      .map(({ recordKey }) => ({ callId, recordKey })),
  );
  if (candidates.some(({ cdrs }) => cdrs.some(isOwn)))
    return { call, match: imported.length > 0 ? { kind: 'merged', remove: imported } : { kind: 'known' } };
  if (imported.length > 0) return { call, match: { kind: 'known' } };
  const begun = candidates.find(({ events }) =>
    events.some(
      ({ type, called, caller, at }) =>
        type === 'callin' && isSame({ x: called, caller, startedAt: at }, call),
    ),
  );
  const sessionId = (bySession ?? begun)?.events[0]?.sessionId ?? call.sessionId;
  return { call, match: { kind: 'new', sessionId } };
};

type Told = Readonly<{
  x?: string | undefined;
  caller?: string | undefined;
  callee?: string | undefined;
  startedAt?: string | undefined;
}>;

/** A value that one of the two does not have (an erased number, a withheld one) tells nothing. A record without a start may be the one. */
const isSame = (told: Told, call: ConsoleCall, shiftSeconds = 0): boolean =>
  (['x', 'caller', 'callee'] as const).every(
    (side) => told[side] === undefined || call[side] === undefined || told[side] === call[side],
  ) &&
  (told.startedAt === undefined ||
    Math.abs(Date.parse(told.startedAt) - Date.parse(call.startedAt) - shiftSeconds * 1000) <=
      TOLERANCE_SECONDS * 1000);

const readBySession = (
  { calls, lookup }: ImportCallsDeps,
  { name: app }: ConsoleApp,
  sessionId: string,
): Promise<CallRecords | undefined | 'unreadable'> =>
  insteadOfUnreadable(calls.read(callIdOf(lookup, { app, sessionId }), [app]), 'unreadable');

/** The calls of the app on that X about that moment, moved by so many seconds. */
const callsNear = async (
  { calls }: ImportCallsDeps,
  { name: app }: ConsoleApp,
  { x, startedAt }: ConsoleCall,
  shiftSeconds: number,
): Promise<readonly CallRecords[] | 'unreadable'> => {
  const at = addSeconds(new Date(startedAt), shiftSeconds);
  const entries = await calls.list(
    { by: 'x', x },
    {
      from: iso(addSeconds(at, -TOLERANCE_SECONDS)),
      to: iso(addSeconds(at, TOLERANCE_SECONDS + 1)),
      limit: NEAR,
      after: undefined,
    },
  );
  const found: CallRecords[] = [];
  for (const callId of new Set(entries.map((entry) => entry.callId))) {
    const records = await insteadOfUnreadable(calls.read(callId, [app]), 'unreadable');
    if (records === 'unreadable') return records;
    if (records !== undefined) found.push(records);
  }
  return found;
};

/** In the wrong zone every call would look new, and be there twice. */
const refuseOtherZone = async (
  deps: ImportCallsDeps,
  app: ConsoleApp,
  found: readonly FoundCall[],
): Promise<void> => {
  const fresh = found.filter(({ match }) => match.kind === 'new');
  const { results } = await mapAtMost({ atMost: CALLS_AT_ONCE }, fresh, async ({ call }) => {
    for (const shift of [ZONE_SECONDS, -ZONE_SECONDS]) {
      const near = await callsNear(deps, app, call, shift);
      if (near === 'unreadable') continue;
      const isThere = near.some(({ cdrs }) =>
        cdrs.some(({ cdr }) => cdr.startedAt !== undefined && isSame(cdr, call, shift)),
      );
      if (isThere) return true;
    }
    return false;
  });
  const apart = results.filter(Boolean).length;
  if (apart > 0 && apart * 2 > found.length)
    throw new AppError(
      'invalid-request',
      `${apart} of ${found.length} calls are stored eight hours apart: the times of the list are of another zone`,
    );
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
