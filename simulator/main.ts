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

/** `SIMULATOR_PORT` (3100), `APPS` (a JSON file of applications), `WEBHOOKS_URL`, `SIMULATOR_SEED`. */
const main = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  const {
    SIMULATOR_PORT = '3100',
    APPS,
    WEBHOOKS_URL = 'http://127.0.0.1:3000',
    SIMULATOR_SEED,
  } = environment;
  const port = Number(SIMULATOR_PORT);
  const apps = APPS
    ? v.parse(AppsFile, JSON.parse(readFileSync(APPS, 'utf8')))
    : demoApps(WEBHOOKS_URL.replace(/\/$/, ''));
  const simulator = await startSimulator({
    port,
    apps,
    ...(SIMULATOR_SEED ? { seed: Number(SIMULATOR_SEED) } : {}),
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
  if (v.isValiError(cause))
    return `APPS: ${cause.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`).join('; ')}`;
  return cause instanceof Error ? cause.message : String(cause);
};

try {
  await main(process.env);
} catch (cause) {
  process.stderr.write(`simulator: ${oneLine(cause)}\n`);
  process.exitCode = 1;
}
