import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckLine } from '../../../tools/commands/doctor/check-line.ts';
import { doctorCommand } from '../../../tools/commands/doctor/command.ts';
import { poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, type StackOptions, startStack } from '../../harness/stack.ts';
import { withAccessKey, withIamUser } from '../reporting/reporting-stack.ts';
import { runCommand } from './run-command.ts';

describe('the doctor on the local stack', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  const start = async (options: StackOptions = {}) => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z'), ...options });
    lambda = await startLambdaApi(stack);
  };
  afterEach(async () => {
    await lambda.stop();
    await stack.close();
  });

  const doctor = (...written: string[]) =>
    runCommand(doctorCommand, lambda.endpoint, '--api-url', stack.url, ...written);
  const wrongLines = async (...written: string[]): Promise<readonly string[]> => {
    const { code, out } = await doctor('--json', ...written);
    const { lines } = JSON.parse(out) as { lines: CheckLine[] };
    const wrong = lines.filter(({ state }) => state === 'wrong');
    expect(code).toBe(wrong.length === 0 ? 0 : 1);
    return wrong.map(({ name, text, fix }) => `${name}: ${text} -> ${fix}`);
  };
  const requests = async () => (await stack.control.journal({ kind: 'request' })).length;

  it('finds nothing wrong, says what has no meaning there, and leaves nothing that looks like a call', async () => {
    await start();
    const host = new URL(stack.simulator.url).host;

    const { code, out } = await doctor();

    expect(out.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      '– egress address | unknown (without a proxy): only a service outside can tell it, --echo-url <address>',
      `✔ platform ${host} | its name is found, and it is reached`,
      `– platform ${host}, TLS | none: plain http`,
      "✔ clock | the platform's is 0 s from ours",
      '✔ signature of rides (AXB) | accepted',
      '– reports of A | not checked: no app warns or enforces, and the document has no access',
      '✔ reading bindings | works',
      '✔ reading pushes | works',
      '✔ numbers of rides | 20 of 20 available',
      '✔ API | answers (200)',
      '✔ API without a key | refused, as it must be (401)',
      '✔ webhook, unsigned push | refused, as it must be (401)',
      '✔ webhook, signed push of rides | taken (200)',
      '– documents | not checked: the local stack has no secrets, npm start reads them from files',
      '– tables, bucket | not checked: npm start makes them anew from the template',
      '– schedules, alarms | not checked: npm start runs the schedules by itself, and has no alarms',
      '',
      '10 ok, 0 wrong, 6 not checked',
    ]);
    expect(code).toBe(0);
    expect(await requests()).toBe(1);
    expect(await stack.items('CALLS_TABLE')).toEqual([]);
    const pushes = await stack.items('PUSHES_TABLE');
    expect(pushes).toHaveLength(1);
    expect(pushes[0]).not.toHaveProperty('day');
  });

  it.each(['AX', 'AXE', 'AXYB', 'X'] as const)('asks without harm in mode %s', async (mode) => {
    const numbers = poolNumbers(2);
    const app = { ...RIDES, mode, numbers };
    await start({ apps: [app], platformApps: [{ ...app, pushUrls: {} }] });

    expect(await wrongLines()).toEqual([]);
    expect(await requests()).toBe(1);
  });

  describe('looks at the access to reports of A', () => {
    const reportsLine = async () =>
      (await doctor()).out.split('\n').find((line) => line.includes('reports of A'));
    const queries = async () =>
      (await stack.control.journal({ kind: 'request', operation: 'report-query' })).length;

    it.each([
      ['with an access key', withAccessKey],
      ['with a user of IAM', withIamUser],
    ])('%s', async (_name, configuration) => {
      await start({ apps: [{ ...RIDES, numbers: poolNumbers(2), reporting: 'enforce' }], configuration });

      expect(await reportsLine()).toMatch(/^✔ reports of A +the API answers, and the access is accepted$/);
      expect(await queries()).toBe(1);
    });

    it('that the platform refuses, once a run, until its gate is shut', async () => {
      const configuration = (baseUrl: string) => ({
        reporting: { baseUrl, accessKey: { ak: 'another', sk: 'another' } },
      });
      await start({ configuration });
      const first = await wrongLines();
      await wrongLines();
      await wrongLines();

      expect(first).toEqual([
        'reports of A: the access is refused (401/APIG.0301) -> reporting in the configuration document (docs/reporting.md); then run it once more, not often',
      ]);
      expect(await wrongLines()).toEqual([
        'reports of A: not sent: its gate is shut for 1800 s more -> docs/reporting.md#faults',
      ]);
    });

    it('at an address where nobody is', async () => {
      const { reporting } = withAccessKey('http://127.0.0.1:9');
      await start({ configuration: () => ({ reporting }) });

      expect(await wrongLines()).toEqual([
        'platform 127.0.0.1:9: no connection (ECONNREFUSED) -> the way out: NAT, security groups, firewall, httpsProxy (docs/egress.md)',
        'reports of A: the API gave no usable answer -> baseUrl of reporting; the lines above',
      ]);
    });
  });

  it('sends a wrong secret once, and nothing while the gate is shut', async () => {
    const numbers = poolNumbers(2);
    await start({
      apps: [{ ...RIDES, numbers }],
      platformApps: [simulatorApp({ ...RIDES, appSecret: 'another-secret-0001' }, numbers)],
    });
    const first = await wrongLines();
    const sent = await requests();
    await wrongLines();
    await wrongLines();
    const shut = await wrongLines();

    expect(first).toEqual([
      'signature of rides (AXB): refused (401/1010010) -> appKey, appSecret, baseUrl and scheme in the configuration document; then run it once more, not often',
    ]);
    expect(sent).toBe(1);
    expect(shut).toEqual([
      'signature of rides (AXB): not sent: the gate is shut for 1800 s more -> docs/runbook/alarms/platform-locked-out.md; npm run ops -- gate --stage local',
    ]);
    expect(await requests()).toBe(3);
  });

  it('takes a gate that cannot be read for no lock-out', async () => {
    await start();
    stack.store.judge = ({ input }) => (input.table === stack.tables.NUMBERS_TABLE ? 'before' : 'ok');

    const { out } = await doctor();

    expect(out).toMatch(/^– signature of rides \(AXB\) +not checked: the gate cannot be read;/m);
    expect(out).toMatch(/^✘ numbers of rides +cannot be read \(store-unavailable\)/m);
    expect(out).not.toContain('platform-locked-out');
    expect(await requests()).toBe(0);
  });

  it.each([
    [403, '1020176', 'platform-locked-out'],
    [403, '1020166', 'not-on-whitelist'],
    [403, '1010029', 'arrears'],
    [403, '1010040', 'wrong-mode'],
  ])('names the page for %s/%s', async (httpStatus, code, page) => {
    await start();
    await stack.control.faults.add({ on: 'any', kind: 'result-code', httpStatus, code, times: 1 });

    expect(await wrongLines()).toEqual([
      `signature of rides (AXB): refused (${httpStatus}/${code}) -> docs/runbook/alarms/${page}.md`,
    ]);
  });

  it('sees clocks that are apart', async () => {
    await start();
    await stack.control.advance(3600);

    expect(await wrongLines()).toEqual([
      "clock: the platform's is 3600 s from ours -> docs/runbook/alarms/clock-skew.md",
      'signature of rides (AXB): refused (401/1010013) -> docs/runbook/alarms/clock-skew.md',
    ]);
  });

  it('sees a platform that is not reached, and a name that is not found', async () => {
    const numbers = poolNumbers(2);
    await start({
      apps: [
        { ...RIDES, numbers, baseUrl: 'http://127.0.0.1:9' },
        {
          ...RIDES,
          name: 'food',
          appKey: 'TestAppKeyFood00000000000001',
          numbers: poolNumbers(2, 9),
          baseUrl: 'https://no-such-host.invalid',
        },
      ],
    });

    const wrong = await wrongLines();

    expect(wrong).toContainEqual(
      expect.stringMatching(/^platform 127\.0\.0\.1:9: no connection \(ECONNREFUSED\)/),
    );
    expect(wrong).toContainEqual(
      expect.stringMatching(/^platform no-such-host\.invalid: its name is not found \(E/),
    );
    expect(wrong).toContainEqual(
      expect.stringMatching(/^signature of rides \(AXB\): the platform gave no usable/),
    );
  });

  it('sees an API that is not reached from outside', async () => {
    await start();

    const { out } = await runCommand(doctorCommand, lambda.endpoint, '--api-url', 'http://127.0.0.1:2');

    expect(out).toMatch(/✘ API +is not reached \(ECONNREFUSED\)\n +fix: PORT, or --api-url, says where/);
    expect(out).toMatch(/✘ webhook, signed push of rides +no answer \(connection\)/);
  });

  it('sees tables that cannot be read, and a pool without numbers', async () => {
    await start({ apps: [{ ...RIDES, numbers: [] }] });
    stack.store.judge = ({ input }) => (input.table.includes('bindings') ? 'before' : 'ok');

    const wrong = await wrongLines();

    expect(wrong).toContainEqual(expect.stringMatching(/^reading bindings: failed/));
    expect(wrong).toContainEqual(expect.stringMatching(/^numbers of rides: none of 0 is available/));
  });

  it('pushes to the secret address, and not past a list of senders', async () => {
    await start({ configuration: { webhookSecrets: ['doctor-segment-0123456789-0123456789'] } });
    const segment = await doctor();
    await stack.close();
    await lambda.stop();
    await start({ configuration: { webhookSecrets: ['', 'doctor-segment-0123456789-0123456789'] } });
    const both = await doctor();
    await stack.close();
    await lambda.stop();
    await start({ configuration: { webhookSources: ['203.0.113.0/24'] } });
    const sources = await doctor();

    expect(segment.out).toMatch(/✔ webhook, signed push of rides +taken \(200\)/);
    expect(segment.out).not.toContain('doctor-segment');
    expect(segment.out).not.toContain('unsigned push');
    expect(both.out).toMatch(/✔ webhook, unsigned push +refused, as it must be \(401\)/);
    expect(both.out).toMatch(/✔ webhook, signed push of rides +taken \(200\)/);
    expect(sources.out).toMatch(/– webhook, signed push of rides +not sent: webhookSources/);
    expect(stack.logs.join()).not.toContain('push-refused');
  });

  it('shows the address that an echo service sees', async () => {
    await start();
    const server = createServer((_request, response) => response.end('{"ip":"203.0.113.9"}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address instanceof Object ? address.port : 0;

    const { out } = await doctor('--echo-url', `http://127.0.0.1:${port}/`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));

    expect(out).toMatch(/✔ egress address +203\.0\.113\.9, without a proxy/);
  });

  it('ends with 2 where it could find out nothing: no server, or another one', async () => {
    await start();

    const nowhere = await runCommand(doctorCommand, 'http://127.0.0.1:9', '--api-url', stack.url);
    const elsewhere = await runCommand(doctorCommand, stack.url, '--api-url', stack.url);

    expect(nowhere).toEqual({
      code: 2,
      out: '',
      told: [
        'stage local, http://127.0.0.1:9',
        'nothing answers at http://127.0.0.1:9 (ECONNREFUSED): is npm start running? LAMBDA_PORT or --endpoint-url says where its Lambda API is',
      ],
    });
    expect(elsewhere).toEqual({
      code: 2,
      out: '',
      told: [
        `stage local, ${stack.url}`,
        `another server than the Lambda API of npm start answers at ${stack.url}: LAMBDA_PORT or --endpoint-url says where that is`,
      ],
    });
  });

  it('names its place first, in JSON as well', async () => {
    await start();

    const { told } = await doctor();
    const { out } = await doctor('--json');

    expect(told).toEqual([`stage local, ${lambda.endpoint}`]);
    expect(JSON.parse(out)).toMatchObject({ stage: 'local', endpoint: lambda.endpoint });
  });
});
