import { parseArgs } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { callsCommand } from '../../../tools/commands/calls/command.ts';
import { configCommand } from '../../../tools/commands/config/command.ts';
import { doctorCommand } from '../../../tools/commands/doctor/command.ts';
import { eventsCommand } from '../../../tools/commands/events/command.ts';
import { exportCommand } from '../../../tools/commands/export/command.ts';
import { gateCommand } from '../../../tools/commands/gate/command.ts';
import { keysCommand } from '../../../tools/commands/keys/command.ts';
import { numbersCommand } from '../../../tools/commands/numbers/command.ts';
import { askedStageOf, COMMON_OPTIONS } from '../../../tools/commands/ops/asked-stage.ts';
import type { OpsCommand } from '../../../tools/commands/ops/command.ts';
import { deploymentCommand } from '../../../tools/commands/ops/deployment-command.ts';
import { nearestName } from '../../../tools/commands/ops/nearest.ts';
import { runOps } from '../../../tools/commands/ops/run-ops.ts';
import { privacyCommand } from '../../../tools/commands/privacy/command.ts';
import { quarantineCommand } from '../../../tools/commands/quarantine/command.ts';
import { reconcileCommand } from '../../../tools/commands/reconcile/command.ts';
import { recordingsCommand } from '../../../tools/commands/recordings/command.ts';
import { replayCommand } from '../../../tools/commands/replay/command.ts';
import { reportsCommand } from '../../../tools/commands/reports/command.ts';
import { statusCommand } from '../../../tools/commands/status/command.ts';
import { usageCommand } from '../../../tools/commands/usage/command.ts';

const COMMANDS = [
  doctorCommand,
  statusCommand,
  gateCommand,
  configCommand,
  keysCommand,
  recordingsCommand,
  replayCommand,
  quarantineCommand,
  reconcileCommand,
  numbersCommand,
  privacyCommand,
  exportCommand,
  reportsCommand,
  eventsCommand,
  callsCommand,
  usageCommand,
];

const run = async (written: readonly string[], commands: readonly OpsCommand[] = COMMANDS) => {
  const printed: string[] = [];
  const told: string[] = [];
  const terminal = {
    print: (text: string) => void printed.push(text),
    tell: (line: string) => void told.push(line),
  };
  return { code: await runOps(commands, written, terminal), printed: printed.join('\n'), told };
};

