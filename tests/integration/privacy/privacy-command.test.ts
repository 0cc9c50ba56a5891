import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xNumber } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { openedItems } from './opened-items.ts';

const COMMAND = join(import.meta.dirname, '../../../tools/commands/ops.ts');
const PERSON = '+8613900003746';
const PARTNER = '+8613800006053';
const WORDS = 'I wait for you at the north gate';

type Ran = { status: number; out: string; error: string };

describe('npm run ops -- privacy, on tables of an engine', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'privacy-'));
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
    lambda = await startLambdaApi(stack);
    const x = xNumber(5);
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: PERSON, b: PARTNER, x, ttlSeconds: 3600, reference: 'trip 7' },
    });
    expect(bound.status, bound.text).toBe(201);
    await stack.control.placeCall({ from: PERSON, to: x, outcome: 'answered', talkSeconds: 12 });
    await stack.control.sendText({ from: PARTNER, to: x, content: WORDS });
  });
  afterAll(async () => {
    await lambda.stop();
    await stack.close();
    await rm(directory, { recursive: true });
  });

  const run = (written: readonly string[], input = PERSON): Promise<Ran> =>
    new Promise((resolve) => {
      const endpoint = written.includes('--endpoint-url') ? [] : ['--endpoint-url', lambda.endpoint];
      const args = [COMMAND, 'privacy', '--operator', 'dora', ...endpoint, ...written];
      const child = execFile(process.execPath, args, { cwd: directory }, (failure, out, error) =>
        resolve({ status: failure === null ? 0 : Number(failure.code), out, error }),
      );
      child.stdin?.end(input);
    });
  const place = () => `stage local, ${lambda.endpoint}\n`;
  const audits = async () =>
    (await stack.items('CALLS_TABLE')).filter(({ pk }) => String(pk).startsWith('E#')).length;
  /** Items that still show the digits, in the clear or sealed, beside the orders that act. */
  const named = async () =>
    (await openedItems(stack))
      .filter(({ pk, text }) => text.includes('13900003746') && !['PERSONS', 'ERASURES'].includes(pk))
      .map(({ pk }) => pk.split('#')[0]);

  it.each([
    ['in a pipe, with its end of line', '+8613900003746\n', '-'],
    ['in a pipe, as people write it', '  139 0000-3746\r\n', '-'],
    ['with 0086', '', '0086 139-0000-3746'],
    ['with full-width digits and brackets', '', '（＋８６）１３９００００３７４６'],
  ])('finds the same for the number %s', async (_name, input, party) => {
    const { status, out, error } = await run(['export', '--party', party, '--dry-run', '--json'], input);

    expect([status, error]).toEqual([0, place()]);
    const { found, unreadable, refused } = JSON.parse(out);
    expect(found).toMatchObject({ binding: 1, call: expect.any(Number), message: 1 });
    expect([unreadable, refused]).toEqual([0, false]);
    expect(out).not.toContain('3746');
  });

  it.each([
    [
      'nothing',
      '',
      expect.stringMatching(/^--party - reads the number from the standard input, and nothing came\n$/),
    ],
    [
      'an empty line',
      '\n',
      expect.stringMatching(/^manage-privacy failed: .*party must be a phone number.*\n$/),
    ],
    ['13 and 7', '13 and 7', expect.not.stringContaining('13 and 7')],
  ])('refuses %s in the pipe, without showing it', async (_name, input, message) => {
    const { status, out, error } = await run(['erase', '--party', '-'], input);

    const [first, ...lines] = error.split(/(?<=\n)/);
    expect([status, out, first, lines.join('')]).toEqual([2, '', place(), message]);
  });

  it('writes a copy that its owner alone can read, and says where', async () => {
    const { status, out, error } = await run(['export', '--party', '-', '--out', 'copy.json']);

    expect([status, error]).toEqual([0, place()]);
    expect(out).toContain('written to copy.json; links to recordings open for 15 minutes\n');
    const file = join(directory, 'copy.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { records } = JSON.parse(await readFile(file, 'utf8'));
    expect(records.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['binding', 'call', 'message', 'push']),
    );
    expect(JSON.stringify(records)).toContain(WORDS);
    expect(JSON.stringify(records)).not.toContain(PARTNER.slice(3));
    expect(out).not.toContain(WORDS);
  });

  it('names the file by the day where no name is given, and shows no record with --json', async () => {
    const { status, out } = await run(['export', '--party', '-', '--json']);

    const { file, action, ...more } = JSON.parse(out);
    expect([status, action]).toEqual([0, 'export']);
    expect(file).toMatch(/^privacy-export-\d{4}-\d\d-\d\d\.json$/);
    expect(await readdir(directory)).toContain(file);
    expect(more).not.toHaveProperty('records');
  });

  it('overwrites no file, and then copies nothing', async () => {
    const file = join(directory, 'other.json');
    await writeFile(file, 'of another person');
    const before = await audits();

    const { status, out, error } = await run(['export', '--party', '-', '--out', 'other.json']);

    expect([status, out, error]).toEqual([
      2,
      '',
      `${place()}other.json is there already: give another name with --out\n`,
    ]);
    expect(await readFile(file, 'utf8')).toBe('of another person');
    expect(await audits()).toBe(before);
  });

  it('leaves no empty file where the copy could not be made', async () => {
    const { status, error } = await run([
      ...['export', '--party', '-', '--out', 'none.json', '--endpoint-url', 'http://127.0.0.1:1'],
    ]);
    const noFolder = await run(['export', '--party', '-', '--out', 'no/such.json']);

    expect([status, error]).toEqual([2, expect.stringContaining('nothing answers at')]);
    expect(await readdir(directory)).not.toContain('none.json');
    expect([noFolder.status, noFolder.error]).toEqual([2, expect.stringContaining('no/such.json')]);
  });

  it('erases nothing in a dry run, nor while the binding lives', async () => {
    const before = await named();

    const dry = await run(['erase', '--party', '-', '--dry-run', '--end-live']);
    const refused = await run(['erase', '--party', '-']);

    expect([dry.status, refused.status]).toEqual([0, 1]);
    expect(dry.out).toContain('would be ended');
    expect(dry.out).toContain('Nothing was changed (--dry-run).');
    expect(refused.out).toContain('nothing was erased, because a binding of the person lives:');
    expect(await named()).toEqual(before);
  });

  it('erases, and says what stays', async () => {
    expect((await named()).length).toBeGreaterThan(5);

    const { status, out, error } = await run(['erase', '--party', '-', '--end-live']);
    await stack.advance(660);
    const again = await run(['erase', '--party', '-', '--json']);

    expect([status, error, again.status, again.error]).toEqual([expect.any(Number), place(), 0, place()]);
    expect(out).toContain('On purpose stays:');
    expect(JSON.parse(again.out)).toMatchObject({ action: 'erase', refused: false, unreadable: 0 });
    expect(await named()).toEqual([]);
    expect((await openedItems(stack)).filter(({ text }) => text.includes('north gate'))).toEqual([]);
    for (const text of [out, again.out]) expect(text).not.toContain('3746');
  });
});
