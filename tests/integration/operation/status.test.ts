import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckLine } from '../../../tools/commands/doctor/check-line.ts';
import { statusCommand } from '../../../tools/commands/status/command.ts';
import { person, RIDES } from '../../harness/fixtures.ts';
import type { LambdaApi } from '../../harness/lambda-api.ts';
import type { Stack } from '../../harness/stack.ts';
import { runCommand } from './run-command.ts';
import { startTwoApps } from './two-apps.ts';

const MINUTE = 60;
const DAY = 86_400;

describe('the status of the local stack', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  beforeEach(async () => {
    ({ stack, lambda } = await startTwoApps(4, 2));
  });
  afterEach(async () => {
    await lambda.stop();
    await stack.close();
  });

  const status = (...written: string[]) => runCommand(statusCommand, lambda.endpoint, ...written);
  const wrongLines = async (): Promise<readonly string[]> => {
    const { code, out } = await status('--json');
    const { lines } = JSON.parse(out) as { lines: CheckLine[] };
    const wrong = lines.filter(({ state }) => state === 'wrong');
    expect(code).toBe(wrong.length === 0 ? 0 : 1);
    return wrong.map(({ name, text, fix }) => `${name}: ${text} -> ${fix}`);
  };
  const bind = async (more: object = {}): Promise<string> => {
    const body = { mode: 'AXB', app: 'rides', a: person(1), b: person(2), ...more };
    const answer = await stack.request('POST', '/bindings', { body });
    expect(answer.status, answer.text).toBe(201);
    return (answer.body as { x: string }).x;
  };

  it('is one screen, and changes nothing', async () => {
    const x = await bind({ x: '+8617000000003' });
    await stack.control.placeCall({ from: person(1), to: x, outcome: 'busy' });
    await stack.advance(30 * MINUTE);
    stack.store.calls.length = 0;

    const { code, out } = await status();

    expect(out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      '✔ gate | open for 2 apps',
      '✔ sweeper backlog | nothing is due',
      '✔ pushes | come as they should',
      '✔ last push of rides | 30 min ago, at 2026-03-01T08:00:00.000Z',
      '– last push of food | none since 2026-02-22T08:30:00.000Z, as far as was looked',
      '✔ quarantine | empty',
      '✔ pool of rides (AXB), 010 | 2 available; of 2 looked at, 1 has a live binding',
      '✔ pool of rides (AXB), 0755 | 2 available; of 2 looked at, 0 have a live binding',
      '✔ pool of food (AXB), 010 | 1 available; of 1 looked at, 0 have a live binding',
      '✔ pool of food (AXB), 0755 | 1 available; of 1 looked at, 0 have a live binding',
      '✔ recordings | 0 wait, 0 of them due',
      '✔ recordings lost | none',
      '– alarms | the local stack has none',
      '– last runs | npm start runs the schedules by itself',
      '– documents | npm start reads them from files',
      '',
      '11 ok, 0 wrong, 4 not checked',
    ]);
    expect(code).toBe(0);
    const writes = stack.store.calls.filter(({ name }) => ['put', 'update', 'remove'].includes(name));
    expect(writes).toEqual([]);
  });

  it('names a gate that is shut, and how to open it', async () => {
    await stack.control.faults.add({
      on: 'any',
      kind: 'result-code',
      httpStatus: 403,
      code: '1020176',
      times: 1,
    });
    await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app: 'rides', a: person(1), b: person(2) },
    });

    expect(await wrongLines()).toContain(
      'gate: * (every app): locked out, since 2026-03-01T08:00:00.000Z, until 2026-03-01T08:30:00.000Z -> docs/runbook/alarms/platform-locked-out.md; then npm run ops -- gate open --operator <your name> --stage local',
    );
  });

  it('names silence while a binding lives', async () => {
    const x = await bind({ ttlSeconds: 2 * DAY });
    for (let quarter = 0; quarter < 10; quarter += 1) {
      await stack.control.placeCall({ from: person(1), to: x, outcome: 'busy' });
      await stack.advance(15 * MINUTE);
    }
    await stack.advance(21 * 3600 + 30 * MINUTE);
    await stack.control.placeCall({ from: person(1), to: x, outcome: 'busy' });
    await stack.advance(135 * MINUTE);

    expect(await wrongLines()).toEqual([
      'pushes of rides: none for 120 min, while calls are expected -> docs/runbook/alarms/pushes-missing.md',
    ]);
  });

  it('names a sweeper that does not run', async () => {
    await bind({ ttlSeconds: 3 * 3600 });
    await stack.control.faults.add({ on: 'any', kind: 'result-code', httpStatus: 403, code: '1010029' });
    const { bindingId } = (
      await stack.request('POST', '/bindings', {
        body: { mode: 'AXB', app: 'rides', a: person(1), b: person(2) },
      })
    ).body as { bindingId: string };
    await stack.request('DELETE', `/bindings/${bindingId}`);
    await stack.advance(150 * MINUTE);

    expect(await wrongLines()).toEqual([
      'sweeper backlog: 1 due, the oldest for 2 h -> docs/runbook/alarms/sweeper-behind.md',
    ]);
  });

  it('counts what is in quarantine', async () => {
    await stack.control.pushRaw({ appKey: RIDES.appKey, kind: 'cdr', body: { what: 'ever' } });

    expect(await wrongLines()).toEqual(['quarantine: 1 item -> docs/runbook/alarms/quarantine-not-empty.md']);
  });

  it('names numbers that do not work, and a pool without any', async () => {
    for (const x of ['+8617000000030', '+8617000000031'])
      await stack.request('PATCH', `/numbers/${encodeURIComponent(x)}`, { body: { state: 'draining' } });
    await stack.request('PATCH', `/numbers/${encodeURIComponent('+8617000000001')}`, {
      body: { state: 'unavailable' },
    });

    const wrong = await wrongLines();

    expect(wrong).toContainEqual(
      expect.stringMatching(/^pool of food \(AXB\), 010: 1 draining.*pool-nearly-empty\.md$/),
    );
    expect(wrong).toContainEqual(
      expect.stringMatching(/^pool of rides \(AXB\), 0755: .*1 unavailable.*numbers-lost\.md$/),
    );
  });

  it('names recordings that are gone soon, and those that are lost', async () => {
    const x = await bind({ record: true, recordTone: 'recording-notice.wav', ttlSeconds: 30 * DAY });
    await stack.control.placeCall({ from: person(1), to: x, outcome: 'answered', talkSeconds: 20 });
    await stack.advance(4 * DAY);
    const soon = await wrongLines();
    await stack.advance(3 * DAY - 3600);
    const lastDay = await wrongLines();
    await stack.advance(2 * 3600);
    await stack.control.faults.add({ on: 'any', kind: 'result-code', httpStatus: 403, code: '1012007' });
    await stack.invoke('recording-archiver');
    const lost = await wrongLines();

    expect(soon).toContainEqual(
      expect.stringMatching(
        /^recordings: 1 wait, 1 of them due; the oldest for 4 days.*recordings-in-danger\.md$/,
      ),
    );
    expect(lastDay).toContainEqual(expect.stringMatching(/^recordings: 1 wait.*recordings-last-day\.md$/));
    expect(lost).toContain(
      'recordings lost: 1, some in the last seven days -> docs/runbook/alarms/recordings-lost.md',
    );
  });

  it('shows what it can when a table is away', async () => {
    stack.store.judge = ({ input }) => (input.table.includes('pushes') ? 'before' : 'ok');

    const wrong = await wrongLines();

    expect(wrong).toHaveLength(3);
    expect(wrong).toContainEqual(expect.stringMatching(/^quarantine: cannot be read/));
  });
});
