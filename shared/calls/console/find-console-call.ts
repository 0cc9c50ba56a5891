import { addSeconds, iso } from '../../kernel/clock.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { callIdOf } from '../call-id.ts';
import type { CallReader, CallRecords } from '../call-store.ts';
import type { ConsoleApp } from './console-cdr.ts';
import type { ConsolePlace } from './console-store.ts';
import type { ConsoleCall } from './read-console-calls.ts';

export type FindDeps = Readonly<{ calls: Pick<CallReader, 'read' | 'list'>; lookup: LookupKeys }>;

/** The console and the push may round apart. */
const TOLERANCE_SECONDS = 2;
/** The most calls of one X about one moment. */
const NEAR = 100;

/** The records that are stored of a call on the list. */
export type Match =
  | Readonly<{ kind: 'known' | 'unreadable' }>
  | Readonly<{ kind: 'merged'; remove: readonly ConsolePlace[] }>
  /** `sessionId`: that of the call whose events are there. */
  | Readonly<{ kind: 'new'; sessionId: string | undefined }>;
export type FoundCall = Readonly<{ call: ConsoleCall; match: Match }>;

/** Looks for a call of the console's list among those that are stored. @throws {AppError} `store-unavailable`. */
export const findConsoleCall = async (
  deps: FindDeps,
  app: ConsoleApp,
  call: ConsoleCall,
): Promise<FoundCall> => {
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
export const isSame = (told: Told, call: ConsoleCall, shiftSeconds = 0): boolean =>
  (['x', 'caller', 'callee'] as const).every(
    (side) => told[side] === undefined || call[side] === undefined || told[side] === call[side],
  ) &&
  (told.startedAt === undefined ||
    Math.abs(Date.parse(told.startedAt) - Date.parse(call.startedAt) - shiftSeconds * 1000) <=
      TOLERANCE_SECONDS * 1000);

const readBySession = (
  { calls, lookup }: FindDeps,
  { name: app }: ConsoleApp,
  sessionId: string,
): Promise<CallRecords | undefined | 'unreadable'> =>
  insteadOfUnreadable(calls.read(callIdOf(lookup, { app, sessionId }), [app]), 'unreadable');

/** The calls of the app on that X about that moment, moved by so many seconds. */
export const callsNear = async (
  { calls }: FindDeps,
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
