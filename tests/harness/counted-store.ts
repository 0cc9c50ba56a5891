import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { carryOut, documentsAround, type StoreCall } from '../fakes/documents-around.ts';
import { notedDocuments } from '../rights/recorder.ts';
import { ACCESS_URI, API_KEY, configurationDocument, documentReader, RIDES } from './fixtures.ts';
import { startMemoryStore } from './store-engine.ts';
import { createTestRuntime } from './test-runtime.ts';

/** The moment of the functions over this store. */
export const COUNTED_NOW = new Date('2026-03-10T08:00:00.000Z');

/**
 * A store that remembers each request to it, as they are on the wire: one a page of a query, one a batch. `runtime` is that of a
 * function over it, with one AXB app; `access` is what a test puts things in with, past the count.
 */
export const startCountedStore = async () => {
  const store = await startMemoryStore();
  const { tables } = store;
  const calls: StoreCall[] = [];
  const logs: string[] = [];
  const hooks: { before?: (call: StoreCall) => void } = {};
  const documents = documentsAround((call) => {
    calls.push(call);
    hooks.before?.(call);
    return carryOut(store.documents, call);
  });
  const environment = {
    ...tables,
    CONFIG_URI: 'file:///configuration.json',
    ACCESS_URI,
    RECORDINGS_BUCKET: 'recordings',
    EVENT_BUS_NAME: 'events',
    EVENTS_QUEUE_URL: 'https://sqs.local/untold-events',
    AWS_REGION: 'local',
  };
  return {
    tables,
    /** The lines that the functions wrote, metrics included. */
    logs,
    /** `before` is called before each request. */
    hooks,
    runtime: createTestRuntime({
      environment,
      clock: () => COUNTED_NOW,
      documents: () => notedDocuments(documents),
      writeLog: (line) => logs.push(line),
      readConfiguration: documentReader(configurationDocument([RIDES], '127.0.0.1')),
    }),
    access: {
      documents: store.documents,
      sealer: createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]),
      lookup: createLookupKeys(new Uint8Array(32).fill(2)),
      clock: () => COUNTED_NOW,
    },
    headers: { authorization: `Bearer ${API_KEY}` },
    /** Which requests the work makes: the function of the port with its table or index. */
    requestsOf: async (work: () => Promise<unknown>): Promise<readonly string[]> => {
      calls.length = 0;
      await work();
      return calls.map(({ name, input }) => `${name} ${nameOf(tables, input)}`);
    },
    stop: store.stop,
  };
};

const nameOf = (tables: Readonly<Record<string, string>>, input: StoreCall['input']): string => {
  const [variable = ''] = Object.entries(tables).find(([, table]) => table === input.table) ?? [];
  const table = variable.replace('_TABLE', '').toLowerCase();
  return 'index' in input && input.index ? `${table}.${input.index}` : table;
};

/** How often each request was made. */
export const tally = (requests: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const request of requests) counts[request] = (counts[request] ?? 0) + 1;
  return counts;
};
