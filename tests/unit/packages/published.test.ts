import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage, type PackageName } from '../../../tools/packages/build-package.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const NAMES = ['client', 'platform'] as const;

/** A folder of somebody who has the two packages, what they depend on, and nothing else of this project. */
const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const Packed = v.array(v.object({ name: v.string(), files: v.array(v.object({ path: v.string() })) }));

const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

const npm = (...args: readonly string[]): string => {
  const script = process.env['npm_execpath'];
  const isScript = script !== undefined && /npm-cli[.]c?js$/.test(script);
  const command: readonly string[] = isScript ? [process.execPath, script] : ['npm'];
  const { stdout } = spawnSync(command[0] ?? '', [...command.slice(1), ...args], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32' && !isScript,
  });
  return stdout;
};

/** Builds a package beside its own files, as `npm pack` finds them. */
const build = async (name: PackageName): Promise<Metafile> => {
  const target = join(folder, 'packages', name);
  for (const file of ['package.json', 'README.md', 'LICENSE'])
    cpSync(join(ROOT, 'packages', name, file), join(target, file));
  return buildPackage(name, join(target, 'dist'));
};

const link = (name: string): void =>
  symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'junction');

let inputs: Readonly<Record<PackageName, readonly string[]>>;
let packed: v.InferOutput<typeof Packed>;
beforeAll(async () => {
  const [client, platform] = await Promise.all([build('client'), build('platform')]);
  inputs = { client: Object.keys(client.inputs), platform: Object.keys(platform.inputs) };
  const args = NAMES.map((name) => `./packages/${name}`);
  packed = v.parse(Packed, JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts', ...args)));
  for (const [index, { name, files }] of packed.entries())
    for (const { path } of files)
      cpSync(join(folder, 'packages', NAMES[index] ?? '', path), join(folder, 'node_modules', name, path));
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers']) link(name);
  rmSync(join(folder, 'packages'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
});

const filesOf = (name: string): readonly string[] =>
  packed.find((one) => one.name === name)?.files.map(({ path }) => path) ?? [];

describe('a published package', () => {
  it.each(NAMES)('has its module, its declarations and what goes along, and no source: %s', (name) => {
    const files = filesOf(`privatenumber-${name}`);

    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.d.ts', 'dist/index.js', 'package.json']),
    );
    expect(files.filter((path) => !/^(?:LICENSE|README[.]md|package[.]json|dist\/)/.test(path))).toEqual([]);
    expect(files.filter((path) => /^dist\//.test(path) && !/[.](?:js|d[.]ts|txt)$/.test(path))).toEqual([]);
  });

  it.each(NAMES)(
    'says where it runs, under which licence, and has no script that an install runs: %s',
    (name) => {
      const manifest = JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'));

      expect(manifest).toMatchObject({ license: 'MIT', type: 'module', engines: { node: '>=20.19' } });
      expect(Object.keys(manifest.scripts)).toEqual(['prepack']);
      expect(readFileSync(join(ROOT, 'packages', name, 'LICENSE'), 'utf8')).toBe(
        readFileSync(join(ROOT, 'LICENSE'), 'utf8'),
      );
    },
  );

  it('is made of nothing of AWS, no store and no function; the client of nothing but itself', () => {
    const foreign = inputs.platform.filter(
      (path) => !/^(?:packages\/platform\/src|shared|node_modules\/valibot)\//.test(path),
    );
    const stored = /^shared\/(?:aws|storage|sealing|runtime|http)\/|\/(?:dynamo|s3|secrets)-/;

    expect(foreign).toEqual([]);
    expect(inputs.platform.filter((path) => stored.test(path))).toEqual([]);
    expect(inputs.client.filter((path) => !path.startsWith('packages/client/src/'))).toEqual([]);
    expect(filesOf('privatenumber-platform')).toContain('dist/NOTICES.txt');
  });
});

/** Uses each package as its README does, and makes mistakes that its types must find. */
const CONSUMER = `
import { createClient, hasProblemCode, parseEvent, type Problem } from 'privatenumber-client';
import { createPlatformClient, readPush, verifyPush } from 'privatenumber-platform';

const client = createClient({ baseUrl: 'https://api.example.com', apiKey: 'any' });
export const made = async (): Promise<string | undefined> => {
  const { bindingId } = await client.post('/bindings', { body: { mode: 'AXB', a: '1', b: '2' } });
  for await (const { outcome } of client.items('/calls', { bindingId })) if (outcome) return outcome.text;
  return (await client.get('/bindings/{bindingId}', { params: { path: { bindingId } } })).x;
};
export const codeOf = (error: unknown): Problem['code'] | undefined =>
  hasProblemCode(error, 'pool-exhausted') ? error.code : undefined;
export const talkOf = (body: unknown): number | null => {
  const event = parseEvent(body);
  return event?.type === 'call.ended' ? event.data.talkSeconds : 0;
};
// @ts-expect-error an event of another kind has no such field
export const noTalk = parseEvent('')?.data.talkSeconds;
// @ts-expect-error AXB needs B
export const noB = client.post('/bindings', { body: { mode: 'AXB', a: '1' } });
// @ts-expect-error a misspelt field
export const misspelt = client.post('/bindings', { body: { mode: 'AX', a: '1', referense: 'order' } });
// @ts-expect-error not a list
export const noList = client.items('/health', {});
// @ts-expect-error a code that the API does not have
export const noCode = hasProblemCode(undefined, 'no-such-code');

const app = { mode: 'AXB', appKey: 'any', appSecret: 'any' } as const;
const platform = createPlatformClient(app);
export const bound = async (): Promise<string> => {
  const result = await platform.bind({ a: '1', b: '2', record: true, recordTone: 'tone' });
  return result.kind === 'ok' ? result.value.subscriptionId : result.kind;
};
// @ts-expect-error carriers block recorded calls without an announcement
export const silent = platform.bind({ a: '1', b: '2', record: true });
// @ts-expect-error mode AXB has no temporary callee
export const callee = platform.setTemporaryCallee;
// @ts-expect-error mode X has no bindings
export const x = createPlatformClient({ ...app, mode: 'X' }).bind;
export const received = (headers: Headers, body: Uint8Array) => {
  const verdict = verifyPush(headers, body, [app]);
  return verdict.kind === 'verified' ? readPush(body, verdict.app).items.map(({ kind }) => kind) : [];
};
`;

/** The examples of both READMEs, a file each. */
const examples = (): readonly string[] =>
  NAMES.flatMap((name) =>
    [
      ...readFileSync(join(ROOT, 'packages', name, 'README.md'), 'utf8').matchAll(/^```ts\n(.+?)^```$/gms),
    ].map(([, code = ''], index) => {
      const file = `${name}-${index}.ts`;
      writeFileSync(join(folder, file), code);
      return file;
    }),
  );

describe('somebody who has installed both packages', () => {
  // With TypeScript 5, because the declarations were made by TypeScript 7; and without the types of Node.js, so that nothing of
  // ours needs them. The examples alone read the environment.
  it('compiles strictly, the examples of the READMEs as well', () => {
    const files = ['consumer.ts', 'environment.d.ts', ...examples()];
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
    writeFileSync(
      join(folder, 'environment.d.ts'),
      'declare const process: { env: Record<string, string> };',
    );
    const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--skipDefaultLibCheck'];
    const how = ['--target', 'es2023', '--lib', 'es2023,dom', '--module', 'nodenext'];
    const compiler = join(ROOT, 'packages/client/node_modules/typescript/bin/tsc');

    const { stdout } = node(compiler, ...options, ...how, ...files);

    expect(stdout).toBe('');
    expect(files).toHaveLength(5);
  });

  it.each([
    ['client-1.ts', 'EVENTS_SECRET is missing'],
    ['platform-0.ts', 'APP_KEY or APP_SECRET is missing'],
  ])('is told what an example lacks that has no secret: %s', (example, fault) => {
    examples();

    const { status, stderr } = node(example);

    expect(stderr).toContain(`Error: ${fault}`);
    expect(status).toBe(1);
  });

  it('has the public names, and calls with them, without anything else of this project', () => {
    writeFileSync(
      join(folder, 'consumer.mjs'),
      `import * as client from 'privatenumber-client';
       import * as platform from 'privatenumber-platform';
       const app = { mode: 'AXB', appKey: 'k', appSecret: 's', baseUrl: 'http://127.0.0.1:9' };
       const bound = await platform.createPlatformClient(app).bind({ a: '13800000001', b: '13900000002' });
       const asked = await client.createClient({ baseUrl: 'http://127.0.0.1:9', apiKey: 'k', retries: 0 })
         .get('/health').catch((error) => error.name);
       console.log(JSON.stringify([Object.keys(client), Object.keys(platform), bound.kind, asked]));`,
    );

    const { stdout, stderr } = node('consumer.mjs');

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      [
        ...['ApiError', 'EventError', 'NoAnswerError', 'RecordingError', 'createClient', 'createHandleOnce'],
        ...['hasProblemCode', 'isEvent', 'parseEvent', 'verifyDelivery'],
      ],
      [
        ...['CLOSE_CALL', 'DISCARD_TEXT', 'connectCall', 'createPlatformClient', 'forwardText'],
        ...['readPush', 'signRequest', 'verifyPush'],
      ],
      'unanswered',
      'NoAnswerError',
    ]);
  });
});
