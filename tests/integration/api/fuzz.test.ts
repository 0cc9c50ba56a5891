import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate } from '../../../tools/local-stack/create-from-template.ts';
import { signedHeaders } from '../../builders/pushes.ts';
import { API_KEY, RIDES } from '../../harness/fixtures.ts';
import { type Route, routesOf } from '../../harness/routes.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { expectSound, type SeenAnswer } from './api-answers.ts';
import { bytesOfBody, type FuzzRequest, type Known, requestTo, strayTarget } from './arbitrary-requests.ts';
import { appsOf, somethingThere } from './something-there.ts';

const SEED = Number(
  process.env['FUZZ_SEED'] ?? process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31),
);
/** Requests handed to the handlers, and sent over HTTP; together at least ten thousand. */
const DIRECT = Number(process.env['FUZZ_DIRECT'] ?? 9_000);
const OVER_HTTP = Number(process.env['FUZZ_HTTP'] ?? 1_600);
const APPS = appsOf(DIRECT + OVER_HTTP);
/** So many are under way at once, as on a busy day. */
const AT_ONCE = 10;

/** Ends what hangs, also in a night of hundreds of thousands of requests. */
const mostMs = (requests: number): number => 60_000 + requests * 20;

const routes = routesOf(await loadTemplate()).filter(
  ({ method }) => method !== '$default' && method !== 'ANY',
);

/** Says what was sent; fast-check's own report would print the whole batch. */
const expectSoundAnswerTo = (sent: object | undefined, answer: SeenAnswer, route?: Route): void => {
  try {
    expectSound(answer, route?.functionFolder);
  } catch (cause) {
    throw new Error(`${JSON.stringify(sent).slice(0, 3000)}\nwas answered ${answer.status} ${answer.text}`, {
      cause,
    });
  }
};

const settings = <Sent>(numRuns: number, seed = SEED): fc.Parameters<Sent> => ({
  numRuns,
  seed,
  reporter: ({ failed, errorInstance, counterexamplePath }) => {
    if (failed) throw new Error(`FUZZ_SEED=${seed}, path ${counterexamplePath}`, { cause: errorInstance });
  },
});

/** The two with the largest bodies, one a mode. */
const MANIFOLD = ['POST /bindings', 'PATCH /bindings/{bindingId}'];

/** Requests to every route equally often, and to two of them some four times as often. */
const anyRequest = (known: Known) => {
  const to = (some: readonly Route[]) =>
    some.map((route) => fc.record({ route: fc.constant(route), request: requestTo(route, known) }));
  return fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...to(routes)) },
    {
      weight: 2,
      arbitrary: fc.oneof(...to(routes.filter(({ routeKey }) => MANIFOLD.includes(routeKey)))),
    },
  );
};

/** The mode of a binding that was answered. */
const modeOf = ({ status, text }: SeenAnswer): string => {
  const found = /"mode":"(AXB|AXYB|AXE|AX|X)","status"/.exec(status < 300 ? text : '');
  return found === null ? '' : ` ${found[1]}`;
};

const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];

/** The answers that the fuzzing gets to, in every mode. */
const REACHED = [
  ...MODES.map((mode) => `POST /bindings 201 ${mode}`),
  ...MODES.map((mode) => `DELETE /bindings/{bindingId} 200 ${mode}`),
  ...MODES.map((mode) => `PATCH /bindings/{bindingId} 200 ${mode}`),
  ...['PATCH /bindings/{bindingId} 400', 'PUT /bindings/{bindingId}/temporary-callee 200 AX'],
  ...['PUT /numbers 200', 'PUT /numbers 400', 'PATCH /numbers/{x} 200', 'POST /calls/{callId}/stop 200'],
  ...['bindings', 'calls', 'messages'].map((list) => `POST /${list}/search 200`),
  ...['call-events', 'cdr', 'sms', 'number-status'].map((kind) => `POST /webhooks/${kind} 200`),
];

/** A seed may leave out an answer that comes six times in 9000 requests, and never ten seeds in a row. */
const MOST_ROUNDS = 10;