describe('npm run ops', () => {
  it.each([[[]], [['--help']], [['help']]])('lists its commands for %j', async (written) => {
    const { code, printed, told } = await run(written);

    expect([code, told]).toEqual([0, []]);
    expect(printed).toMatch(/^npm run ops -- <command>/);
    for (const { name, summary } of COMMANDS)
      expect(printed).toMatch(new RegExp(`^  ${name} +${summary.replaceAll(/[()]/g, '.')}$`, 'm'));
  });

  it.each(COMMANDS)('shows the help of $name', async ({ name }) => {
    const { code, printed } = await run([name, '--help']);

    expect([code, printed]).toEqual([0, expect.stringContaining(`npm run ops -- ${name} `)]);
    expect(printed).toContain('--json');
    expect(printed).toContain('--region');
  });

  it.each(COMMANDS)(
    'names in the first lines of the help of $name each option that it explains',
    async ({ name }) => {
      const { printed } = await run([name, '--help']);

      const [lines = '', ...explained] = printed.split('\n\n');
      const options = [...explained.join('\n').matchAll(/^ {2}(--[a-z-]+)(?:, (--[a-z-]+))?/gm)].flatMap(
        ([, one = '', other]) => (other === undefined ? [one] : [one, other]),
      );
      const ofAll = Object.keys(COMMON_OPTIONS).map((option) => `--${option}`);
      expect(options).toEqual(expect.arrayContaining(ofAll));
      expect(options.filter((option) => !ofAll.includes(option) && !lines.includes(option))).toEqual([]);
    },
  );

  it.each([
    [
      ['recordigns'],
      "unknown command 'recordigns' (did you mean recordings?); npm run ops -- --help lists all",
    ],
    [['gate', 'open', '--stage', 'local', '--stage', 'dev'], '--stage is given twice'],
    [['status', '--stage=dev', '--stage', 'dev'], '--stage is given twice'],
    [['privacy', 'erase', '--party', '-', '--party=+8613800000001'], '--party is given twice'],
    [['zzz'], "unknown command 'zzz'; npm run ops -- --help lists all"],
    [['--stage', 'dev'], "the first word must be a command, not '--stage'; npm run ops -- --help lists all"],
    [['reconcile', '--ap', 'rides'], "unknown option '--ap' (did you mean --app?)"],
    [['recordings', 'status', '--jsn'], "unknown option '--jsn' (did you mean --json?)"],
    [['replay', '--zzzzzzzz'], "unknown option '--zzzzzzzz'"],
    [['+86 138 0000 0001'], "unknown command '***01'; npm run ops -- --help lists all"],
    [['doctor', '--13800000001'], 'unknown option'],
    [['config', 'show', '--app-secret-77'], 'unknown option'],
    [
      ['status', '1380000-0001'],
      "Unexpected argument '***01'. This command does not take positional arguments",
    ],
    [['config', 'check', '--file', 'of 13800000001'], 'of ***01 cannot be read: ENOENT'],
    [['reconcile'], '--app is missing'],
    [['gate', 'opne'], 'say one of list, open (did you mean open?) (--help tells more)'],
    [['gate', 'open', '--stage', 'dev'], '--operator is missing'],
    [['quarantine', 'discard', '--stage', 'dev'], 'discard needs the id of one item'],
    [['quarantine', 'discard', 'abc', '--stage', 'dev'], '--operator is missing'],
    [['quarantine', '--dry-run'], 'an item, --operator and --dry-run belong to discard'],
    [
      ['numbers', 'drian'],
      'say one of report, list, export, import, drain, open, reserve, unreserve (did you mean drain?) (--help tells more)',
    ],
    [['numbers', 'report', '--area', '0755'], '--area and --state belong to list and export'],
    [
      ['numbers', 'list', '--dry-run'],
      'a number, --operator, --force and --dry-run belong to orders that change something',
    ],
    [['numbers', 'drain', '-', '--stage', 'dev'], '--operator is missing'],
    [['numbers', 'drain', '--operator', 'dora', '--stage', 'dev'], 'drain needs one number'],
    [
      ['numbers', 'reserve', '-', '--force', '--operator', 'dora', '--stage', 'dev'],
      '--force belongs to import',
    ],
    [['numbers', 'import', '--operator', 'dora', '--stage', 'dev'], 'import needs the file of a table'],
    [['numbers', 'import', 'x.csv', '--operator', 'dora', '--stage', 'dev'], '--app is missing'],
    [['numbers', 'drain', '-', '-', '--stage', 'dev'], 'drain takes one thing at a time'],
    [['gate', '--app', 'rides'], '--app, --operator and --dry-run belong to open'],
    [
      ['keys', 'resael'],
      'say one of list, new, use, reseal, retire, lookup, lookup-begin, lookup-next, api-key (did you mean reseal?) (--help tells more)',
    ],
    [['keys', 'reseal', '--stage', 'dev'], '--from is missing'],
    [['keys', '--dry-run'], '--dry-run belongs to orders that change something'],
    [['keys', 'retire'], 'retire needs the id of one data key'],
    [
      ['status', '--stage', 'Prod'],
      'stage Prod must be lower-case letters, digits and single hyphens between them, such as prod or eu-1',
    ],
    [['status', '--region', 'moon'], 'the region must be a name such as eu-central-1'],
    [
      ['status', '--endpoint-url', 'nonsense'],
      '--endpoint-url must be an address such as http://127.0.0.1:3001',
    ],
    [
      ['status', '--stage', 'prod', '--endpoint-url', 'http://127.0.0.1:3001'],
      '--endpoint-url is for what npm start runs: say --stage local, or leave --stage out',
    ],
    [
      ['doctor', '--echo-url', 'http://example.com'],
      '--echo-url must be an https address, or http on a loopback host',
    ],
    [['doctor', '--api-url', 'nonsense'], '--api-url must be an https address, or http on a loopback host'],
    [['config', 'chek'], 'say one of check, set, show (did you mean check?) (--help tells more)'],
    [['config', 'set', '--stage', 'dev'], '--file is missing; - is standard input'],
    [['config', 'show', '--force'], '--previous, --force and --dry-run belong to set'],
    [
      ['config', 'show', '--document', 'acces'],
      '--document must be configuration or access (did you mean access?)',
    ],
    [
      ['keys', 'reseal', '--stage', 'dev', '--from', 'a', '--rate', '0'],
      '--rate must be an integer from 10 to 1000',
    ],
  ])('%j is one clear line, and ends with 2', async (written, line) => {
    expect(await run(written)).toEqual({ code: 2, printed: '', told: [line] });
  });

  it.each([
    [['gate', 'open', '--operator', 'dora']],
    [['quarantine', 'discard', 'abc', '--operator', 'dora']],
    [['reports', 'lift', '--party', '-', '--operator', 'dora']],
    [['config', 'set', '--file', '-']],
    [['config', 'set', '--previous', '--dry-run']],
    [['keys', 'new']],
    [['keys', 'use', 'key-1']],
    [['keys', 'reseal', '--from', 'key-1']],
    [['keys', 'retire', 'key-1']],
    [['recordings', 'retry', '--call', 'a', '--operator', 'dora']],
    [['recordings', 'rearchive', '--call', 'a', '--operator', 'dora']],
    [['recordings', 'erase', '--call', 'a', '--operator', 'dora', '--dry-run']],
    [['replay', '--from', '2026-03-01', '--to', '2026-03-02']],
    [['reconcile', '--app', 'rides', '--repair']],
    [['numbers', 'drain', '-', '--operator', 'dora', '--dry-run']],
    [['numbers', 'import', 'x.csv', '--app', 'rides', '--operator', 'dora', '--dry-run']],
    [['privacy', 'erase', '--party', '-', '--operator', 'dora']],
    [['privacy', 'export', '--party', '-', '--operator', 'dora']],
  ])('%j must name its deployment', async (written) => {
    expect(await run(written)).toEqual({
      code: 2,
      printed: '',
      told: ['--stage is missing: an order that changes something must name its deployment'],
    });
  });

  it.each([[['keys', 'new', '--stage', 'local']], [['config', 'show', '--stage', 'local']]])(
    '%j has no secret to work on',
    async (written) => {
      expect(await run(written)).toEqual({
        code: 2,
        printed: '',
        told: [
          'stage local, http://127.0.0.1:3001',
          'the local stack has no secret: its apps are in APPS_FILE, its keys in .local/keys.json',
        ],
      });
    },
  );

  it.each([
    ['answers', ['--stage', 'local'], 0, 'fix: npm run ops -- gate --stage local', []],
    ['answers in JSON', ['--stage', 'local', '--json'], 0, expect.stringContaining('--stage local'), []],
    ['fails', ['--stage', 'local', '--region', 'eu-central-1'], 2, '', ['npm run ops -- keys --stage local']],
  ])(
    'names the stage in the commands that it tells to give: %s',
    async (_case, written, code, out, lines) => {
      const one = deploymentCommand({
        ...{ name: 'one', summary: '', usage: 'one' },
        read: (words) => {
          const { values } = parseArgs({ args: [...words], options: COMMON_OPTIONS });
          return { json: values.json, ...askedStageOf(values, 'looks') };
        },
        run: async ({ region }, { answer }) => {
          if (region !== undefined) throw new Error('npm run ops -- keys --stage <stage>');
          answer({ fix: '--stage <stage>' }, () => 'fix: npm run ops -- gate --stage <stage>');
          return 0;
        },
      });

      const ran = await run(['one', ...written], [one]);

      expect(ran).toEqual({ code, printed: out, told: ['stage local, http://127.0.0.1:3001', ...lines] });
    },
  );

  it('puts a region that was given into the commands that it tells to give', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'none');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'none');
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    const one = deploymentCommand({
      ...{ name: 'one', summary: '', usage: 'one' },
      read: () => ({ json: false, stage: 'prod', endpointUrl: undefined, region: 'cn-north-1' }),
      run: async (_asked, { answer }) => {
        answer({}, () => 'of <stage> in <region>: npm run ops -- gate --stage <stage>');
        return 0;
      },
    });

    const { printed } = await run(['one'], [one]);

    vi.unstubAllEnvs();
    expect(printed).toBe('of prod in cn-north-1: npm run ops -- gate --stage prod --region cn-north-1');
  });

  it.each([
    [true, '"id": "one\\u001b[2J\\u009b2J"'],
    [false, 'one\uFFFD[2J\uFFFD2J'],
  ])('lets no answer steer the terminal (as JSON: %s)', async (json, shown) => {
    const id = 'one\u001b[2J\u009b2J';
    const one = deploymentCommand({
      ...{ name: 'one', summary: '', usage: 'one' },
      read: () => ({ json, stage: 'local', endpointUrl: 'http://127.0.0.1:3001', region: undefined }),
      run: async (_asked, { answer, tell }) => {
        tell(id);
        answer({ id }, () => id);
        return 0;
      },
    });

    const { printed, told } = await run(['one'], [one]);

    expect(printed).toContain(shown);
    expect(told.at(-1)).toBe('one\uFFFD[2J\uFFFD2J');
  });

  it('ends as its command ends', async () => {
    const one: OpsCommand = { name: 'one', summary: '', usage: 'one', run: async () => 1 };

    expect((await run(['one'], [one])).code).toBe(1);
  });
});

describe('the deployment that a command asks', () => {
  it.each([
    [{}, { stage: 'dev', endpointUrl: undefined }],
    [{ stage: 'local' }, { stage: 'local', endpointUrl: 'http://127.0.0.1:3001' }],
    [{ 'endpoint-url': 'http://127.0.0.1:1' }, { stage: 'local', endpointUrl: 'http://127.0.0.1:1' }],
    [
      { stage: 'prod', region: 'cn-north-1' },
      { stage: 'prod', endpointUrl: undefined, region: 'cn-north-1' },
    ],
  ])('%j', (values, target) => {
    expect(askedStageOf(values, 'looks')).toEqual(target);
  });
});

describe('the nearest name', () => {
  it.each([
    ['reconsile', 'reconcile'],
    ['replya', 'replay'],
    ['x', undefined],
  ])('of %s is %s', (written, name) => {
    expect(nearestName(written, ['recordings', 'reconcile', 'replay'])).toBe(name);
  });
});
