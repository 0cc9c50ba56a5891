import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listen, startDynamo, startS3, stopServer } from '../../tools/local-stack/engines.ts';
import { ROOT } from '../../tools/local-stack/template.ts';
import { waitUntil } from '../../tools/local-stack/wait-until.ts';
import { signedHeaders } from '../builders/pushes.ts';
import { curlLinesOf, jsonBlocksOf, readCurlLine } from './curl-lines.ts';
import { freePorts } from './free-ports.ts';
import { notingEngine } from './noting-engine.ts';

type Run = Readonly<{ child: ChildProcess; output: () => string; exit: Promise<number | null> }>;

const running: Run[] = [];
/** By a signal that is passed on: what is killed outright leaves the stack that it started behind. */
const stop = async (runs: readonly Run[]): Promise<void> => {
  for (const { child } of runs) child.kill('SIGTERM');
  await Promise.all(runs.map(({ exit }) => exit));
};
afterEach(() => stop(running.splice(0)));

/** `npm start` as npm runs it, on ports of its own; ended after the test. */
const start = (args: readonly string[], variables: Readonly<Record<string, string>>): Run => {
  const run = startUntilStopped(args, variables);
  running.push(run);
  return run;
};

const startUntilStopped = (args: readonly string[], variables: Readonly<Record<string, string>>): Run => {
  const script = join(ROOT, 'tools', 'with-node24.mjs');
  const child = spawn(process.execPath, [script, 'tools/local-stack/start.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...variables },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output: () => output, exit };
};

/** Waits until it serves. @throws {Error} with what it printed when it ends before */
const served = async ({ output, exit }: Run): Promise<void> => {
  let ended = false;
  void exit.then(() => {
    ended = true;
  });
  try {
    await waitUntil('the end of the start', 170_000, async () =>
      ended || output().includes('Serving until') ? true : undefined,
    );
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}; it printed:\n${output()}`);
  }
  if (ended) throw new Error(`npm start has ended; it printed:\n${output()}`);
};

const ports = async (): Promise<Record<string, string>> => {
  const [PORT, LAMBDA_PORT, SIMULATOR_PORT] = (await freePorts(3)).map(String);
  return { PORT: `${PORT}`, LAMBDA_PORT: `${LAMBDA_PORT}`, SIMULATOR_PORT: `${SIMULATOR_PORT}` };
};

/** A push of the demo app. */
const signedNow = (nonce?: string): Record<string, string> =>
  signedHeaders({
    ...(nonce === undefined ? {} : { nonce }),
    appKey: 'demo-axb-app-key-0001',
    appSecret: 'demo-axb-app-secret-0001',
    created: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  });

/** The path of the Invoke API before a function's folder. */
const FUNCTIONS = '/2015-03-31/functions/privatenumber-local-';

/** Would be a CDR if the broken byte were replaced on its way to the function. */
const NO_UTF8 = Buffer.from('{"eventType":"fee","feeLst":[{"sessionId":"no-utf8-\xff"}]}', 'latin1');

describe('npm start', () => {
  it('--once ticks every step with the apps of docs/commands.md, on other engines, with nobody at EVENTS_URL', async () => {
    const [apps = ''] = jsonBlocksOf(
      await readFile(join(ROOT, 'docs/commands.md'), 'utf8'),
      'Environment of npm start',
    );
    const folder = await mkdtemp(join(tmpdir(), 'apps-'));
    await writeFile(join(folder, 'apps.json'), apps);
    // DynamoDB Local keeps the tables of each access key apart.
    const keys = new Set<string>();
    const started = await Promise.all([startDynamo(), startS3()]);
    const engines = await Promise.all(started.map((engine) => notingEngine(engine, keys)));
    const [dynamo, s3] = engines.map(({ endpoint }) => endpoint);
    const { exit, output } = start(['--once'], {
      ...(await ports()),
      ...{ DYNAMODB_ENDPOINT: `${dynamo}`, S3_ENDPOINT: `${s3}` },
      ...{ APPS_FILE: join(folder, 'apps.json'), EVENTS_URL: 'http://127.0.0.1:9/' },
    });

    const code = await exit;

    await Promise.all(engines.map((engine) => engine.stop()));
    await rm(folder, { recursive: true });
    expect(output()).not.toContain('✘');
    expect(output().match(/✔/g)).toHaveLength(8);
    expect(code).toBe(0);
    expect([...keys]).toEqual(['local']);
  });

  it('names a port that is in use in one line and exits with 1', async () => {
    const variables = await ports();
    const other = createServer().listen(Number(variables['PORT']), '127.0.0.1');
    await once(other, 'listening');
    const { exit, output } = start(['--once'], variables);

    const code = await exit;
    other.close();

    expect(output()).toBe(`npm start: port ${variables['PORT']} is in use; set PORT to another one\n`);
    expect(code).toBe(1);
  });

  it('serves on HOST until it is told to stop, and needs no proxy and no AWS settings of the person', async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const [HOST, shown] = addresses.some(({ address }) => address === '::1')
      ? ['::1', '[::1]']
      : ['127.0.0.1', '127.0.0.1'];
    const nowhere = 'http://127.0.0.1:9';
    const person = {
      NODE_USE_ENV_PROXY: '1',
      ...{ HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, ALL_PROXY: nowhere, http_proxy: nowhere },
      ...{ AWS_USE_DUALSTACK_ENDPOINT: 'true', AWS_USE_FIPS_ENDPOINT: 'true' },
    };
    const variables = await ports();
    const run = start([], { ...variables, ...person, HOST });
    const { child, exit, output } = run;

    await served(run);
    const address = `http://${shown}:${variables['PORT']}/health`;
    const health = await fetch(address);
    child.kill('SIGINT');
    const code = await exit;

    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    await expect(fetch(address)).rejects.toThrow();
    expect(output().match(/✔/g)).toHaveLength(8);
    expect(output()).toContain(`http://${shown}:${variables['PORT']}/health`);
    expect(output()).toContain(`http://${shown}:${variables['LAMBDA_PORT']}\n`);
    expect(output()).toContain(
      [
        `  Operator console    http://${shown}:${variables['PORT']}/console (key: local-api-key)`,
        `  Simulated platform  http://${shown}:${variables['SIMULATOR_PORT']}/console`,
      ].join('\n'),
    );
    expect(code).toBe(0);
  });

  it('names every wrong setting at once', async () => {
    const variables = {
      ...(await ports()),
      LAMBDA_PORT: 'x',
      SIMULATOR_PORT: '6000',
      DYNAMODB_ENDPOINT: 'nowhere',
      APPS_FILE: '/not/there.json',
    };
    const { exit, output } = start(['--twice'], variables);

    const code = await exit;

    expect(output().trim().split('\n')).toEqual([
      'npm start: unknown argument --twice; the only one is --once',
      'npm start: LAMBDA_PORT must be an integer from 0 to 65535',
      'npm start: DYNAMODB_ENDPOINT must be an http or https URL',
      'npm start: APPS_FILE /not/there.json cannot be read',
      'npm start: port 6000 is refused by fetch and browsers; set SIMULATOR_PORT to another one',
    ]);
    expect(code).toBe(1);
  });
});

