import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as v from 'valibot';
import type { Attributes } from '../../shared/storage/documents.ts';
import { tableNames } from '../../tools/local-stack/create-from-template.ts';
import { loadTemplate, type Template } from '../../tools/local-stack/template.ts';
import { carryOut, documentsAround, isWrite, type StoreCall } from '../fakes/documents-around.ts';
import { indexesOf, itemBytes, readUnits, writeUnits } from './capacity.ts';
import { startMemoryStore, type TestStore } from './store-engine.ts';

/** One request as it was counted. */
export type CountedRequest = Readonly<{
  /** The trip that it belongs to, from 1. */
  trip: number;
  /** The port's function, or the method and path of a request to the platform. */
  name: string;
  /** The work it was part of, in the words of its store; of a request to the platform the word `platform`. */
  purpose: string;
  writeUnits: number;
  readUnits: number;
  /** Bytes that the tables hold more after it, without their indexes. */
  storedBytes: number;
}>;

/** The cost of some work at the wire. */
export type Cost = Readonly<{
  /** To DynamoDB. */
  requests: number;
  platformRequests: number;
  /** Rounds of requests to DynamoDB, one after the other. */
  trips: number;
  writeUnits: number;
  readUnits: number;
  /** Bytes that the tables hold more afterwards, without their indexes. */
  storedBytes: number;
  /** In the order in which they left. */
  counted: readonly CountedRequest[];
}>;

/** Tables in memory, and a meter of what is asked of them and of the platform. */
export type MeteredStore = TestStore &
  Readonly<{
    /** Carries work out and counts. Not for two works at once. */
    cost: (work: () => Promise<unknown>) => Promise<Cost>;
  }>;

/** So many turns of the event loop without a new request, and everything that can leave has left. */
const QUIET_TURNS = 10;

/**
 * A store for `startStack` that counts requests, units and trips. A trip is a round of requests that wait for each other's
 * answers with nothing between them: no request is answered before everything that does not wait for an answer has left. Then
 * all of the round are answered, and what follows is the next trip. So the count says which requests need the answers
 * of which others, whatever the machine does.
 *
 * A request to the platform leaves over a real socket and is part of the round in which it leaves; what its answer
 * brings about waits for the round's end like everything else. Requests to other hosts, S3 among them, are not counted.
 */
export const startMeteredStore = async (): Promise<MeteredStore> => {
  const store = await startMemoryStore({ inTurns: false });
  const indexes = indexesIn(await loadTemplate(), store);
  let meter: Meter | undefined;
  const documents = documentsAround((call) =>
    meter === undefined ? carryOut(store.documents, call) : meter.pass(call),
  );
  return {
    ...store,
    documents,
    async cost(work) {
      const running = startMeter(store, indexes);
      meter = running;
      try {
        await work();
      } finally {
        meter = undefined;
        running.stop();
      }
      return costOf(running.counted);
    },
  };
};

/** The indexes of the tables by the names that they have in the store: an engine has a prefix before those of the template. */
const indexesIn = (template: Template, { tables }: TestStore): ReturnType<typeof indexesOf> => {
  const ofTemplate = indexesOf(template);
  const names = new Map(Object.entries(tableNames(template)));
  return new Map(
    Object.entries(tables).map(([variable, table]) => [
      table,
      ofTemplate.get(names.get(variable) ?? '') ?? [],
    ]),
  );
};

const costOf = (counted: readonly CountedRequest[]): Cost => {
  const platformRequests = counted.filter(({ purpose }) => purpose === PLATFORM).length;
  return {
    requests: counted.length - platformRequests,
    platformRequests,
    trips: new Set(counted.filter(({ purpose }) => purpose !== PLATFORM).map(({ trip }) => trip)).size,
    writeUnits: counted.reduce((sum, request) => sum + request.writeUnits, 0),
    readUnits: counted.reduce((sum, request) => sum + request.readUnits, 0),
    storedBytes: counted.reduce((sum, request) => sum + request.storedBytes, 0),
    counted,
  };
};

type Meter = ReturnType<typeof startMeter>;
type Held = Readonly<{ call: StoreCall; trip: number; place: number; reply: PromiseWithResolvers<unknown> }>;

