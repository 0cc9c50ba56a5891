import { execFile } from 'node:child_process';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { consoleOf } from './console.ts';

const COMMAND = join(import.meta.dirname, '../../../tools/commands/ops.ts');

describe('npm run reconcile', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
    lambda = await startLambdaApi(stack);
  });
  afterAll(async () => {
    await lambda.stop();
    await stack.close();
  });

  /** The command as a person starts it, but for npm; where it looks for a stage is its endpoint. */
  const run = (...written: string[]): Promise<{ status: number; out: string; error: string }> =>
    new Promise((resolve) => {
      const endpoint = written.includes('--endpoint-url') ? [] : ['--endpoint-url', lambda.endpoint];
      const args = [COMMAND, 'reconcile', ...endpoint, ...written];
      execFile(process.execPath, args, (failure, out, error) =>
        resolve({ status: failure === null ? 0 : Number(failure.code), out, error }),
      );
    });

  it('reports, repairs, and says by its exit what is left', async () => {
    const answer = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(1), b: person(2), x: xNumber(5) },
    });
    const { bindingId, subscriptionId } = answer.body as { bindingId: string; subscriptionId: string };
    await consoleOf(stack).unbind(subscriptionId);

    const seen = await run('--app', 'rides');
    const repaired = await run('--app', 'rides', '--repair', '--json');
    const agreed = await run('--app', 'rides');

    expect([seen.status, repaired.status, agreed.status]).toEqual([1, 0, 0]);
    expect(seen.out).toContain('rides (AXB): 20 numbers compared; 0 bindings there, 1 live here');
    expect(seen.out).toContain(`X …05  binding ${bindingId}`);
    expect(JSON.parse(repaired.out)).toMatchObject({
      findings: [{ kind: 'missing-there', bindingId, action: 'repaired' }],
    });
    expect(agreed.out).toContain('Both sides agree.');
    const place = `stage local, ${lambda.endpoint}\n`;
    expect([seen, repaired, agreed].map(({ error }) => error)).toEqual([place, place, place]);
  });

  it('adopts what a file names, and says what is left by ids and two digits', async () => {
    const theConsole = consoleOf(stack);
    const one = await theConsole.bind(xNumber(6), person(11), person(12));
    const other = await theConsole.bind(xNumber(7), person(13), person(14));
    const line = (subscriptionId: string, b: string) =>
      `${JSON.stringify({ subscriptionId, b, reference: `order ${b.slice(-2)}` })}\n`;
    const file = join(await mkdtemp(join(tmpdir(), 'adopt-')), 'bindings.jsonl');
    await writeFile(file, line(one, person(12)) + line(other, person(15)), { mode: 0o600 });

    const adopt = ['--app', 'rides', '--adopt', '--file', file];
    const dry = await run(...adopt, '--dry-run');
    const first = await run(...adopt);
    await writeFile(file, line(one, person(12)) + line(other, person(14)));
    const second = await run(...adopt, '--json');
    const list = await stack.request('GET', '/bindings?app=rides&reference=order%2012');

    expect([dry.status, first.status, second.status]).toEqual([1, 1, 0]);
    expect(dry.out).toContain(`X …06  subscription ${one}  adoptable  - would be adopted`);
    expect(first.out).toContain('1 adopted, 0 here before, 0 gone there, 1 left');
    expect(first.out).toContain(
      `X …07  subscription ${other}  line-differs  - b: the line says otherwise than the platform`,
    );
    expect([dry, first, second].filter(({ out }) => /\d{11}/.test(out))).toEqual([]);
    expect(JSON.parse(second.out)).toMatchObject({
      adoptions: [
        { subscriptionId: one, outcome: 'owned' },
        { subscriptionId: other, outcome: 'adopted' },
      ],
    });
    expect(list.body).toMatchObject({ items: [{ subscriptionId: one, status: 'active' }] });
  });

  it('leaves a binding whose id is misspelt in the file, and says so', async () => {
    const one = await consoleOf(stack).bind(xNumber(8), person(21), person(22));
    const file = join(await mkdtemp(join(tmpdir(), 'adopt-')), 'bindings.jsonl');
    const line = { subscriptionId: one.toUpperCase(), reference: 'order 22' };
    await writeFile(file, JSON.stringify(line), { mode: 0o600 });

    const wrong = await run('--app', 'rides', '--adopt', '--file', file);
    await writeFile(file, JSON.stringify({ ...line, subscriptionId: one }));
    const right = await run('--app', 'rides', '--adopt', '--file', file);
    await writeFile(file, JSON.stringify({ ...line, subscriptionId: one, reference: 'order 23' }));
    const otherwise = await run('--app', 'rides', '--adopt', '--file', file, '--json');
    const list = await stack.request('GET', '/bindings?app=rides&reference=order%2022');

    expect([wrong.status, right.status, otherwise.status]).toEqual([1, 0, 0]);
    expect(wrong.out).toContain('0 adopted, 0 here before, 1 gone there, 1 left (1 not in the file)');
    expect(wrong.out).toContain(`X …08  subscription ${one}  not-in-file`);
    expect(JSON.parse(otherwise.out)).toMatchObject({
      adoptions: [{ subscriptionId: one, outcome: 'owned', differences: ['reference'] }],
    });
    expect(list.body).toMatchObject({ items: [{ subscriptionId: one, status: 'active' }] });
  });

  it('does not read a place behind all numbers as agreement', async () => {
    const noPlace = await run('--app', 'rides', '--from', 'zzzz');
    const behind = await run('--app', 'rides', '--from', 'r'.repeat(32));

    expect([noPlace.status, noPlace.out, behind.status, behind.out]).toEqual([2, '', 2, '']);
    expect(noPlace.error).toContain('refused: the event is not valid: from is not a place where a run was');
    expect(behind.error).toContain('refused: from: no number of the app comes at or behind it');
  });

  it.each([0o644, 0o620, 0o611])('refuses a file to which others have a right: %i', async (mode) => {
    const file = join(await mkdtemp(join(tmpdir(), 'adopt-')), 'bindings.jsonl');
    await writeFile(file, '{}');
    await chmod(file, mode);

    const refused = await run('--app', 'rides', '--adopt', '--file', file);

    expect([refused.status, refused.error]).toEqual([
      2,
      `stage local, ${lambda.endpoint}\n${file} must be its owner's alone: chmod 600 ${file}, or hand it over as - on standard input\n`,
    ]);
  });

  it('says what is wrong with its arguments, and exits with 2', async () => {
    const noApp = await run();
    const otherApp = await run('--app', 'others');

    expect([noApp.status, noApp.error]).toEqual([2, '--app is missing\n']);
    expect([otherApp.status, otherApp.error]).toEqual([
      2,
      `stage local, ${lambda.endpoint}\nrefused: there is no app with this name\n`,
    ]);
  });

  it('says where it asked and what to do when nobody answers there', async () => {
    const nobody = await run('--app', 'rides', '--endpoint-url', 'http://127.0.0.1:1');

    expect([nobody.status, nobody.error]).toEqual([
      2,
      'stage local, http://127.0.0.1:1\nnothing answers at http://127.0.0.1:1 (ECONNREFUSED): is npm start running? LAMBDA_PORT or --endpoint-url says where its Lambda API is\n',
    ]);
  });

  it('names the stage and what npm start needs when there is no account to ask', async () => {
    const args = [COMMAND, 'reconcile', '--app', 'rides'];
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const environment = { PATH, NODE_COMPILE_CACHE, AWS_CONFIG_FILE: '/dev/null' };
    const asked = await new Promise<{ code: unknown; error: string }>((resolve) =>
      execFile(process.execPath, args, { env: environment }, (failure, _out, error) =>
        resolve({ code: failure?.code, error }),
      ),
    );

    expect(asked).toEqual({
      code: 2,
      error:
        'stage dev: the region is missing: --region, AWS_REGION, AWS_DEFAULT_REGION, or region in the profile (for npm start: --stage local)\n',
    });
  });
});
