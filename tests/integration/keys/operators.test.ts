import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSecretsManager } from '../../fakes/secrets-manager.ts';
import { API_KEY, person, RIDES } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { changeAccess, changeDocument, dataKey } from './change-document.ts';

const COMMAND = join(import.meta.dirname, '../../../tools/commands/ops.ts');
const SECRET = 'privatenumber-local-configuration';
const ACCESS_SECRET = 'privatenumber-local-access';
const HOUR_MS = 3_600_000;

type Document = Record<string, unknown> & { dataKeys: { id: string; key: string }[] };
type Ran = { status: number; out: string; error: string };

describe('an operator with the documents and the data keys', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
  let directory: string;
  /** How long ago the fake says a version was written. */
  let ageMs = 0;
  beforeEach(async () => {
    ageMs = 0;
    directory = await mkdtemp(join(tmpdir(), 'operator-'));
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
    await changeDocument(stack, () => ({
      dataKeys: [dataKey('test-1', 1)],
      lookupKey: dataKey('any', 2).key,
    }));
    lambda = await startLambdaApi(stack);
    secrets = await startSecretsManager([SECRET, ACCESS_SECRET], () => new Date(Date.now() - ageMs));
  });
  afterEach(async () => {
    await secrets.stop();
    await lambda.stop();
    await stack.close();
    await rm(directory, { recursive: true });
  });

  /** The command as a person starts it, but for npm. */
  const run = (written: readonly string[], input = ''): Promise<Ran> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
        AWS_REGION: 'cn-north-1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
      };
      const args = [COMMAND, ...written, '--endpoint-url', lambda.endpoint];
      const child = execFile(process.execPath, args, { env }, (failure, out, error) =>
        resolve({ status: failure === null ? 0 : Number(failure.code), out, error }),
      );
      child.stdin?.end(input);
    });
  const documentOfStack = async (): Promise<Document> =>
    JSON.parse(await readFile(fileURLToPath(stack.surroundings.environment.CONFIG_URI), 'utf8'));
  const latestText = (): string => secrets.textsOf(SECRET).at(-1) ?? '{}';
  const latest = (): Document => JSON.parse(latestText());
  /** The functions of the stack get the document of the secret. */
  const deliver = () => changeDocument(stack, latest);
  const set = (document: object, ...options: string[]) =>
    run(['config', 'set', '--file', '-', ...options], JSON.stringify(document));

  it('checks a document offline and names every fault at once, without a value', async () => {
    const document = await documentOfStack();
    const file = join(directory, 'document.json');
    await writeFile(
      file,
      JSON.stringify({ ...document, lookupKey: 'c2hvcnQ=', dataKeys: [], other: 'secret-77' }),
    );

    const faulty = await run(['config', 'check', '--file', file, '--json']);
    const marked = `\uFEFF${JSON.stringify(document)}`;
    const valid = await run(['config', 'check', '--file', '-'], marked);
    const former = JSON.stringify({ ...document, apiKeys: [{ name: 'shop', key: 'secret-77' }] });
    const ofRelease = await run(['config', 'check', '--file', '-', '--json'], former);
    const noJson = await run(['config', 'check', '--file', '-'], '{"lookupKey": secret-77');

    expect([faulty.status, JSON.parse(faulty.out)]).toEqual([
      1,
      {
        valid: false,
        faults: expect.arrayContaining([
          'dataKeys: must hold at least one data key',
          'lookupKey: must be 32 bytes in base64',
        ]),
      },
    ]);
    expect(valid).toEqual({ status: 0, out: 'the document is valid\n', error: '' });
    expect(noJson).toEqual({ status: 1, out: 'the document is not JSON: line 1, column 15\n', error: '' });
    expect([ofRelease.status, JSON.parse(ofRelease.out)]).toEqual([
      0,
      { valid: true, faults: [], notices: [expect.stringContaining('apiKeys: are ignored')] },
    ]);
    expect(faulty.out + ofRelease.out).not.toContain('secret-77');
    expect(secrets.heard).toEqual([]);
  });

  it('sets a document from a private file, sees what differs by names, shows it without secrets, and goes back', async () => {
    const document = await documentOfStack();
    const file = join(directory, 'document.json');
    await writeFile(file, JSON.stringify(document), { mode: 0o644 });
    await chmod(file, 0o644);

    const open = await run(['config', 'set', '--file', file]);
    await chmod(file, 0o600);
    const first = await run(['config', 'set', '--file', file]);
    const same = await run(['config', 'set', '--file', file]);
    const [app = {}] = document['apps'] as object[];
    const changed = {
      ...document,
      apps: [{ ...app, appSecret: 'another-secret-88', previousAppSecret: 'old-secret-88' }],
    };
    const dry = await set(changed, '--dry-run');
    const second = await set(changed);
    const shown = await run(['config', 'show']);
    const back = await run(['config', 'set', '--previous', '--json']);

    expect([open.status, open.error]).toEqual([2, expect.stringContaining(`chmod 600 ${file}`)]);
    expect([first.status, same.out]).toEqual([0, 'nothing differs from the document in force\n']);
    expect(first.out).toContain('dataKeys: test-1 added');
    const difference = 'apps: rides changed (appSecret, previousAppSecret added)\n';
    expect(dry).toEqual({
      status: 0,
      out: `${difference}Nothing was changed (--dry-run).\n`,
      error: `stage local, ${lambda.endpoint}\n`,
    });
    expect(second.out).toBe(`${difference}version version-2 is in force within five minutes\n`);
    expect(shown.out).toContain(`${SECRET}, version version-2 of `);
    expect(shown.out).toContain('"id": "test-1"');
    for (const secret of ['another-secret-88', 'old-secret-88', String(document['lookupKey']), '+8617'])
      expect(shown.out + second.out).not.toContain(secret);
    expect([back.status, JSON.parse(back.out)]).toMatchObject([
      0,
      { differences: ['apps: rides changed (appSecret, previousAppSecret removed)'], versionId: 'version-3' },
    ]);
    expect(latest()).toEqual(document);
    expect(new Set(secrets.heard.map(({ url }) => url))).toEqual(new Set(['/']));
  });

  it('cannot lose what is stored without --force', async () => {
    const document = await documentOfStack();
    await set(document);
    await stack.request('GET', '/numbers');
    ageMs = HOUR_MS;
    const early = await set({ ...document, dataKeys: [dataKey('next', 7), ...document.dataKeys] });
    await set({ ...document, dataKeys: [...document.dataKeys, dataKey('next', 7)] });
    const two = { ...document, dataKeys: [dataKey('next', 7), ...document.dataKeys] };
    await set(two);
    await deliver();

    const used = await set({ ...two, dataKeys: two.dataKeys.slice(0, 1) });
    const first = await set({ ...two, dataKeys: two.dataKeys.slice(1) });
    const lookup = await set({ ...two, lookupKey: dataKey('any', 9).key });
    const forced = await set({ ...two, lookupKey: dataKey('any', 9).key }, '--force');

    expect([early.status, early.out]).toEqual([
      1,
      expect.stringContaining('the new data key next would seal before every function can open with it'),
    ]);
    expect([used.status, used.out]).toEqual([
      1,
      expect.stringContaining(
        'refused: the data key test-1 still seals 20 stored values: npm run ops -- keys reseal',
      ),
    ]);
    expect([first.status, first.out]).toEqual([
      1,
      expect.stringContaining('the data key next is the first one'),
    ]);
    expect([lookup.status, lookup.out]).toEqual([
      1,
      expect.stringMatching(/refused: lookupKey, idKey or lookupChange differs.*\nNothing was changed\.\n$/),
    ]);
    expect(forced.status).toBe(0);
    expect(secrets.textsOf(SECRET)).toHaveLength(4);
  });

  it('loses nothing over a document that somebody has broken, and goes back to the one before', async () => {
    const document = await documentOfStack();
    await set(document);
    await stack.request('GET', '/numbers');
    secrets.put(SECRET, '{ "apps": [ oops-secret-99');
    await writeFile(fileURLToPath(stack.surroundings.environment.CONFIG_URI), latestText());
    await stack.advance(301);

    const lost = await set({ ...document, dataKeys: [dataKey('other', 5)] });
    const made = await run(['keys', 'new']);
    const back = await run(['config', 'set', '--previous']);

    expect([lost.status, lost.out]).toEqual([
      1,
      expect.stringContaining(
        'refused: the data key test-1 seals 20 stored values, and the document does not have it',
      ),
    ]);
    expect([made.status, made.error]).toEqual([
      2,
      expect.stringContaining('the document in force is faulty'),
    ]);
    expect([lost, made, back].map(({ out, error }) => out + error).join()).not.toContain('oops-secret-99');
    expect([back.status, latest()]).toEqual([0, document]);
  });

  /** The same document, as if it had been in force for an hour. */
  const letTimePass = (): void => {
    ageMs = HOUR_MS;
    secrets.put(SECRET, JSON.stringify(latest()));
    ageMs = 0;
  };

  it('rotates a data key: new, use, reseal, retire', async () => {
    await set(await documentOfStack());
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(1), b: person(2), reference: 'order-1' },
    });
    const { bindingId } = bound.body as { bindingId: string };

    const made = await run(['keys', 'new', '--json']);
    await deliver();
    const newId = (JSON.parse(made.out) as { dataKeyIds: string[] }).dataKeyIds[1] ?? '';
    const tooEarly = await run(['keys', 'use', newId]);
    letTimePass();
    const used = await run(['keys', 'use', newId]);
    await deliver();
    const tooEarlyAgain = await run(['keys', 'retire', 'test-1']);
    const listed = await run(['keys']);
    const resealed = await run(['keys', 'reseal', '--from', 'test-1', '--rate', '1000', '--json']);
    const document = latest();
    letTimePass();
    const dry = await run(['keys', 'retire', 'test-1', '--dry-run']);
    const retired = await run(['keys', 'retire', 'test-1']);
    await deliver();
    const left = await run(['keys', '--json']);
    const read = await stack.request('GET', `/bindings/${bindingId}`);

    expect(newId).toMatch(/^key-\d{4}-\d{2}-\d{2}-[0-9a-f]{6}$/);
    expect(made.out).not.toContain(document.dataKeys[0]?.key ?? '');
    for (const { status, out } of [tooEarly, tooEarlyAgain])
      expect([status, out]).toEqual([
        1,
        expect.stringMatching(
          /refused: the document was changed less than 10 minutes ago.*try again in 10 min/,
        ),
      ]);
    expect([used.status, used.out]).toEqual([0, expect.stringContaining(`data keys: ${newId}, test-1\n`)]);
    expect(listed.out).toContain(`1. ${newId}  0 days old  seals what is new`);
    expect(listed.out).toMatch(/^2\. test-1\n {5}bindings +binding +1$/m);
    expect(JSON.parse(resealed.out)).toMatchObject({ changed: 0, unreadableCount: 0 });
    expect(dry).toMatchObject({ status: 0, out: `data keys would be: ${newId}\n` });
    expect([retired.status, latest().dataKeys.map(({ id }) => id)]).toEqual([0, [newId]]);
    expect(JSON.parse(left.out)).toMatchObject({ dataKeyIds: [newId] });
    expect(read.status).toBe(200);
  });

  it('changes the look-up key in steps, each when its time has come, and shows no key', async () => {
    await set(await documentOfStack());
    await stack.request('POST', '/bindings', { body: { mode: 'AXB', a: person(1), b: person(2) } });
    /** The phase as if it had begun an hour ago. */
    const letPhaseAge = async (): Promise<void> => {
      const { lookupChange, ...rest } = latest();
      const since = new Date(Date.now() - HOUR_MS).toISOString();
      secrets.put(SECRET, JSON.stringify({ ...rest, lookupChange: { ...Object(lookupChange), since } }));
      await deliver();
    };

    const idle = await run(['keys', 'lookup-next', '--json']);
    const dry = await run(['keys', 'lookup-begin', '--dry-run']);
    const begun = await run(['keys', 'lookup-begin']);
    const { lookupChange: change, lookupKey, idKey } = latest();
    const twice = await run(['keys', 'lookup-begin']);
    const early = await run(['keys', 'lookup-next']);
    const dropped = await set(await documentOfStack());
    await letPhaseAge();
    const copied = await run(['keys', 'lookup-next', '--json']);
    const shown = await run(['keys', 'lookup']);

    expect(idle).toMatchObject({ status: 2, error: expect.stringContaining('no change of lookupKey') });
    expect(dry).toMatchObject({ status: 0, out: expect.stringContaining('begun (dry run): ') });
    expect(begun).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^begun since .*\nnext: ten minutes/),
    });
    expect([idKey, change]).toEqual([
      lookupKey,
      { phase: 'begun', since: expect.any(String), otherKey: expect.stringMatching(/^[\w+/]{43}=$/) },
    ]);
    expect(twice).toMatchObject({
      status: 1,
      out: expect.stringContaining('refused: a change of lookupKey'),
    });
    expect(early).toMatchObject({ status: 1, out: expect.stringContaining('less than 10 minutes ago') });
    expect(dropped).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^nothing differs .*\nidKey, lookupChange: taken over .*phase begun/),
    });
    expect([copied.status, JSON.parse(copied.out)]).toMatchObject([
      0,
      { phase: 'copied', work: { done: 2, changed: 0, unknown: 0, unreadableCount: 0 } },
    ]);
    expect(shown).toMatchObject({ status: 0, out: expect.stringMatching(/^copied since /) });
    for (const { out, error } of [begun, early, copied, shown])
      for (const key of [lookupKey, Object(change).otherKey]) expect(out + error).not.toContain(String(key));
  });

  it('rotates an app secret without a refused push or a failed call', async () => {
    const NEW_SECRET = 'test-app-secret-rides-0002';
    await set(await documentOfStack());
    const setApp = async (changes: object): Promise<void> => {
      const [{ previousAppSecret: _former, ...app } = {}] = latest()['apps'] as Record<string, unknown>[];
      expect((await set({ ...latest(), apps: [{ ...app, ...changes }] })).status).toBe(0);
      await deliver();
    };
    const bind = async (b: number): Promise<string> => {
      const body = { mode: 'AXB', a: person(1), b: person(b), reference: `order-${b}`, ttlSeconds: 86_400 };
      const answer = await stack.request('POST', '/bindings', { body });
      expect(answer.status, answer.text).toBe(201);
      return (answer.body as { x: string }).x;
    };
    const call = (x: string) => stack.control.placeCall({ from: person(1), to: x, outcome: 'busy' });
    /** A push as one that comes again may be signed. */
    const pushSignedWith = async (appSecret: string): Promise<unknown> => {
      const pushed = await stack.control.pushRaw({
        appKey: RIDES.appKey,
        kind: 'cdr',
        body: { eventType: 'fee', feeLst: [] },
        signing: { appSecret },
      });
      return pushed?.attempts.at(-1)?.status;
    };

    const x = await bind(2);
    await call(x);
    await setApp({ previousAppSecret: NEW_SECRET });
    const before = [await pushSignedWith(RIDES.appSecret), await pushSignedWith(NEW_SECRET)];
    await call(x);
    await stack.control.setApp(RIDES.appKey, { appSecret: NEW_SECRET });
    await call(x);
    await setApp({ appSecret: NEW_SECRET, previousAppSecret: RIDES.appSecret });
    const between = [await pushSignedWith(RIDES.appSecret), await pushSignedWith(NEW_SECRET)];
    await call(await bind(3));
    await setApp({ appSecret: NEW_SECRET });
    const refusedLines = stack.logs.filter((line) => line.includes('push-refused'));
    const after = [await pushSignedWith(RIDES.appSecret), await pushSignedWith(NEW_SECRET)];
    await call(await bind(4));
    const calls = await stack.request('GET', `/calls?party=${encodeURIComponent(person(1))}`);

    expect([before, between, after]).toEqual([
      [200, 200],
      [200, 200],
      [401, 200],
    ]);
    expect(refusedLines).toEqual([]);
    expect((calls.body as { items: object[] }).items).toHaveLength(5);
    expect(stack.logs.filter((line) => line.includes('"outcome":"auth"'))).toEqual([]);
  });

  it('rotates an API key: made, beside the old one, the old one taken out', async () => {
    const made = await run(['keys', 'api-key', '--json']);
    const { key, hash } = JSON.parse(made.out) as { key: string; hash: string };
    const former = JSON.parse(
      await readFile(fileURLToPath(stack.surroundings.environment.ACCESS_URI), 'utf8'),
    ) as { callers: { name: string }[] };
    const own = former.callers.find(({ name }) => name === 'tests');
    const statusWith = async (apiKey: string): Promise<number> => {
      const headers = { authorization: `Bearer ${apiKey}` };
      return (await stack.request('GET', '/numbers', { headers })).status;
    };
    const setAccess = async (callers: readonly object[]): Promise<Ran> => {
      const written = ['config', 'set', '--document', 'access', '--file', '-'];
      const ran = await run(written, JSON.stringify({ callers }));
      await changeAccess(stack, secrets.textsOf(ACCESS_SECRET).at(-1) ?? '');
      return ran;
    };

    await setAccess(former.callers);
    const before = [await statusWith(API_KEY), await statusWith(key)];
    const added = await setAccess([...former.callers, { ...own, hash }]);
    const both = [await statusWith(API_KEY), await statusWith(key)];
    const removed = await setAccess([...former.callers.filter((caller) => caller !== own), { ...own, hash }]);
    const after = [await statusWith(API_KEY), await statusWith(key)];
    const shown = await run(['config', 'show', '--document', 'access']);
    const inClear = await run(
      ['config', 'check', '--document', 'access', '--file', '-'],
      JSON.stringify({ callers: [{ name: 'shop', key, scopes: ['read'] }] }),
    );

    expect(key).toMatch(/^[\w-]{43}$/);
    expect([before, both, after]).toEqual([
      [200, 401],
      [200, 200],
      [401, 200],
    ]);
    expect([added.status, removed.status]).toEqual([0, 0]);
    expect(added.out).toContain('callers: tests (2) added');
    expect(shown.out).toContain('"name": "tests"');
    expect(shown.out + added.out + removed.out).not.toContain(hash);
    expect([inClear.status, inClear.out]).toEqual([1, expect.stringContaining('callers.0.key: must not be')]);
    expect(inClear.out).not.toContain(key);
  });
});