const startMeter = (store: TestStore, indexes: ReturnType<typeof indexesOf>) => {
  const counted: CountedRequest[] = [];
  let trip = 1;
  /** Whether the platform has answered a request of this trip: what leaves from then on is of the next one. */
  let answered = false;
  let releasing = false;
  let held: Held[] = [];
  const tripNow = () => (answered ? trip + 1 : trip);
  const platform = watchPlatform({
    sent: (name) => {
      counted.push({ trip: tripNow(), name, purpose: PLATFORM, ...NOTHING });
      void release();
    },
    answered: () => {
      answered = true;
    },
  });

  const quiet = async (): Promise<void> => {
    let seen = counted.length;
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await nextTurn();
      if (seen !== counted.length || platform.waiting() > 0) turns = 0;
      seen = counted.length;
    }
  };

  const carryOutAll = async (round: readonly Held[]): Promise<void> => {
    const answers: (() => void)[] = [];
    for (const { call, place, reply } of round)
      try {
        const { result, ...units } = await priced(store, indexes, call);
        counted[place] = { ...unpriced(call, trip), ...units };
        answers.push(() => reply.resolve(result));
      } catch (cause) {
        answers.push(() => reply.reject(cause));
      }
    trip += 1;
    answered = false;
    for (const answer of answers) answer();
  };

  /** Ends one trip after the other until nothing waits. */
  const release = async (): Promise<void> => {
    if (releasing) return;
    releasing = true;
    do {
      await quiet();
      const round = held.filter((request) => request.trip === trip);
      held = held.filter((request) => request.trip !== trip);
      await carryOutAll(round);
    } while (held.length > 0);
    releasing = false;
  };

  return {
    counted,
    stop: platform.stop,
    pass(call: StoreCall): Promise<unknown> {
      const at = tripNow();
      const place = counted.push(unpriced(call, at)) - 1;
      const reply = Promise.withResolvers<unknown>();
      held.push({ call, trip: at, place, reply });
      void release();
      return reply.promise;
    },
  };
};

const unpriced = ({ name, input }: StoreCall, trip: number): CountedRequest => ({
  trip,
  name,
  purpose: input.purpose,
  ...NOTHING,
});

/** Carries a call out, with a look at the item before and after a write. */
const priced = async (
  { documents }: TestStore,
  indexes: ReturnType<typeof indexesOf>,
  call: StoreCall,
): Promise<Readonly<{ result: unknown } & Units>> => {
  if (!isWrite(call)) {
    const result = await carryOut(documents, call);
    return { result, ...NOTHING, readUnits: unitsRead(call, result) };
  }
  const { input } = call;
  const key = 'item' in input ? keyOf(input.item) : 'key' in input ? input.key : {};
  const look = () => documents.get({ purpose: 'metering', table: input.table, key });
  const before = await look();
  const result = await carryOut(documents, call);
  const after = await look();
  const units = writeUnits(before, after, indexes.get(input.table) ?? []);
  const storedBytes = itemBytes(after ?? {}) - itemBytes(before ?? {});
  return { result, writeUnits: units, readUnits: 0, storedBytes };
};

const keyOf = ({ pk, sk }: Attributes): Attributes => ({ pk, sk });

const Page = v.looseObject({ items: v.array(v.record(v.string(), v.unknown())) });

const unitsRead = (call: StoreCall, result: unknown): number => {
  if (call.name === 'scan') return readUnits(v.parse(Page, result).items, CONSISTENT);
  if (call.name === 'query') return readUnits(v.parse(Page, result).items, { consistent: !call.input.index });
  if (call.name !== 'batchGet')
    return readUnits(result === undefined ? [] : [{ ...Object(result) }], CONSISTENT);
  const { items } = v.parse(Page, result);
  const absent = call.input.keys.length - items.length;
  return items.reduce((sum, item) => sum + readUnits([item], CONSISTENT), absent);
};

type Units = Pick<CountedRequest, 'writeUnits' | 'readUnits' | 'storedBytes'>;

const NOTHING: Units = { writeUnits: 0, readUnits: 0, storedBytes: 0 };
const CONSISTENT = { consistent: true };
const PLATFORM = 'platform';

/** A request and its answer, as Node's own channels tell of them. */
const Told = v.object({
  request: v.instance(ClientRequest),
  response: v.optional(v.instance(IncomingMessage)),
});

/** Requests to the platform, all of which have a path of its API. */
const watchPlatform = (on: Readonly<{ sent: (name: string) => void; answered: () => void }>) => {
  const open = new Set<ClientRequest>();
  const sent = (message: unknown) => {
    const { request } = v.parse(Told, message);
    if (!request.path.startsWith('/rest/')) return;
    open.add(request);
    on.sent(`${request.method} ${request.path.replace(/\?.*/s, '')}`);
  };
  const answered = (message: unknown) => {
    const { request, response } = v.parse(Told, message);
    if (!open.has(request)) return;
    on.answered();
    // Its body is still to be read.
    if (response === undefined) open.delete(request);
    else response.once('close', () => open.delete(request));
  };
  subscribe('http.client.request.start', sent);
  subscribe('http.client.response.finish', answered);
  subscribe('http.client.request.error', answered);
  return {
    waiting: () => open.size,
    stop: () => {
      unsubscribe('http.client.request.start', sent);
      unsubscribe('http.client.response.finish', answered);
      unsubscribe('http.client.request.error', answered);
    },
  };
};
