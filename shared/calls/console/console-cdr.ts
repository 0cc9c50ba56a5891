import type { Mode } from '../../kernel/mode.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Cdr } from '../cdr.ts';
import type { ConsoleCall } from './read-console-calls.ts';

type Matched = Pick<Cdr, 'app' | 'x' | 'caller' | 'startedAt'>;

/**
 * The key of the record that an import makes of a call: by what every list and every CDR of it has, to the second. So a CDR that comes
 * later finds it without a read.
 */
export const consoleRecordKey = (lookup: LookupKeys, { app, x, caller, startedAt }: Matched): string =>
  lookup(
    'cdr',
    app,
    'console',
    x ?? '',
    caller ?? '',
    startedAt?.slice(0, 'yyyy-MM-ddThh:mm:ss'.length) ?? '',
  );

/** The session of an imported call whose own is not known. */
export const consoleSessionId = (recordKey: string): string => `console-${recordKey}`;

/** The app that a list is of. `keepsPool`: all its private numbers are in its pool. */
export type ConsoleApp = Readonly<{ name: string; mode: Mode; keepsPool: boolean }>;

/** The CDR of a line, marked as the console's. `sessionId`, `subscriptionId`: as they were found, where the list has none. */
export const consoleCdr = (
  { name, mode }: Pick<ConsoleApp, 'name' | 'mode'>,
  call: ConsoleCall,
  { sessionId, subscriptionId }: Readonly<{ sessionId: string; subscriptionId: string | undefined }>,
): Cdr => {
  const {
    x,
    caller,
    callee,
    startedAt,
    ringingAt,
    answeredAt,
    endedAt,
    talkSeconds,
    releaseCode,
    answerUnclear,
  } = call;
  return {
    app: name,
    mode,
    source: 'console',
    sessionId,
    subscriptionId,
    x,
    caller,
    callee,
    direction: 'unknown',
    startedAt,
    ringingAt,
    answeredAt,
    ...(answerUnclear ? { answerUnclear } : {}),
    ...(answerUnclear && talkSeconds !== undefined ? { other: { talkSeconds } } : {}),
    endedAt,
    releaseCode,
    recorded: false,
  };
};