describe(`bad input of any kind, seed ${SEED}`, () => {
  let stack: Stack;
  let known: Known;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  beforeAll(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: APPS,
      platformApps: APPS.map((app) => ({ ...app, pushUrls: {} })),
      simulator: { lockoutThreshold: 0 },
    });
    known = await somethingThere(stack, APPS);
  });
  afterAll(async () => {
    agent.destroy();
    await stack.close();
  });

  const headersOf = ({ as, headers, signer }: FuzzRequest): Record<string, string> => {
    if (as === 'none') return headers;
    if (as === 'key') return { ...headers, authorization: `Bearer ${API_KEY}` };
    const { appKey, appSecret } = APPS[signer % APPS.length] ?? RIDES;
    const signing = { appKey, appSecret, nonce: randomUUID(), created: '2026-03-01T08:00:00Z' };
    return { ...headers, ...signedHeaders(signing) };
  };

  const pathOf = (route: Route, { path, query }: FuzzRequest): string => {
    const filled = route.path.replaceAll(/\{(\w+)\}/g, (_found, name: string) =>
      encodeURIComponent(path[name]?.toWellFormed() ?? ''),
    );
    const search = new URLSearchParams(query).toString();
    return search === '' ? filled : `${filled}?${search}`;
  };

  /** As Lambda would call the function, without HTTP in between. */
  const invoke = async (route: Route, fuzz: FuzzRequest): Promise<SeenAnswer> => {
    const {
      statusCode,
      headers: answered,
      body,
    } = (await stack.invoke(route.functionFolder, {
      version: '2.0',
      routeKey: route.routeKey,
      rawPath: pathOf(route, fuzz).split('?')[0],
      headers: headersOf(fuzz),
      ...(Object.keys(fuzz.query).length === 0 ? {} : { queryStringParameters: fuzz.query }),
      pathParameters: fuzz.path,
      ...(fuzz.body === undefined ? {} : { body: bytesOfBody(fuzz.body)?.toString('base64') }),
      isBase64Encoded: true,
      requestContext: {
        requestId: randomUUID(),
        routeKey: route.routeKey,
        http: { method: route.method },
      },
    })) as { statusCode: number; headers?: Record<string, string>; body: string };
    return {
      status: statusCode,
      contentType: answered?.['content-type'],
      cacheControl: answered?.['cache-control'],
      text: body,
    };
  };

  const send = (method: string, path: string, fuzz?: FuzzRequest): Promise<SeenAnswer> =>
    new Promise((resolve, reject) => {
      const body = bytesOfBody(fuzz?.body);
      const headers = {
        ...(fuzz === undefined ? {} : headersOf(fuzz)),
        ...(body === undefined ? {} : { 'content-length': String(body.byteLength) }),
      };
      const outgoing = httpRequest(stack.url, { method, path, headers, agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            contentType: incoming.headers['content-type'],
            cacheControl: incoming.headers['cache-control'],
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const inBatches = <Item>(item: fc.Arbitrary<Item>) =>
    fc.array(item, { minLength: AT_ONCE, maxLength: AT_ONCE });

  it(
    `gets a clear refusal or a success from every function (${DIRECT} requests)`,
    async () => {
      const statuses = new Map<string, number>();
      const missed = () => REACHED.filter((place) => !statuses.has(place));

      // Were everything refused at the door, nothing behind it would have been tried.
      for (let round = 0; round === 0 || (round < MOST_ROUNDS && missed().length > 0); round++)
        await fc.assert(
          fc.asyncProperty(inBatches(anyRequest(known)), async (batch) => {
            const answers = await Promise.all(batch.map(({ route, request }) => invoke(route, request)));

            for (const [index, answer] of answers.entries()) {
              expectSoundAnswerTo(batch[index], answer, batch[index]?.route);
              const place = `${batch[index]?.route.routeKey} ${answer.status}${modeOf(answer)}`;
              statuses.set(place, (statuses.get(place) ?? 0) + 1);
            }
          }),
          settings(Math.ceil(DIRECT / AT_ONCE), SEED + round),
        );

      expect(missed()).toEqual([]);
      if (process.env['FUZZ_SHOW']) process.stdout.write(`${JSON.stringify([...statuses].sort())}\n`);
    },
    mostMs(DIRECT * MOST_ROUNDS),
  );

  it(
    `gets a clear refusal or a success over HTTP (${OVER_HTTP} requests)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(inBatches(anyRequest(known)), async (batch) => {
          const answers = await Promise.all(
            batch.map(({ route, request }) => send(route.method, pathOf(route, request), request)),
          );

          for (const [index, answer] of answers.entries())
            expectSoundAnswerTo(batch[index], answer, batch[index]?.route);
        }),
        settings(Math.ceil((OVER_HTTP * 3) / 4 / AT_ONCE)),
      );

      expect(stack.unhandled).toEqual([]);
    },
    mostMs(OVER_HTTP),
  );

  it('is 404 on a path or in a method that the API does not have', async () => {
    const known = (method: string, path: string) =>
      routes.some((route) => {
        const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
        return route.method === method && pattern.test(path.split('?')[0] ?? '');
      });

    await fc.assert(
      fc.asyncProperty(inBatches(strayTarget), async (batch) => {
        const stray = batch.filter(({ method, path }) => !known(method, path));
        const answers = await Promise.all(stray.map(({ method, path }) => send(method, path)));

        expect(answers.map(({ status }) => status)).toEqual(stray.map(() => 404));
        // An answer to HEAD has no body by the rules of HTTP.
        for (const [index, answer] of answers.entries())
          if (stray[index]?.method !== 'HEAD') expectSoundAnswerTo(stray[index], answer);
      }),
      settings(Math.ceil(OVER_HTTP / 4 / AT_ONCE)),
    );

    expect(stack.unhandled).toEqual([]);
  });

  it('leaves the objects of the process as they were', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});
