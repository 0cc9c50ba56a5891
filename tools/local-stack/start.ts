// `npm start`: the whole bundle on this machine, then the journey, then it serves until Ctrl-C.
import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createApiClient } from './api-client.ts';
import { type ConfigurationFile, writeConfigurationFile } from './configuration-file.ts';
import { journeySteps, type Step } from './journey.ts';
import { portFaults, type WantedPort } from './ports.ts';
import { readStackSettings, type StackSettings } from './settings.ts';
import { type Stack, startStack } from './stack.ts';
import { addresses, heading, oneLine, say, stepLine } from './terminal.ts';

const since = (startedAt: number): string => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/** Everything that is wrong with the settings, the apps and the ports, found before anything is started. */
const prepare = async (settings: StackSettings, faults: string[]): Promise<ConfigurationFile | undefined> => {
  const simulated = settings.platformUrl === undefined;
  const wanted: WantedPort[] = [
    { variable: 'PORT', port: settings.httpPort },
    { variable: 'LAMBDA_PORT', port: settings.lambdaPort },
    ...(simulated ? [{ variable: 'SIMULATOR_PORT', port: settings.simulatorPort }] : []),
  ];
  const [inUse, file] = await Promise.all([
    portFaults(wanted, settings.host),
    writeConfigurationFile({ ...settings, simulated }).catch((error: unknown) => {
      faults.push(oneLine(error));
      return undefined;
    }),
  ]);
  faults.push(...inUse);
  return file;
};

const runStep = async ({ name, run, url }: Step): Promise<boolean> => {
  const startedAt = performance.now();
  try {
    const remark = await run();
    say(stepLine({ passed: true, name, remark, durationMs: performance.now() - startedAt, url: url() }));
    return true;
  } catch (error) {
    say(stepLine({ passed: false, name, remark: oneLine(error), durationMs: performance.now() - startedAt }));
    return false;
  }
};

/** @returns whether every step passed; without a simulated platform or an app to bind with there is none. */
const runJourney = async ({ simulator, configuration, api }: Stack, apiKey: string): Promise<boolean> => {
  const app = configuration.apps.find(({ mode, numbers }) => mode === 'AXB' && numbers.length > 0);
  if (simulator === undefined || app === undefined) {
    say(`Journey skipped: ${simulator === undefined ? 'PLATFORM_URL is set' : 'no AXB app with a number'}`);
    return true;
  }
  say(heading('Journey'));
  const startedAt = performance.now();
  for (const step of journeySteps({ api: createApiClient(api, apiKey), simulator, app })) {
    if (await runStep(step)) continue;
    say(`\nThe journey ended here; what the functions wrote is in ${api.logFile}`);
    return false;
  }
  say(`  all steps in ${since(startedAt)}`);
  return true;
};

/** Ctrl-C and its kin, from the first moment on; the parts are then ended in order. */
const askedToStop = new Promise<'stop'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('stop'));
});

const serve = async (stack: Stack): Promise<number> => {
  say('\nServing until Ctrl-C.');
  const crashed = stack.api.ended.then(() => {
    say(`The local API has ended by itself; see ${stack.api.logFile}`);
    return 1;
  });
  return Promise.race([askedToStop.then(() => 0), crashed]);
};

const journeyAndServe = async (stack: Stack, settings: StackSettings): Promise<number> => {
  const passed = await Promise.race([runJourney(stack, settings.apiKey), askedToStop]);
  if (passed === 'stop') return 1;
  if (settings.once) return passed ? 0 : 1;
  say();
  for (const line of addresses(stack, settings.apiKey)) say(line);
  return serve(stack);
};

const main = async (): Promise<number> => {
  const startedAt = performance.now();
  const faults: string[] = [];
  const settings = readStackSettings(process.env, process.argv.slice(2), faults);
  const file = await prepare(settings, faults);
  try {
    if (faults.length > 0 || file === undefined) {
      for (const fault of faults) process.stderr.write(`npm start: ${fault}\n`);
      return 1;
    }
    const stack = await startStack(settings, file);
    try {
      say(`Local stack started in ${since(startedAt)}\n`);
      return await journeyAndServe(stack, settings);
    } finally {
      await stack.stop();
    }
  } catch (error) {
    process.stderr.write(`npm start: ${oneLine(error)}\n`);
    return 1;
  } finally {
    for (const uri of file === undefined ? [] : [file.uri, file.accessUri])
      await rm(fileURLToPath(uri), { force: true });
  }
};

process.exit(await main());
