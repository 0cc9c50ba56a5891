import { addSeconds, iso } from '../../kernel/clock.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { CallEntry, CallReader, CallRecords } from '../call-store.ts';
import type { ConsoleCall } from './read-console-calls.ts';
import { RINGING_SECONDS } from './same-call.ts';

/** A stored call, if it is there; `unreadable`: one of its records cannot be opened. */
export type ReadCall = CallRecords | undefined | 'unreadable';

/** The stored calls of the app that may be those of some lines of the console's list. */
export type CallsNear = Readonly<{
  /** Those on the X of a line about its time. @throws {AppError} `store-unavailable`. */
  near(call: ConsoleCall): Promise<readonly CallRecords[] | 'unreadable'>;
  /** One by its id. @throws {AppError} `store-unavailable`. */
  read(callId: string): Promise<ReadCall>;
}>;

/** A CDR without a start stands in the list of calls at its receipt, soon after the end. */
const RECEIPT_SECONDS = 60;
/** Windows on one X that are at most so far apart are read as one. */
const GAP_SECONDS = 600;
const PAGE = 1000;

/** In milliseconds, both ends included. */
type Window = Readonly<{ from: number; to: number }>;

/**
 * Looks for the stored calls of many lines with few reads: the index is read once for all lines of an X that are not far apart, and
 * each call once. So it is for one pass over some lines, and sees no later change.
 */
export const createCallsNear = (
  calls: Pick<CallReader, 'read' | 'list'>,
  app: string,
  lines: readonly ConsoleCall[],
): CallsNear => {
  const windows = new Map(
    [...Map.groupBy(lines, ({ x }) => x)].map(([x, some]) => [x, joined(some.map(windowOf))] as const),
  );
  const entries = once((key: string) => {
    const [x = '', from, to] = key.split('#');
    return entriesOn(calls, x, { from: Number(from), to: Number(to) });
  });
  const read = once((callId: string) => insteadOfUnreadable(calls.read(callId, [app]), 'unreadable'));
  return {
    read,
    async near(line) {
      const { from, to } = windowOf(line);
      const whole = (windows.get(line.x) ?? []).find((window) => window.from <= from && to <= window.to);
      if (whole === undefined) throw new TypeError('a line that was not announced');
      const around = await entries(`${line.x}#${whole.from}#${whole.to}`);
      const ids = around.filter(({ at }) => from <= at && at <= to).map(({ callId }) => callId);
      const found: CallRecords[] = [];
      for (const callId of new Set(ids)) {
        const records = await read(callId);
        if (records === 'unreadable') return records;
        if (records !== undefined) found.push(records);
      }
      return found;
    },
  };
};

/** Does it once a key, also for those who ask meanwhile. */
const once = <Value>(work: (key: string) => Promise<Value>): ((key: string) => Promise<Value>) => {
  const done = new Map<string, Promise<Value>>();
  return (key) => {
    const known = done.get(key) ?? work(key);
    done.set(key, known);
    return known;
  };
};

/** The time in which the index may have the call of a line. */
const windowOf = ({ startedAt, endedAt, talkSeconds = 0 }: ConsoleCall): Window => {
  const start = Date.parse(startedAt);
  const last = endedAt === undefined ? start + talkSeconds * 1000 : Date.parse(endedAt);
  return { from: start - RINGING_SECONDS * 1000, to: Math.max(start, last) + RECEIPT_SECONDS * 1000 };
};

const joined = (windows: readonly Window[]): readonly Window[] => {
  const found: Window[] = [];
  for (const window of windows.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last === undefined || window.from > last.to + GAP_SECONDS * 1000) found.push(window);
    else found[found.length - 1] = { from: last.from, to: Math.max(last.to, window.to) };
  }
  return found;
};

type Placed = Readonly<{ callId: string; at: number }>;

const entriesOn = async (
  calls: Pick<CallReader, 'list'>,
  x: string,
  { from, to }: Window,
): Promise<readonly Placed[]> => {
  const found: Placed[] = [];
  let after: CallEntry | undefined;
  do {
    const page = await calls.list(
      { by: 'x', x },
      { from: iso(new Date(from)), to: iso(addSeconds(new Date(to), 1)), limit: PAGE, after },
    );
    found.push(...page.map(({ callId, startedAt }) => ({ callId, at: Date.parse(startedAt) })));
    after = page.length < PAGE ? undefined : page.at(-1);
  } while (after !== undefined);
  return found;
};
