import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');

/** Rule, a file that breaks it, and what that file imports. */
const BREAKS = [
  ['no-cycles', 'shared/calls/one.ts', './two.ts'],
  ['no-arrow-up-from-layer-0', 'shared/kernel/outward.ts', '../http/problem.ts'],
  ['no-arrow-up-from-layer-1', 'shared/storage/upward.ts', '../calls/call.ts'],
  ['no-arrow-up-from-layer-2', 'shared/http/upward.ts', '../platform/client/signature.ts'],
  ['no-arrow-up-from-layer-3', 'shared/bindings/upward.ts', '../platform/client/signature.ts'],
  ['no-arrow-up-from-layer-4', 'shared/platform/upward.ts', '../runtime/apps.ts'],
  ['no-arrow-up-from-layer-5', 'shared/runtime/upward.ts', '../../functions/bind/handler.ts'],
  ['kernel-stands-alone', 'shared/kernel/outward.ts', '../http/problem.ts'],
  ['kernel-has-no-io', 'shared/kernel/io.ts', 'node:http'],
  ['handlers-have-no-sdk', 'functions/bind/handler.ts', '@aws-sdk/client-dynamodb'],
  ['functions-are-islands', 'functions/bind/schema.ts', '../unbind/handler.ts'],
  ['index-is-a-leaf', 'tools/composed.ts', '../functions/bind/index.ts'],
  ['index-is-a-leaf', 'shared/runtime/composed.ts', '../../functions/bind/index.ts'],
  ['config-is-for-composition', 'functions/health/handler.ts', '../../shared/runtime/apps.ts'],
  [
    'composition-is-imported-by-composition',
    'shared/bindings/wired.ts',
    '../runtime/compose/compose-bindings.ts',
  ],
  ['domain-knows-no-edge', 'shared/bindings/http.ts', '../http/problem.ts'],
  ['platform-has-no-storage', 'shared/platform/stored.ts', '../storage/dynamo.ts'],
  ['aws-stands-alone', 'shared/aws/stored.ts', '../storage/dynamo.ts'],
  ['edge-knows-no-domain', 'shared/http/calls.ts', '../calls/call.ts'],
  ['fields-know-models', 'shared/http/call-fields.ts', '../calls/call.ts'],
  ['production-imports-no-tests', 'shared/http/built.ts', '../../tests/builders/one.ts'],
  ['production-imports-no-tests', 'shared/http/tooled.ts', '../../tools/openapi/one.ts'],
  ['tools-import-no-tests', 'tools/commands/built.ts', '../../tests/builders/one.ts'],
  ['simulator-stands-apart', 'simulator/http/sign.ts', '../../shared/platform/client/signature.ts'],
  ['packages-are-for-others', 'tools/commands/published.ts', '../../packages/client/src/one.ts'],
  ['packages-are-for-others', 'simulator/http/published.ts', '../../packages/client/src/one.ts'],
  ['client-package-stands-alone', 'packages/client/src/ours.ts', '../../../shared/kernel/ids.ts'],
  ['client-package-stands-alone', 'packages/client/src/other.ts', '../../platform/src/one.ts'],
  ['platform-package-has-no-stack', 'packages/platform/src/stored.ts', '../../../shared/storage/dynamo.ts'],
  ['platform-package-has-no-stack', 'packages/platform/src/set.ts', '../../../shared/runtime/apps.ts'],
  ['platform-package-has-no-stack', 'packages/platform/src/tooled.ts', '../../../tools/openapi/one.ts'],
  ['examples-use-the-packages-alone', 'examples/ride/inside.ts', '../../shared/kernel/ids.ts'],
  ['examples-use-the-packages-alone', 'examples/ride/tested.ts', '../../tests/builders/one.ts'],
  ['examples-are-for-readers', 'tools/commands/copied.ts', '../../examples/local/one.ts'],
  ['resolvable', 'shared/http/lost.ts', './missing.ts'],
] as const;

