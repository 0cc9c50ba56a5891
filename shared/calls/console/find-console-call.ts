import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { callIdOf } from '../call-id.ts';
import type { CallRecords } from '../call-store.ts';
import type { CallsNear } from './calls-near.ts';
import type { ConsoleApp } from './console-cdr.ts';
import type { ConsolePlace } from './console-store.ts';
import type { ConsoleCall } from './read-console-calls.ts';
import { isSameCall, isSameLeg, toldOf } from './same-call.ts';

export type FindDeps = Readonly<{ stored: CallsNear; lookup: LookupKeys }>;

/** The records that are stored of a call on the list. `byPlatform`: one of them the platform has sent, at that very time. */
export type Match =
  | Readonly<{ kind: 'unreadable'; byPlatform: false }>
  | Readonly<{ kind: 'known'; byPlatform: boolean }>
  | Readonly<{ kind: 'merged'; byPlatform: true; remove: readonly ConsolePlace[] }>
  /** `sessionId`: that of the call whose events are there. */
  | Readonly<{ kind: 'new'; byPlatform: boolean; sessionId: string | undefined }>;
export type FoundCall = Readonly<{ call: ConsoleCall; match: Match }>;

/** Looks for a call of the console's list among those that are stored. @throws {AppError} `store-unavailable`. */
export const findConsoleCall = async (
  { stored, lookup }: FindDeps,
  { name: app }: ConsoleApp,
  call: ConsoleCall,
): Promise<FoundCall> => {
  const near = await stored.near(call);
  const { sessionId } = call;
  const bySession =
    sessionId === undefined ? undefined : await stored.read(callIdOf(lookup, { app, sessionId }));
  if (near === 'unreadable' || bySession === 'unreadable')
    return { call, match: { kind: 'unreadable', byPlatform: false } };
  const others = near.filter(({ callId }) => callId !== bySession?.callId);
  const same = [
    ...recordsOf(bySession === undefined ? [] : [bySession], ({ cdr }) => isSameLeg(toldOf(cdr), call)),
    ...recordsOf(others, ({ cdr }) => isSameCall(toldOf(cdr), call)),
  ];
  if (same.length > 0) return { call, match: matchOf(same) };
  const begun = bySession ?? others.find((records) => hasBegunAs(records, call));
  const event = begun?.events[0];
  return {
    call,
    match: { kind: 'new', byPlatform: event !== undefined, sessionId: event?.sessionId ?? sessionId },
  };
};

type Kept = CallRecords['cdrs'][number];
type Record = Readonly<{ callId: string; kept: Kept }>;

const recordsOf = (calls: readonly CallRecords[], isOne: (kept: Kept) => boolean): readonly Record[] =>
  calls.flatMap(({ callId, cdrs }) => cdrs.filter(isOne).map((kept) => ({ callId, kept })));

/** An imported record is taken away when it is of the very call of which the platform's own is there. */
const matchOf = (same: readonly Record[]): Match => {
  const own = same.filter(({ kept }) => kept.cdr.source !== 'console');
  const doubled = same.filter(
    (imported) => imported.kept.cdr.source === 'console' && own.some((each) => isOneCall(each, imported)),
  );
  if (doubled.length === 0) return { kind: 'known', byPlatform: own.length > 0 };
  const remove = doubled.map(({ callId, kept: { recordKey } }) => ({ callId, recordKey }));
  return { kind: 'merged', byPlatform: true, remove };
};

const isOneCall = (own: Record, imported: Record): boolean =>
  (own.callId === imported.callId ? isSameLeg : isSameCall)(toldOf(own.kept.cdr), toldOf(imported.kept.cdr));

/** By the event that has the caller and X. */
const hasBegunAs = ({ events }: CallRecords, call: ConsoleCall): boolean => {
  const answeredAt = events.find(({ type }) => type === 'answer')?.at;
  return events.some(
    ({ type, called, caller, at }) =>
      type === 'callin' && isSameCall({ x: called, caller, startedAt: at, answeredAt }, call),
  );
};
