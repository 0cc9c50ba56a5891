// EventBridge for one machine: `PutEvents`, the last events, and one that is posted to whoever wants them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { urlHost } from '../../../simulator/http/url-host.ts';
import { bytesOf } from '../changes/pass-on.ts';
import { LOCAL_REGION } from '../create-from-template.ts';
import { type Engine, listen, stopServer } from '../engines.ts';
import { ownRequestsOnly } from '../guard/own-requests.ts';
import { createPosts } from './post-events.ts';

/**
 * An event as a target of EventBridge gets it, with the fields of its detail beside it as well, where CloudEvents has them: so a
 * consumer of either form can be tried with it.
 */
export type HeardEvent = Readonly<Record<string, unknown>>;

/** A started bus. */
export type LocalBus = Engine &
  Readonly<{
    /** The last thousand, newest first. */
    events: () => readonly HeardEvent[];
    /** Refuses every request until it is told otherwise. */
    refuse: (refuses: boolean) => void;
  }>;

const MOST_KEPT = 1000;

const Request = v.object({
  Entries: v.pipe(
    v.array(
      v.object({
        EventBusName: v.string(),
        Source: v.string(),
        DetailType: v.string(),
        Detail: v.string(),
        Time: v.number(),
      }),
    ),
    v.minLength(1),
    v.maxLength(10),
  ),
});

type Options = Readonly<{
  host?: string;
  /** Where each event is posted, see {@link createPosts}. */
  eventsUrl?: string | undefined;
  /** Sent with each of them, see {@link createPosts}. */
  eventsSecret?: string | undefined;
}>;

/** Starts it on a free port. */
export const startEventBus = async (options: Options = {}): Promise<LocalBus> => {
  const { host = '127.0.0.1', eventsUrl, eventsSecret: secret } = options;
  let heard: readonly HeardEvent[] = [];
  let refuses = false;
  const posts =
    eventsUrl === undefined ? undefined : createPosts({ url: eventsUrl, secret, tell: tellPerson });

  const put = (text: string): object => {
    const { Entries } = v.parse(Request, JSON.parse(text));
    for (const entry of Entries) {
      const event = heardEvent(entry);
      heard = [event, ...heard].slice(0, MOST_KEPT);
      posts?.add(event);
    }
    return { FailedEntryCount: 0, Entries: Entries.map((_entry, at) => ({ EventId: `local-${at}` })) };
  };

  const server = createServer((request, response) => {
    answer(request, response, () => refuses, put).catch((error: unknown) =>
      response.writeHead(400).end(JSON.stringify({ __type: 'ValidationException', message: String(error) })),
    );
  });
  ownRequestsOnly(server, { host });
  const port = await listen(server, host);
  return {
    endpoint: `http://${urlHost(host)}:${port}`,
    events: () => heard,
    refuse: (refusing) => {
      refuses = refusing;
    },
    async stop() {
      await stopServer(server);
      await posts?.stop();
    },
  };
};

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  refuses: () => boolean,
  put: (text: string) => object,
): Promise<void> => {
  const body = await bytesOf(request);
  if (refuses()) {
    response.writeHead(503).end(JSON.stringify({ __type: 'InternalException' }));
    return;
  }
  const answered = put(body.toString('utf8'));
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answered));
};

type Entry = v.InferOutput<typeof Request>['Entries'][number];

const heardEvent = ({ Source, DetailType, Detail, Time }: Entry): HeardEvent => {
  const detail = v.parse(v.looseObject({ id: v.string() }), JSON.parse(Detail));
  return {
    ...detail,
    version: '0',
    'detail-type': DetailType,
    source: Source,
    account: '000000000000',
    time: new Date(Time * 1000).toISOString(),
    region: LOCAL_REGION,
    resources: [],
    detail,
  };
};

const tellPerson = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
