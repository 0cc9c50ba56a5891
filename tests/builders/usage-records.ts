import type { Cdr } from '../../shared/calls/cdr.ts';
import type { SmsMessage } from '../../shared/messages/message.ts';

/** One CDR or text as it comes, with what an independent look at it counts. */
export type MadeRecord = Readonly<{
  receivedAt: Date;
  day: string;
  app: string;
  x: string | undefined;
  cdr?: Cdr;
  message?: SmsMessage;
  /** Of a CDR: its call, and its talk; `undefined`: nobody knows it. */
  call?: Readonly<{ session: string; answered: boolean; talkSeconds: number | undefined }>;
  /** Of a text. */
  parts?: number;
}>;

/** A small generator of chance that a seed decides (mulberry32). */
export const chanceOf = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const isOneOf = (count: number): boolean => below(count) === 0;
  return { below, isOneOf };
};
type Chance = ReturnType<typeof chanceOf>;

const FIRST_MS = Date.parse('2026-03-28T00:00:00Z');
const at = (ms: number): string => new Date(ms).toISOString();

/** A record of five days around the end of a month: late, of a redial, without a number, without times, or without an end. */
export const aMadeRecord = (chance: Chance, place: number): MadeRecord => {
  const app = chance.isOneOf(3) ? 'shop' : 'rides';
  const x = chance.isOneOf(20) ? undefined : `+8617000000${String(chance.below(12)).padStart(3, '0')}`;
  const startMs = FIRST_MS + chance.below(5 * 86_400) * 1000;
  const delayMs = (chance.isOneOf(10) ? chance.below(30 * 3600) : 120) * 1000 + 3_600_000;
  const receivedAt = new Date(startMs + delayMs);
  return chance.isOneOf(4)
    ? aMadeText(chance, { place, app, x, startMs, receivedAt })
    : aMadeCdr(chance, { place, app, x, startMs, receivedAt });
};

type Common = Readonly<{
  place: number;
  app: string;
  x: string | undefined;
  startMs: number;
  receivedAt: Date;
}>;

const aMadeText = (chance: Chance, { place, app, x, startMs, receivedAt }: Common): MadeRecord => {
  const segments = chance.isOneOf(2) ? chance.below(4) : undefined;
  const failed = chance.isOneOf(5);
  const parts = segments ?? (failed ? 0 : 1);
  const message: SmsMessage = {
    ...{ app, mode: 'AXB', identifier: `text-${place}`, notification: 'Notify', x, segments },
    ...{ direction: 'from-a', sentAt: at(startMs), resultCode: failed ? 2 : 0 },
  };
  return { receivedAt, day: at(startMs).slice(0, 10), app, x, message, parts };
};

const aMadeCdr = (chance: Chance, { place, app, x, startMs, receivedAt }: Common): MadeRecord => {
  // A redial has the session of a call before it.
  const session = `session-${chance.isOneOf(8) ? Math.max(0, place - 1 - chance.below(3)) : place}`;
  const talkSeconds = chance.isOneOf(6) ? 60 * chance.below(4) : chance.below(400);
  const kind = chance.below(10);
  const isBare = kind === 0;
  const answered = !isBare && kind > 3;
  const hasEnd = kind !== 9;
  const answerMs = startMs + 9000;
  const times = isBare
    ? {}
    : {
        startedAt: at(startMs),
        ...(answered ? { answeredAt: at(answerMs) } : {}),
        ...(hasEnd ? { endedAt: at(answered ? answerMs + talkSeconds * 1000 : answerMs) } : {}),
      };
  const cdr: Cdr = {
    ...{ app, mode: 'AXB', sessionId: session, recordId: `record-${place}`, x, recorded: false },
    ...{ direction: 'from-a', ...times },
  };
  const seconds = answered ? talkSeconds : 0;
  return {
    ...{ receivedAt, app, x, cdr, day: (isBare ? receivedAt.toISOString() : at(startMs)).slice(0, 10) },
    call: { session, answered, talkSeconds: answered && !hasEnd ? undefined : seconds },
  };
};

/** The sums of a cell as they are counted here, by hand. */
export type ByHand = {
  calls: number;
  answered: number;
  talkSeconds: number;
  billedMinutes: number;
  unknownTalk: number;
  lateCalls: number;
  messages: number;
  messageParts: number;
};

/** A call as far as its CDRs in one cell tell. */
type CallByHand = { answered: boolean; unknown: boolean; inTime: boolean };

const cellNameOf = ({ app, x, day }: MadeRecord): string => `${app} ${x} ${day}`;
const nothing = (): ByHand => ({
  ...{ calls: 0, answered: 0, talkSeconds: 0, billedMinutes: 0, unknownTalk: 0, lateCalls: 0 },
  ...{ messages: 0, messageParts: 0 },
});

/** Counts records, each of which is there once, by `<app> <x> <day>`, without any part of the code that is tested. */
export const countedByHand = (records: readonly MadeRecord[]): ReadonlyMap<string, ByHand> => {
  const cells = new Map<string, ByHand>();
  const calls = new Map<string, CallByHand>();
  for (const record of records) {
    const cell = cells.get(cellNameOf(record)) ?? nothing();
    cells.set(cellNameOf(record), cell);
    if (record.parts !== undefined) {
      cell.messages += 1;
      cell.messageParts += record.parts;
    }
    const talkSeconds = record.call?.talkSeconds ?? 0;
    cell.talkSeconds += talkSeconds;
    cell.billedMinutes += Math.floor((talkSeconds + 59) / 60);
    if (record.call !== undefined) addCall(calls, record, record.call);
  }
  for (const [key, { answered, unknown, inTime }] of calls) {
    const cell = cells.get(key.split(' ').slice(0, 3).join(' ')) ?? nothing();
    cell.calls += 1;
    if (answered) cell.answered += 1;
    if (unknown) cell.unknownTalk += 1;
    if (!inTime) cell.lateCalls += 1;
  }
  return cells;
};

const addCall = (
  calls: Map<string, CallByHand>,
  record: MadeRecord,
  { session, answered, talkSeconds }: NonNullable<MadeRecord['call']>,
): void => {
  const key = `${cellNameOf(record)} ${session}`;
  const before = calls.get(key);
  const inTime = record.receivedAt.toISOString().slice(0, 7) <= record.day.slice(0, 7);
  calls.set(key, {
    answered: before?.answered === true || answered,
    unknown: before?.unknown === true || talkSeconds === undefined,
    inTime: before?.inTime === true || inTime,
  });
};
