import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../../tools/local-stack/template.ts';

type Statement = { Sid: string; Action: string[]; Resource: string[] };

const page = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8');
const [, policy = '{}'] = /```json\n(\{ "Version": "2012-10-17".*?)```/s.exec(page) ?? [];
const { Statement: statements }: { Statement: Statement[] } = JSON.parse(policy);

const functionsIn = (texts: readonly string[], quote = ''): readonly string[] =>
  readdirSync(join(ROOT, 'functions')).filter((name) =>
    texts.some((text) => text.includes(`${quote}${name}${quote}`)),
  );

it('the policy for operators lets them invoke the functions that their commands name, and no others', () => {
  const code = globSync('tools/commands/**/*.ts', { cwd: ROOT }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  const named = functionsIn(code, "'");

  const invoking = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));

  expect(functionsIn(invoking.flatMap(({ Resource }) => Resource))).toEqual(named);
  expect(invoking.flatMap(({ Action }) => Action)).toEqual(invoking.map(() => 'lambda:InvokeFunction'));
});

it('the policy for operators has a part for every command', () => {
  const commands = globSync('tools/commands/*/arguments.ts', { cwd: ROOT }).map((file) =>
    basename(dirname(file)),
  );

  expect(statements.map(({ Sid }) => Sid).sort()).toEqual(commands.sort());
});
