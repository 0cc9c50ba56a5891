import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../../tools/local-stack/template.ts';

type Statement = { Sid: string; Action: string[]; Resource: string[] };

const page = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8');
const [, policy = '{}'] = /```json\n(\{ "Version": "2012-10-17".*?)```/s.exec(page) ?? [];
const { Statement: statements }: { Statement: Statement[] } = JSON.parse(policy);

const functionsIn = (texts: readonly string[], before = '', after = ''): readonly string[] =>
  readdirSync(join(ROOT, 'functions')).filter((name) =>
    texts.some((text) => text.includes(`${before}${name}${after}`)),
  );

/** The part for what a command asks AWS itself. */
const READS = /Reads$/;

it('the policy for operators lets them invoke the functions that their commands name, and no others', () => {
  const code = globSync('tools/commands/**/*.ts', { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  // As the first argument of a call, or behind another one.
  const named = [...new Set([...functionsIn(code, "('", "',"), ...functionsIn(code, ", '", "',")])].sort();

  const invoking = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));

  expect(functionsIn(invoking.flatMap(({ Resource }) => Resource))).toEqual(named);
  expect(invoking.flatMap(({ Action }) => Action)).toEqual(invoking.map(() => 'lambda:InvokeFunction'));
});

it('the policy for operators has a part for every command', () => {
  const commands = globSync('tools/commands/*/arguments.ts', { cwd: ROOT }).map((file) =>
    basename(dirname(file)),
  );

  const parts = statements.map(({ Sid }) => Sid).filter((part) => !READS.test(part));

  expect(parts.sort()).toEqual(commands.sort());
});

it('the policy for operators has every right that a command tells to be missing', () => {
  const code = globSync('tools/commands/cloud/aws-*.ts', { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  const told = code.flatMap((text) =>
    [...text.matchAll(/seen\('([^']+)'/g)].flatMap(([, actions = '']) => actions.split(', ')),
  );

  const reading = statements.filter(({ Sid }) => READS.test(Sid)).flatMap(({ Action }) => Action);

  expect(told.length).toBeGreaterThan(10);
  expect([...new Set(reading)].sort()).toEqual([...new Set(told)].sort());
});
