import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkHouse } from '../../../tools/house/check-house.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'house-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const plant = (path: string, text: string): void => {
  mkdirSync(join(directory, dirname(path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};

/** What the command ends with, and what it prints before its last line. */
const check = () => {
  const { findings } = checkHouse(directory);
  return { status: findings.length === 0 ? 0 : 1, findings };
};

describe('the command of the house rules', () => {
  const run = () => {
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'tools/house/main.ts'), directory], {
      encoding: 'utf8',
    });
    return { status, lines: stdout.trim().split('\n') };
  };

  it('ends with 0 when nothing is found', () => {
    plant('shared/calls/call.ts', 'export const reservation = 1;\n');

    expect(run()).toEqual({ status: 0, lines: ['1 files, 0 findings'] });
  });

  it('prints a line a finding and ends with 1', () => {
    plant('docs/page.md', 'Good words.\nanother room\nit mends itself\n');

    const { status, lines } = run();

    expect(status).toBe(1);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^retired words: docs\/page\.md:2: "/);
    expect(lines[2]).toBe('1 files, 2 findings');
  });
});

describe('the house rules', () => {
  it('find nothing in a file that keeps them', () => {
    plant('shared/calls/call.ts', 'export const reservation = 1;\n');

    expect(check()).toEqual({ status: 0, findings: [] });
  });

  it.each([
    ['functions/bind', 0],
    ['shared/calls', 1],
    ['tools/house', 1],
    ['simulator/calls', 1],
    ['resources', 1],
    ['packages/client/src', 1],
    ['examples/local', 1],
    ['simulator/tests', 0],
    ['tests/unit/calls', 0],
  ])('report a sixteenth file in %s: %i', (folder, findings) => {
    const files = findings === 0 && folder.startsWith('functions') ? 15 : 16;
    for (let file = 0; file < files; file += 1) plant(`${folder}/file-${file}.ts`, '');

    const { status, findings: found } = check();

    expect([status, found]).toEqual(
      findings === 0 ? [0, []] : [1, [`files a folder: ${folder}: 16 files, at most 15`]],
    );
  });

  it.each([
    'const seatStore = 1;',
    'const takeSeat = 1;',
    'a claim of a pair',
    'createPursueBinding()',
    'const rivals = [];',
    'it is settled by asking',
    'takeComplaint(it)',
    'RecordingUpkeep',
    'kept pushes are fed again',
    'another room',
    'it mends itself',
    'it is no number',
    'must be a whole number',
  ])('report the retired word in: %s', (line) => {
    plant('docs/page.md', `Good words.\n${line}\n`);

    const { status, findings } = check();

    expect(status).toBe(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^retired words: docs\/page\.md:2: "/);
  });

  it.each([
    'what is no longer there',
    'there is no one left',
    'Promise.allSettled(all)',
    'an amendment',
    'the claimant',
  ])('let pass: %s', (line) => {
    plant('docs/page.md', line);

    expect(check()).toEqual({ status: 0, findings: [] });
  });

  it.each([
    ['shared/calls/call.ts', '/** What a call is made of. */', 'What'],
    ['functions/bind/handler.ts', '// Who calls.', 'Who'],
    ['tools/a.mjs', ' * Names a file. Whose it is, the name tells.', 'Whose'],
    ['simulator/a.cjs', '  // Whatever comes is read.', 'Whatever'],
    ['tests/unit/a.test.ts', 'const a = 1; // Whoever was first has it.', 'Whoever'],
    ['tests/unit/a.test.ts', ' * Is it there? What is left?', 'What'],
    ['resources/a.yml', '# What an operator must hear of.', 'What'],
    ['resources/a.yml', 'Name: a # Who reads it.', 'Who'],
    ['packages/client/src/a.ts', '/** What a caller gets. */', 'What'],
  ])(
    'report a comment in %s with a sentence that does not begin with its subject: %s',
    (path, line, word) => {
      plant(path, `\n${line}\n`);

      expect(check()).toEqual({
        status: 1,
        findings: [`sentences: ${path}:2: "${word}", begin with the subject`],
      });
    },
  );

  it.each([
    ['shared/calls/call.ts', '/** The parts of a call: what came, and who called. */'],
    ['shared/calls/call.ts', '// Whole seconds. Whether it is known, the CDR tells.'],
    ['tools/a.ts', "const description = 'X stays. What can change is listed.';"],
    ['tools/a.ts', "const url = 'http://Who.example';"],
    ['resources/a.yml', 'Description: What an operator reads'],
    ['docs/page.md', '// What a page says.'],
  ])('let pass in %s: %s', (path, line) => {
    plant(path, `${line}\n`);

    expect(check()).toEqual({ status: 0, findings: [] });
  });

  it('report a name that two files export', () => {
    plant('shared/calls/call.ts', 'export type Place = string;\nexport const place = 1;\n');
    plant('tools/openapi/call.ts', 'export const Place = 1;\n');
    plant('simulator/calls/call.ts', 'export type Place = string;\n');

    expect(check()).toEqual({
      status: 1,
      findings: ['exported names: Place is exported by shared/calls/call.ts and tools/openapi/call.ts'],
    });
  });

  it('let a published package have names of its own, each of them once', () => {
    plant('shared/calls/call.ts', 'export type Place = string;\n');
    plant('packages/client/src/call.ts', 'export type Place = string;\n');
    plant('packages/platform/src/call.ts', 'export type Place = string;\n');
    plant('packages/platform/src/other.ts', 'export type Place = string;\n');

    expect(check()).toEqual({
      status: 1,
      findings: [
        'exported names: Place is exported by packages/platform/src/call.ts and packages/platform/src/other.ts',
      ],
    });
  });

  it('let a schema and its type share a name, and functions their handlers', () => {
    plant('shared/calls/call.ts', 'export const Call = 1;\nexport type Call = number;\n');
    plant('functions/bind/handler.ts', 'export const createHandler = 1;\n');
    plant('functions/unbind/handler.ts', 'export const createHandler = 1;\n');

    expect(check()).toEqual({ status: 0, findings: [] });
  });

  it.each([
    ['process.env', "const region = process.env['REGION'];"],
    ["from 'node:process'", "import { env } from 'node:process';"],
    ['Date.now(', 'const at = Date.now();'],
    ['new Date()', 'const at = new Date();'],
    ['Math.random', 'const chance = Math.random();'],
  ])('report %s outside the runtime, in source and not in comments', (found, line) => {
    for (const path of [
      'shared/calls/call.ts',
      'functions/bind/index.ts',
      'shared/runtime/runtime.ts',
      'tools/a.ts',
    ])
      plant(path, `${line}\n`);
    plant('shared/calls/comment.ts', `// ${line}\n`);

    const { status, findings } = check();

    expect(status).toBe(1);
    expect(findings.map((finding) => finding.split(': ').slice(1).join(': ')).sort()).toEqual([
      `functions/bind/index.ts: ${found} is for shared/runtime only`,
      `shared/calls/call.ts: ${found} is for shared/runtime only`,
    ]);
  });
});

describe('lint', () => {
  const lint = (path: string, lines: number): string => {
    plant(
      'biome.json',
      JSON.stringify({ root: true, extends: [join(ROOT, 'biome.json')], vcs: { enabled: false } }),
    );
    plant(path, `export const long = () => {\n${'  console.info(1);\n'.repeat(lines)}};\n`);
    const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--colors=off', path];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
    return `${stdout}${stderr}`;
  };

  it.each(['functions/bind/handler.ts', 'shared/calls/call.ts', 'tools/a.ts', 'simulator/calls/calls.ts'])(
    'reports a function of more than 60 lines in %s',
    (path) => {
      expect(lint(path, 70)).toContain('noExcessiveLinesPerFunction');
    },
  );

  it('lets a function of 50 lines pass', () => {
    expect(lint('shared/calls/call.ts', 50)).not.toContain('noExcessiveLinesPerFunction');
  });
});