/** The imports that the rules allow. */
const FINE = [
  ['functions/unbind/handler.ts', '../../shared/kernel/ids.ts'],
  ['functions/unbind/index.ts', '../../shared/runtime/compose/compose-bindings.ts'],
  ['shared/http/binding-fields.ts', '../bindings/model/binding.ts'],
  ['tests/unit/composed.test.ts', '../../functions/bind/index.ts'],
  ['tests/unit/published.test.ts', '../../packages/client/src/one.ts'],
  ['examples/ride/run.ts', '../../packages/client/src/one.ts'],
  ['tests/integration/played.test.ts', '../../examples/local/one.ts'],
  ['packages/platform/src/signs.ts', '../../../shared/platform/client/signature.ts'],
  ['shared/bindings/dynamo-store.ts', '@aws-sdk/client-dynamodb'],
] as const;

const ONE = 'export const one = 1;\n';
const imports = (target: string): string => `import { one } from '${target}';\nexport const two = one;\n`;

const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...[
        'shared/http/problem.ts',
        'shared/runtime/apps.ts',
        'shared/runtime/compose/compose-bindings.ts',
        'shared/calls/call.ts',
        'shared/bindings/model/binding.ts',
      ],
      ...['shared/storage/dynamo.ts', 'shared/platform/client/signature.ts', 'shared/kernel/ids.ts'],
      ...['functions/bind/index.ts', 'tests/builders/one.ts', 'tools/openapi/one.ts'],
      ...['packages/client/src/one.ts', 'packages/platform/src/one.ts', 'examples/local/one.ts'],
    ].map((path) => [path, ONE]),
  ),
  ...Object.fromEntries(
    [...BREAKS.map(([, from, to]) => [from, to]), ...FINE].map(([from, to]) => [from, imports(`${to}`)]),
  ),
  'shared/calls/two.ts': imports('./one.ts'),
  'shared/pushes/intake/there.ts': imports('../decisions/one.ts'),
  'shared/pushes/decisions/back.ts': imports('../intake/one.ts'),
  'shared/pushes/intake/one.ts': ONE,
  'shared/pushes/decisions/one.ts': ONE,
  'shared/bindings/types.ts': "import type { One } from '../http/problem.ts';\nexport type Two = One;\n",
  'package.json': '{"type":"module","dependencies":{"@aws-sdk/client-dynamodb":"3"}}',
  'node_modules/@aws-sdk/client-dynamodb/package.json': '{"main":"index.js"}',
  'node_modules/@aws-sdk/client-dynamodb/index.js': 'exports.one = 1;\n',
};

let directory: string;
let violations: { from: string; rule: { name: string } }[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rules-'));
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(join(directory, dirname(path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  const args = ['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const output = await new Promise<string>((resolve) => {
    const script = [
      CRUISER,
      ...args,
      'functions',
      'shared',
      'tools',
      'simulator',
      'packages',
      'tests',
      'examples',
    ];
    execFile(process.execPath, script, { cwd: directory }, (_error, stdout) => resolve(stdout));
  });
  violations = JSON.parse(output).summary.violations;
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const brokenBy = (file: string): string[] =>
  violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

describe('dependency rules', () => {
  it.each(BREAKS)('report that %s is broken by %s importing %s', (rule, from) => {
    expect(brokenBy(from)).toContain(rule);
  });

  it.each(FINE)('let %s import %s', (from) => {
    expect(brokenBy(from)).toEqual([]);
  });

  it('report two folders that import each other, although no two files do', () => {
    expect(brokenBy('shared/pushes/intake')).toEqual(['no-folder-cycles']);
    expect(brokenBy('shared/pushes/decisions')).toEqual(['no-folder-cycles']);
    expect(brokenBy('shared/pushes/intake/there.ts')).toEqual([]);
  });

  it('hold for types as well', () => {
    expect(brokenBy('shared/bindings/types.ts')).toEqual(['domain-knows-no-edge']);
  });
});
