import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { AppsFile } from './control/schemas/state.ts';
import { type SimulatorApp, startSimulator } from './simulator.ts';

const DEMO_MODES = ['AXB', 'AX', 'AXE', 'AXYB', 'X'] as const;

/** One application of every mode to play with when no file is given; pushes go to the local stack's webhooks. */
const demoApps = (webhooks: string): SimulatorApp[] =>
  DEMO_MODES.map((mode, at) => ({
    name: `demo-${mode.toLowerCase()}`,
    appKey: `demo-${mode.toLowerCase()}-app-key-0001`,
    appSecret: `demo-${mode.toLowerCase()}-app-secret-0001`,
    mode,
    // As in the OpenAPI document's example.
    extensionLength: 3,
    numbers: [
      { x: `+8617000000${at}01`, areaCode: '0755', province: 'Guangdong' },
      { x: `+8617000000${at}02`, areaCode: '0755', province: 'Guangdong' },
      { x: `+8617000000${at}03`, areaCode: '010', province: 'Beijing' },
    ],
    pushUrls: {
      callEvents: `${webhooks}/webhooks/call-events`,
      cdr: `${webhooks}/webhooks/cdr`,
      sms: `${webhooks}/webhooks/sms`,
      smsControl: `${webhooks}/webhooks/sms`,
      numberStatus: `${webhooks}/webhooks/number-status`,
    },
  }));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const USAGE =
  'usage: npm run simulator, with SIMULATOR_PORT (3100), APPS (a JSON file of applications), WEBHOOKS_URL and SIMULATOR_SEED in its environment';

/** A fault of the person who started it, in his words. */
class WrongSetting extends Error {}

const wholeNumber = (name: string, written: string, most: number): number => {
  if (/^\d+$/.test(written) && Number(written) <= most) return Number(written);
  throw new WrongSetting(`${name} must be an integer from 0 to ${most}`);
};

const appsIn = (file: string): SimulatorApp[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new WrongSetting(`APPS: ${file} cannot be read`);
  }
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    throw new WrongSetting(`APPS: ${file} is not JSON`);
  }
  const parsed = v.safeParse(AppsFile, written);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) =>
    [v.getDotPath(issue), issue.message].filter(Boolean).join(': '),
  );
  throw new WrongSetting(`APPS: ${faults.join('; ')}`);
};

/** `SIMULATOR_PORT` (3100), `APPS` (a JSON file of applications), `WEBHOOKS_URL`, `SIMULATOR_SEED`. */
const main = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  const {
    SIMULATOR_PORT = '3100',
    APPS,
    WEBHOOKS_URL = 'http://127.0.0.1:3000',
    SIMULATOR_SEED,
  } = environment;
  const port = wholeNumber('SIMULATOR_PORT', SIMULATOR_PORT, 65_535);
  const seed = SIMULATOR_SEED ? wholeNumber('SIMULATOR_SEED', SIMULATOR_SEED, 0xffff_ffff) : undefined;
  if (!URL.canParse(WEBHOOKS_URL)) throw new WrongSetting('WEBHOOKS_URL must be a URL');
  const apps = APPS ? appsIn(APPS) : demoApps(WEBHOOKS_URL.replace(/\/$/, ''));
  const simulator = await startSimulator({
    port,
    apps,
    ...(seed === undefined ? {} : { seed }),
  });
  say(`Simulated PrivateNumber platform   ${simulator.url}`);
  say(`Console                            ${simulator.url}/console`);
  say(`Control API                        ${simulator.url}/control (docs/simulator.md)`);
  for (const { name, mode, appKey, numbers } of apps)
    say(`App ${name ?? appKey} (${mode}), key ${appKey}, ${numbers.length} numbers`);
  say(`Seed ${simulator.seed}. Ctrl-C ends it.`);
};

const oneLine = (cause: unknown): string => {
  if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')
    return `Port ${process.env['SIMULATOR_PORT'] ?? '3100'} is in use: set SIMULATOR_PORT to another one.`;
  return cause instanceof Error ? cause.message : String(cause);
};

const [argument] = process.argv.slice(2);
if (argument === '--help') say(USAGE);
else
  try {
    if (argument !== undefined) throw new WrongSetting(`unknown argument ${argument}`);
    await main(process.env);
  } catch (cause) {
    const isWrong = cause instanceof WrongSetting;
    process.stderr.write(`simulator: ${oneLine(cause)}\n${isWrong ? `${USAGE}\n` : ''}`);
    process.exitCode = isWrong ? 2 : 1;
  }
