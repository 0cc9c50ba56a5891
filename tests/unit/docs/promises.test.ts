import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { ROOT } from '../../../tools/local-stack/template.ts';
import vitestConfig from '../../../vitest.config.ts';

const page = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
const [, section = ''] = page.split('## Promises of safe operation\n');
const [table = ''] = section.split('\n## ');

/** Promise and commands of each row; a row in bold is the head of those below it. */
const ROWS = [...table.matchAll(/^\| (?!\*\*|Promise |---)(.+?) \| (.+) \|$/gm)].map(
  ([, promise = '', commands = '']) => [promise, commands] as const,
);

const isThere = (path: string): boolean => globSync(path, { cwd: ROOT }).length > 0;

const PROJECTS = (vitestConfig.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? [String(project.test?.name)] : [],
);

/** The reason why a command could not be run on a fresh clone; `undefined` for one that can. */
const faultOf = (command: string): string | undefined => {
  const [first, second, third = '', ...words] = command.split(' ');
  if (first === 'npm' && second === 'test' && third === '--')
    return words.length === 0 ? 'no path' : words.find((path) => !isThere(`${path}{,/**/*.test.ts}`));
  if (first === 'npm' && second === 'run')
    return Object.hasOwn(packageJson.scripts, third) ? undefined : third;
  if (first !== 'node' || second !== 'tools/with-node24.mjs') return 'unknown command';
  if (third !== 'bin:vitest') return isThere(third) ? undefined : third;
  const projects = words.filter((word) => !['run', '--project'].includes(word));
  return projects.find((project) => !PROJECTS.includes(project));
};

/** The parts of a cell that are commands; other code in it is a step, an option or a file. */
const commandsIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`((?:npm|node) [^`]+)`/g)].map(([, command = '']) => command);

describe('the table of promises', () => {
  it('has a row of each part of it', () => {
    const heads = [...table.matchAll(/^\| \*\*(.+)\*\* \| \|$/gm)].map(([, head]) => head);
    expect(heads).toEqual([
      ...[
        'Settings',
        'Deployment',
        'China',
        'Events',
        'Access',
        'Keys',
        'Export',
        'The platform is down',
        'Usage',
        'Least privilege',
      ],
      ...['Reporting of A', 'Privacy', 'Leaks', 'Alarms', 'Operation', 'Checks', 'Packages', 'Documents'],
      'Consoles',
      'The pool',
    ]);
    expect(ROWS.length).toBeGreaterThan(30);
  });

  it.each(ROWS)('has a command that can be run: %s', (_promise, cell) => {
    const commands = commandsIn(cell);

    expect(commands.length).toBeGreaterThan(0);
    expect(commands.map(faultOf)).toEqual(commands.map(() => undefined));
  });

  it.each([
    ['npm test -- tests/unit/docs tests/unit/gone.test.ts', 'tests/unit/gone.test.ts'],
    ['npm test --', 'no path'],
    ['npm run chekc', 'chekc'],
    ['node tools/with-node24.mjs tools/gone.ts', 'tools/gone.ts'],
    ['node tools/with-node24.mjs bin:vitest run --project units', 'units'],
    ['make test', 'unknown command'],
    ['npm run check', undefined],
  ])('would report %s', (command, fault) => {
    expect(faultOf(command)).toBe(fault);
  });
});