/** The fields of every event, whatever it tells (docs/events). */
const Heard = v.object({
  items: v.array(
    v.looseObject({
      id: v.string(),
      type: v.string(),
      'detail-type': v.string(),
      source: v.string(),
      app: v.string(),
      reference: v.string(),
      bindingId: v.string(),
      occurredAt: v.pipe(v.string(), v.isoTimestamp()),
    }),
  ),
});

describe('what npm start serves', () => {
  let variables: Record<string, string>;
  let run: Run | undefined;
  /** The listener at `EVENTS_URL`, away for the first post. */
  const posted: { id: string; secret: string | undefined }[] = [];
  let tries = 0;
  const listener = createHttpServer((request, response) => {
    void text(request).then((body) => {
      const isAway = tries === 0;
      tries += 1;
      if (!isAway) posted.push({ ...JSON.parse(body), secret: request.headers.authorization });
      response.writeHead(isAway ? 503 : 200).end();
    });
  });
  beforeAll(async () => {
    const eventsUrl = `http://127.0.0.1:${await listen(listener, '127.0.0.1')}/events`;
    variables = { ...(await ports()), EVENTS_URL: eventsUrl, EVENTS_SECRET: 'secret-1' };
    run = startUntilStopped([], variables);
    await served(run);
  });
  afterAll(async () => {
    await stop(run === undefined ? [] : [run]);
    await stopServer(listener);
  });

  it('has told the events of the journey at GET /events and to EVENTS_URL, in order', async () => {
    const url = `http://127.0.0.1:${variables['LAMBDA_PORT']}/events`;
    const told = await waitUntil('the last event', 120_000, async () => {
      const { items } = v.parse(Heard, await (await fetch(url)).json());
      return items.length === 5 && posted.length === 5 ? items : undefined;
    });

    expect(run?.output()).toContain(`Events              ${url}\n`);
    // Changes of different tables come by streams of their own, so only those of one are in order.
    expect(told.map(({ type }) => type).sort()).toEqual([
      ...['binding.active', 'binding.released', 'call.ended', 'message.received', 'recording.archived'],
    ]);
    expect(told.at(-1)?.type).toBe('binding.active');
    expect(new Set(told.map(({ id }) => id)).size).toBe(5);
    const [{ bindingId, reference } = { bindingId: '', reference: '' }] = told;
    for (const event of told)
      expect(event).toMatchObject({ source: 'privatenumber', app: 'rides', bindingId, reference });
    expect(reference).toMatch(/^journey-\d+$/);
    expect(JSON.stringify(told)).not.toMatch(/861[378]0000000/);
    expect(posted.map(({ id }) => id).toReversed()).toEqual(told.map(({ id }) => id));
    expect(new Set(posted.map(({ secret }) => secret))).toEqual(new Set(['secret-1']));
  });

  it('answers as API Gateway would where serverless-offline does not', async () => {
    const key = { authorization: 'Bearer local-api-key', 'content-type': 'application/json' };
    const requests: readonly (readonly [path: string, init: RequestInit])[] = [
      ['/bindings?x=%2B8617000000001', {}],
      ['/bindings', { method: 'POST', headers: key, body: '"text"' }],
      ['/bindings', { method: 'POST', headers: key, body: 'null' }],
      ['/%zz', {}],
      ['/health/', {}],
      ['/bindings/?a=%2B8613800000001', { headers: key }],
      ['/bindings', { method: 'POST', headers: key, body: Buffer.alloc(11 * 1024 * 1024, 32) }],
      ['/webhooks/cdrs', { method: 'POST', headers: signedNow(), body: NO_UTF8 }],
    ];

    const answers = await Promise.all(
      requests.map(async ([path, init]) => {
        const response = await fetch(`http://127.0.0.1:${variables['PORT']}${path}`, init);
        const { code } = JSON.parse(await response.text());
        return `${response.status} ${code} ${response.headers.get('content-type')}`;
      }),
    );

    expect(answers).toEqual([
      '401 unauthorized application/problem+json',
      '400 invalid-request application/problem+json',
      '400 invalid-request application/problem+json',
      '400 invalid-request application/problem+json',
      '404 not-found application/problem+json',
      '404 not-found application/problem+json',
      '413 payload-too-large application/problem+json',
      '404 not-found application/problem+json',
    ]);
  });

  it('has no CORS, as deployed, and refuses pages from elsewhere', async () => {
    const api = `http://127.0.0.1:${variables['PORT']}`;
    const authorization = 'Bearer local-api-key';
    const search = { method: 'POST', body: '{"app":"rides"}' };
    const requests: readonly RequestInit[] = [
      { ...search, headers: { authorization, origin: 'http://127.0.0.1:9' } },
      { ...search, headers: { authorization, origin: 'null' } },
      {
        method: 'OPTIONS',
        headers: { origin: 'http://127.0.0.1:9', 'access-control-request-method': 'POST' },
      },
      { ...search, headers: { authorization, origin: api } },
      { method: 'OPTIONS', headers: { origin: api, 'access-control-request-method': 'POST' } },
      search,
    ];

    const answers = [];
    for (const init of requests) {
      const { status, headers } = await fetch(`${api}/bindings/search`, init);
      answers.push([status, [...headers.keys()].filter((name) => name.startsWith('access-control'))]);
    }

    expect(answers).toEqual([
      [403, []],
      [403, []],
      [403, []],
      [200, []],
      [404, []],
      [401, []],
    ]);
  });

  it.each(['/webhooks/cdr', '/webhooks/cdr/'])('takes in a push that is not UTF-8: %s', async (path) => {
    const init = { method: 'POST', headers: signedNow(), body: NO_UTF8 };

    const response = await fetch(`http://127.0.0.1:${variables['PORT']}${path}`, init);

    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('knows again what it has: a push that comes twice, and a binding that is asked for twice', async () => {
    const at = (path: string, init: RequestInit) =>
      fetch(`http://127.0.0.1:${variables['PORT']}${path}`, init);
    const feeLst = [
      { sessionId: 'twice', appName: 'demo', callerNum: '+8613800000071', calleeNum: '+8617000000001' },
    ];
    const push = { method: 'POST', body: JSON.stringify({ eventType: 'fee', feeLst }) };
    const body = JSON.stringify({ mode: 'AXB', a: '+8613800000071', b: '+8613900000072' });
    const headers = { authorization: 'Bearer local-api-key', 'content-type': 'application/json' };

    const pushes = [];
    for (const nonce of ['twice-1', 'twice-1', 'twice-2'])
      pushes.push(await at('/webhooks/cdr', { ...push, headers: signedNow(nonce) }));
    const binds = [];
    for (let time = 0; time < 2; time += 1)
      binds.push(await at('/bindings', { method: 'POST', headers, body }));
    const [one, again] = await Promise.all(
      binds.map(async (answer) => v.parse(v.object({ bindingId: v.string() }), await answer.json())),
    );

    expect(pushes.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(binds.map(({ status }) => status)).toEqual([201, 200]);
    expect(again).toEqual(one);
    const ended = await at(`/bindings/${one?.bindingId}`, { method: 'DELETE', headers });
    expect(ended.status).toBe(200);
  });

  it('has a demo app of every mode, which carries calls and texts', async () => {
    const post = async (port: string | undefined, path: string, body: object) => {
      const headers = { authorization: 'Bearer local-api-key' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return JSON.parse(await response.text());
    };
    const [a, b, stranger] = ['+8613800000011', '+8613900000012', '+8613800000013'];
    const pair = { a, b };
    const bodies = [
      { mode: 'AXB', ...pair },
      { mode: 'AX', a },
      { mode: 'AXE', a },
      { mode: 'AXYB', ...pair },
      { mode: 'X', ...pair, x: '+8617000000041' },
    ];

    const bound = [];
    for (const body of bodies) bound.push(await post(variables['PORT'], '/bindings', body));
    const texts = [];
    for (const { from, at } of [
      { from: b, at: 0 },
      { from: stranger, at: 1 },
      { from: a, at: 4 },
    ]) {
      const text = { from, to: bound[at].x, content: 'On my way' };
      texts.push((await post(variables['SIMULATOR_PORT'], '/control/texts', text)).delivered?.to);
    }
    const call = { from: b, to: bound[4].x, outcome: 'answered', talkSeconds: 5 };
    const placed = await post(variables['SIMULATOR_PORT'], '/control/calls', call);

    expect(bound.map(({ mode, status }) => `${mode} ${status}`)).toEqual([
      'AXB active',
      'AX active',
      'AXE active',
      'AXYB active',
      'X active',
    ]);
    expect(texts).toEqual([a, a, b]);
    expect(placed.stateCode).toBe(0);
  });

  it('takes every example of a bind from the OpenAPI document as it stands', async () => {
    const { paths } = JSON.parse(await readFile(join(ROOT, 'docs', 'openapi.json'), 'utf8'));
    const examples = Object.entries(
      paths['/bindings'].post.requestBody.content['application/json'].examples,
    ) as [string, { value: object }][];
    const headers = { authorization: 'Bearer local-api-key' };

    const answers = [];
    for (const [name, { value }] of examples) {
      const init = { method: 'POST', headers, body: JSON.stringify(value) };
      const response = await fetch(`http://127.0.0.1:${variables['PORT']}/bindings`, init);
      answers.push(`${name} ${response.status} ${JSON.parse(await response.text()).extension ?? ''}`.trim());
    }

    expect(answers).toEqual(['shortest 201', 'recorded 201', 'AX 201', 'AXE 201 012', 'AXYB 201', 'X 201']);
  });

  it('takes the other examples about people from the OpenAPI document as they stand', async () => {
    const { paths } = JSON.parse(await readFile(join(ROOT, 'docs', 'openapi.json'), 'utf8'));
    const headers = { authorization: 'Bearer local-api-key' };
    const at = (path: string) => `http://127.0.0.1:${variables['PORT']}${path}`;
    const post = async (path: string) => {
      const examples: Record<string, { value: object }> =
        paths[path].post.requestBody.content['application/json'].examples;
      const [example] = Object.values(examples);
      const response = await fetch(at(path), {
        method: 'POST',
        headers,
        body: JSON.stringify(example?.value),
      });
      return { status: response.status, body: JSON.parse(await response.text()) };
    };

    const answers = [await post('/parties/change'), await post('/reports'), await post('/blocks')];
    const lifted = await fetch(at(`/blocks/${answers[2]?.body.blockId}`), { method: 'DELETE', headers });

    expect(answers.map(({ status }) => status)).toEqual([200, 202, 201]);
    expect(lifted.status).toBe(200);
  });

  it('does what README does first: bind, hear of the call, bill it, and the rest to the end', async () => {
    const page = await readFile(join(ROOT, 'README.md'), 'utf8');
    const lines = curlLinesOf(page, 'The three things a business does first');
    const ports = { 3000: 'PORT', 3001: 'LAMBDA_PORT', 3100: 'SIMULATOR_PORT' };
    const here = (text: string) =>
      Object.entries(ports).reduce(
        (url, [port, name]) => url.replace(`:${port}/`, `:${variables[name]}/`),
        text,
      );
    const known: Record<string, string> = {};
    const run = async (line = '') => {
      const filled = line.replaceAll(/<(\w+)>/g, (_whole, name: string) => known[name] ?? '');
      const { url, init } = readCurlLine(filled);
      const response = await fetch(here(url), init);
      return { status: response.status, body: JSON.parse(await response.text()) };
    };
    /** An event, and a sum, come some moments after what they tell of. */
    const until = (
      what: string,
      line: string | undefined,
      isThere: (item: Record<string, unknown>) => boolean,
    ) => waitUntil(what, 20_000, async () => (await run(line)).body.items.find(isThere));

    const bound = await run(lines[0]);
    Object.assign(known, { x: bound.body.x, bindingId: bound.body.bindingId });
    const called = await run(lines[1]);
    const heard = await until(
      'the event of the call',
      lines[2],
      ({ type, bindingId }) => type === 'call.ended' && bindingId === known['bindingId'],
    );
    const billed = await until('the sum of the order', lines[3], ({ reference }) => reference === 'order-42');
    const usage = await run(lines[3]);
    const read = await run(lines[4]);
    known['callId'] = read.body.items[0].callId;
    const archived = await run(lines[5]);
    const recording = await run(lines[6]);
    const ended = await run(lines[7]);

    expect(lines).toHaveLength(8);
    expect([bound, called, archived, recording, ended].map(({ status }) => status)).toEqual([
      201, 200, 200, 200, 200,
    ]);
    expect(heard).toMatchObject({ reference: 'order-42', data: { talkSeconds: 80, billedMinutes: 2 } });
    expect(billed).toMatchObject({
      calls: 1,
      billedMinutes: 2,
      amounts: [{ currency: 'CNY', calls: '0.12', messages: '0.00', numbers: '0.00', total: '0.12' }],
    });
    // README shows every field of both answers.
    const [boundShown = '', , usageShown = ''] = jsonBlocksOf(page, 'The three things a business does first');
    const missing = (shown: string, body: object) =>
      Object.keys(body).filter((name) => !shown.includes(`"${name}":`));
    expect(missing(boundShown, bound.body)).toEqual([]);
    expect([...missing(usageShown, usage.body), ...missing(usageShown, billed)]).toEqual([]);
    expect(missing(usageShown, billed.amounts[0])).toEqual([]);
    expect(recording.body).toMatchObject({ contentType: 'audio/wav', sizeBytes: 640_058 });
    expect(ended.body.status).toBe('released');
  });

  it('has one clock: signatures, expiry, pushes and recordings go on when it is advanced by days, and back', async () => {
    const send = async (port: string | undefined, method: string, path: string, body?: object) => {
      const headers = { authorization: 'Bearer local-api-key' };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return { status: response.status, body: JSON.parse((await response.text()) || '{}') };
    };
    const api = (method: string, path: string, body?: object) => send(variables['PORT'], method, path, body);
    const control = (path: string, body: object) =>
      send(variables['SIMULATOR_PORT'], 'POST', `/control/${path}`, body);
    const pair = { mode: 'AXB', a: '+8613800000061', b: '+8613900000062', record: true };
    const before = await api('POST', '/bindings', { ...pair, ttlSeconds: 86_400 });

    await control('advance', { seconds: 3 * 86_400 });
    await send(variables['LAMBDA_PORT'], 'POST', `${FUNCTIONS}binding-sweeper/invocations`, {});
    const expired = await api('GET', `/bindings/${before.body.bindingId}`);
    const after = await api('POST', '/bindings', pair);
    await control('calls', { from: pair.a, to: after.body.x, outcome: 'answered', talkSeconds: 9 });
    const calls = await api('GET', `/calls?bindingId=${after.body.bindingId}`);
    await control('reset', {});
    const back = await api('POST', '/bindings', { ...pair, a: '+8613800000063' });

    const [created, createdAfter, createdBack] = [before, after, back].map(({ body }) =>
      Date.parse(body.createdAt),
    );
    const [call] = calls.body.items;
    expect([before, after, back].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(expired.body.status).toBe('expired');
    expect(Number(createdAfter) - Number(created)).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(call).toMatchObject({ answered: true, talkSeconds: 9 });
    expect(Date.parse(call.recording.deadlineAt) - Number(createdAfter)).toBeGreaterThan(6.9 * 86_400_000);
    expect(Number(createdBack) - Number(created)).toBeLessThan(86_400_000);
  });
});
