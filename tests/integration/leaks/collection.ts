import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { inspect } from 'node:util';
import * as v from 'valibot';
import { vi } from 'vitest';
import type { Sink } from '../../harness/leaks/find-leaks.ts';

/** Where numbers, texts or keys stand because somebody is to have them, with the reason. All else is searched. */
export const MEANT_TO_HAVE_THEM = {
  'answers of the API to a full reader': 'contract §3: the caller has a scope that shows them',
  'answers of the API to a masked reader':
    'contract §8: texts and references as they are, but numbers shortened',
  'answers of our webhooks': 'the platform asks whom it is to connect, or who gets the text',
  'requests to the platform':
    'it connects these people; its interface has numbers in bodies and query strings',
  'sheets of an operator':
    'private numbers and references are what bills and the pool are about; no person is in them',
  'file of an export': 'the copy for the person, readable by its owner alone',
} as const;
type Reader = keyof typeof MEANT_TO_HAVE_THEM;

const Created = v.object({ request: v.instance(ClientRequest) });

/** Everything that left the service, by whether it may hold what was planted. */
export const startCollection = () => {
  const sinks: Sink[] = [];
  const readers = new Map<Reader, string[]>();
  const add = (name: string, text: unknown): void => {
    sinks.push({
      name,
      text: typeof text === 'string' ? text : inspect(text, { depth: 9, maxStringLength: null }),
    });
  };
  const toReader = (reader: Reader, text: string): void => {
    readers.set(reader, [...(readers.get(reader) ?? []), text]);
  };

  // A function that writes past its logger would be heard here; what the tests themselves print is nothing.
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((...written) => add(`console.${method}`, written));
  for (const stream of ['stdout', 'stderr'] as const)
    vi.spyOn(process[stream], 'write').mockImplementation((written) => {
      add(stream, String(written));
      return true;
    });

  /** The request lines and headers of all requests but those of `fetch`, which tests use. */
  const requests: { line: string; headers: string; host: string }[] = [];
  const noteRequest = (message: unknown): void => {
    const { request } = v.parse(Created, message);
    const line = `${request.method} ${request.path}`;
    requests.push({
      line,
      headers: JSON.stringify(request.getHeaders()),
      host: String(request.getHeader('host')),
    });
  };
  subscribe('http.client.request.created', noteRequest);

  return {
    sinks,
    readers,
    requests,
    add,
    toReader,
    stop: (): void => {
      unsubscribe('http.client.request.created', noteRequest);
      vi.restoreAllMocks();
    },
  };
};
export type Collection = ReturnType<typeof startCollection>;
