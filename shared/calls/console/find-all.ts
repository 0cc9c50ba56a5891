import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { CallReader } from '../call-store.ts';
import { createCallsNear } from './calls-near.ts';
import { type ConsoleApp, consoleRecordKey } from './console-cdr.ts';
import { type FoundCall, findConsoleCall } from './find-console-call.ts';
import type { ConsoleCall } from './read-console-calls.ts';

/** How many lines are looked up, or stored, at a time. */
export const CALLS_AT_ONCE = 25;

export type FindAllDeps = Readonly<{ calls: Pick<CallReader, 'read' | 'list'>; lookup: LookupKeys }>;

/** Looks for the calls of some lines among those that are stored now. @throws {AppError} `store-unavailable`. */
export const findAll = async (
  { calls, lookup }: FindAllDeps,
  app: ConsoleApp,
  lines: readonly ConsoleCall[],
): Promise<readonly FoundCall[]> => {
  const deps = { stored: createCallsNear(calls, app.name, lines), lookup };
  const { results } = await mapAtMost({ atMost: CALLS_AT_ONCE }, lines, (line) =>
    findConsoleCall(deps, app, line),
  );
  return results;
};

/** Each call of a list once. */
export const distinctCalls = (
  { lookup }: Pick<FindAllDeps, 'lookup'>,
  { name: app }: ConsoleApp,
  calls: readonly ConsoleCall[],
): readonly ConsoleCall[] => [
  ...new Map(calls.map((call) => [consoleRecordKey(lookup, { ...call, app }), call] as const)).values(),
];
