import * as v from 'valibot';
import type { JsonCall, JsonService } from '../aws/json-service.ts';
import type { Sleep } from '../kernel/clock.ts';
import type { BusinessEvent } from './facts/kinds.ts';

/** EventBridge, for the lean client. */
export const EVENT_BRIDGE: JsonService = {
  name: 'events',
  endpointVariable: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
  target: 'AWSEvents',
  jsonVersion: '1.1',
  tries: 2,
  baseMs: 100,
};

/** An event that the bus refuses whenever it is put, with the code of the refusal. */
export type RefusedEvent = Readonly<{ event: BusinessEvent; code: string }>;

/** The outcome of putting events: `left` were not put, and may be later. */
export type PutOutcome = Readonly<{
  put: number;
  refused: readonly RefusedEvent[];
  left: readonly BusinessEvent[];
}>;

/** Puts events on the bus. Never throws. */
export type PutEvents = (events: readonly BusinessEvent[]) => Promise<PutOutcome>;

/** Limits of one request (API reference of `PutEvents`; the size of an entry is that of its texts, and 14 bytes for its time). */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
const TIME_BYTES = 14;

/** So many requests in a row that put nothing, and the rest is left. */
const MOST_VAIN = 3;
const FIRST_WAIT_MS = 200;

/** Codes of an entry that may be put later (API reference, `PutEventsResultEntry`); any other says that it never will. */
const PASSING: ReadonlySet<string> = new Set(['ThrottlingException', 'InternalFailure', 'InternalException']);

const Answer = v.object({
  Entries: v.array(v.object({ EventId: v.optional(v.string()), ErrorCode: v.optional(v.string()) })),
});

type Deps = Readonly<{ call: JsonCall; busName: string; sleep: Sleep; onFailure: (error: unknown) => void }>;

/**
 * Makes {@link PutEvents}. Of one binding no request has two events, and the later is put when the earlier was: so their order is
 * that in which they are given, whatever fails alone.
 */
export const createPutEvents =
  ({ call, busName, sleep, onFailure }: Deps): PutEvents =>
  async (events) => {
    const refused: RefusedEvent[] = [];
    let waiting = events;
    let vain = 0;
    while (waiting.length > 0 && vain < MOST_VAIN) {
      if (vain > 0) await sleep(FIRST_WAIT_MS * 2 ** (vain - 1));
      const done = await putBatch(call, batchOf(waiting, busName)).catch((error: unknown) => {
        onFailure(error);
        return new Map<BusinessEvent, string>();
      });
      refused.push(...refusedIn(done));
      waiting = waiting.filter((event) => !done.has(event));
      vain = done.size > 0 ? 0 : vain + 1;
    }
    return { put: events.length - refused.length - waiting.length, refused, left: waiting };
  };

const refusedIn = (done: ReadonlyMap<BusinessEvent, string>): readonly RefusedEvent[] =>
  [...done].filter(([, code]) => code !== PUT).map(([event, code]) => ({ event, code }));

/** In place of a code: the entry was put. */
const PUT = '';

type Entry = Readonly<{
  EventBusName: string;
  Source: string;
  DetailType: string;
  Detail: string;
  /** Seconds since 1970. */
  Time: number;
}>;
type Sized = Readonly<{ event: BusinessEvent; entry: Entry; bytes: number }>;

const entryOf = (event: BusinessEvent, EventBusName: string): Sized => {
  const { source: Source, type: DetailType, occurredAt } = event;
  const Detail = JSON.stringify(event);
  const bytes = [Source, DetailType, Detail].reduce((sum, text) => sum + Buffer.byteLength(text), TIME_BYTES);
  return {
    event,
    entry: { EventBusName, Source, DetailType, Detail, Time: Date.parse(occurredAt) / 1000 },
    bytes,
  };
};

/** The first events that fit into one request, of each binding (or call, message, number) one. */
const batchOf = (waiting: readonly BusinessEvent[], busName: string): readonly Sized[] => {
  const batch: Sized[] = [];
  const met = new Set<string>();
  let bytes = 0;
  for (const event of waiting) {
    if (batch.length === MOST_ENTRIES) break;
    const about = event.bindingId ?? event.subject;
    if (met.has(about)) continue;
    met.add(about);
    const sized = entryOf(event, busName);
    // One that is too large by itself goes alone, and the bus says so.
    if (batch.length > 0 && bytes + sized.bytes > MOST_BYTES) break;
    bytes += sized.bytes;
    batch.push(sized);
  }
  return batch;
};

/** The events that need not be put again, with {@link PUT} or the code of the refusal. */
const putBatch = async (
  call: JsonCall,
  batch: readonly Sized[],
): Promise<ReadonlyMap<BusinessEvent, string>> => {
  const { Entries } = v.parse(Answer, await call('PutEvents', { Entries: batch.map(({ entry }) => entry) }));
  // One that the answer says nothing of may not be put, so it is put again, under the same id.
  const answered = batch.slice(0, Entries.length);
  const codes = answered.map(({ event }, at) => [event, Entries[at]?.ErrorCode ?? PUT] as const);
  return new Map(codes.filter(([, code]) => !PASSING.has(code)));
};
