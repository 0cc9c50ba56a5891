import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { configCommand } from '../../../tools/commands/config/command.ts';
import { doctorCommand } from '../../../tools/commands/doctor/command.ts';
import { eventsCommand } from '../../../tools/commands/events/command.ts';
import { gateCommand } from '../../../tools/commands/gate/command.ts';
import { keysCommand } from '../../../tools/commands/keys/command.ts';
import type { OpsCommand } from '../../../tools/commands/ops/command.ts';
import { privacyCommand } from '../../../tools/commands/privacy/command.ts';
import { reconcileCommand } from '../../../tools/commands/reconcile/command.ts';
import { recordingsCommand } from '../../../tools/commands/recordings/command.ts';
import { replayCommand } from '../../../tools/commands/replay/command.ts';
import { statusCommand } from '../../../tools/commands/status/command.ts';
import { runCommand } from '../operation/run-command.ts';
import { BUSINESS_MISTYPED } from './business.ts';
import type { Bound } from './journey.ts';
import type { LeakStack } from './leak-stack.ts';
import { NEXT_SECRET, PEOPLE, PROXY_PASSWORD, WEBHOOK_SECRET } from './planted.ts';

const { a, b, stranger, typed } = PEOPLE;
const WINDOW = ['--from', '2026-02-27', '--to', '2026-03-20'];
const DORA = ['--operator', 'dora'];

type Run = (command: OpsCommand, ...written: string[]) => Promise<void>;

/** Runs a command as a person reads it and as JSON; both outputs are searched. */
export const runner =
  ({ lambda, collection }: LeakStack, forms: readonly (readonly string[])[] = [[], ['--json']]): Run =>
  async (command, ...written) => {
    for (const form of forms) {
      const { code, out, told } = await runCommand(command, lambda.endpoint, ...written, ...form);
      const name = `npm run ops -- ${command.name} ${written[0] ?? ''} ${form.join()}, exit ${code}`;
      collection.add(`output of ${name}: ${out.slice(0, 200)}`, out);
      collection.add(`lines of ${name}: ${told.join().slice(0, 200)}`, told.join('\n'));
    }
  };

/** The apps are without `eventsWithNumbers`; a reference is what its caller made it, and is meant to be told. */
const businessHears = async ({ stack, collection }: LeakStack): Promise<void> => {
  await stack.followChanges();
  await stack.invoke('publish-events', { action: 'tell-expiries' });
  for (const event of stack.events())
    collection.add(
      `event ${String(event['type'])}`,
      JSON.stringify({ ...Object(event['detail']), reference: null }),
    );
};

/** Operators look at everything and repair it, on the data of all modes. */
export const operatorsLook = async (
  leaks: LeakStack,
  bound: readonly Bound[],
  modes: readonly Mode[],
): Promise<void> => {
  const run = runner(leaks);
  await businessHears(leaks);
  await run(eventsCommand);
  await run(doctorCommand, '--api-url', leaks.stack.url);
  await run(statusCommand);
  await run(gateCommand);
  await run(recordingsCommand, 'status');
  for (const party of [a, '0086 139-5820-3746', stranger])
    await run(recordingsCommand, 'status', '--party', party);
  for (const { bindingId } of bound) await run(recordingsCommand, 'retry', '--binding', bindingId, ...DORA);
  await run(recordingsCommand, 'rearchive', '--party', b, ...DORA);
  await run(replayCommand, ...WINDOW);
  await run(replayCommand, ...WINDOW, '--quarantined');
  await run(replayCommand, '--gaps', ...WINDOW);
  for (const mode of modes) await run(reconcileCommand, '--app', mode.toLowerCase());
  await run(reconcileCommand, '--app', 'axb', '--repair', '--force');
  await run(reconcileCommand, '--app', 'axb', '--adopt');
};

/** The gate is shut by the platform, and opened by an operator. */
export const operatorsOpenTheGate = async (leaks: LeakStack): Promise<void> => {
  const run = runner(leaks);
  const { ask, stack, platform } = leaks;
  platform.refuseNext(
    403,
    '1020176',
    `The address is locked out, ${stranger} ${WEBHOOK_SECRET.slice(0, 3)}.`,
  );
  await ask('POST', '/bindings', { mode: 'AXB', app: 'axb', a: stranger, b });
  await ask('POST', '/bindings', { mode: 'AXB', app: 'axb', a: stranger, b });
  await stack.request('GET', '/health');
  await run(doctorCommand, '--api-url', stack.url);
  await run(statusCommand);
  await run(gateCommand);
  await run(gateCommand, 'open', '--dry-run', ...DORA);
  await run(gateCommand, 'open', ...DORA);
};

/** The documents and the data keys, with documents that are not valid. */
export const operatorsChangeKeys = async (leaks: LeakStack, directory: string): Promise<void> => {
  const run = runner(leaks);
  const { environment } = leaks.stack.surroundings;
  const written = async (name: string, text: string): Promise<string> => {
    const file = join(directory, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  for (const [index, uri] of [environment.CONFIG_URI, environment.ACCESS_URI].entries()) {
    const document = ['--document', index === 0 ? 'configuration' : 'access'];
    const text = await readFile(fileURLToPath(uri), 'utf8');
    const faulty = [
      text.slice(0, -2),
      `"${NEXT_SECRET}"`,
      JSON.stringify({ ...JSON.parse(text), [NEXT_SECRET]: NEXT_SECRET, [typed]: typed }),
      text.replaceAll(/"(?:appSecret|hash|httpsProxy|key)":"/g, `$&${NEXT_SECRET} ${typed} `),
    ];
    for (const [serial, one] of faulty.entries()) {
      const file = await written(`faulty-${index}-${serial}.json`, one);
      await run(configCommand, 'check', '--file', file, ...document);
      await run(configCommand, 'set', '--file', file, ...document);
    }
    const file = await written(`valid-${index}.json`, text);
    await run(configCommand, 'check', '--file', file, ...document);
    // There is stored data and no document yet, which looks like a loss.
    await run(configCommand, 'set', '--file', file, '--force', ...document);
    const other = await written(`other-${index}.json`, text.replace(PROXY_PASSWORD, NEXT_SECRET));
    await run(configCommand, 'set', '--file', other, '--dry-run', ...document);
    await run(configCommand, 'set', '--file', other, ...document);
    await run(configCommand, 'show', ...document);
    await run(configCommand, 'set', '--previous', ...document);
  }
  await run(keysCommand);
  await run(keysCommand, 'reseal', '--from', 'second', '--rate', '1000');
  await run(keysCommand, 'reseal', '--from', 'first');
  await run(keysCommand, 'new');
  await run(keysCommand, 'use', 'second');
  await run(keysCommand, 'retire', 'second');
  await run(keysCommand, 'lookup-begin');
  await run(keysCommand, 'lookup');
  await run(keysCommand, 'lookup-next');
};

/** A person asks for everything, then to be forgotten. */
export const operatorsServePeople = async (leaks: LeakStack, directory: string): Promise<void> => {
  const run = runner(leaks);
  const { collection, lambda, stack } = leaks;
  await run(privacyCommand, 'export', '--party', stranger, '--dry-run', ...DORA);
  await run(privacyCommand, 'erase', '--party', a, '--dry-run', ...DORA);
  const file = join(directory, 'export.json');
  const { out, told } = await runCommand(
    privacyCommand,
    lambda.endpoint,
    'export',
    '--party',
    a,
    '--out',
    file,
    ...DORA,
  );
  collection.add('output of an export', `${out} ${told.join()}`);
  collection.toReader('file of an export', await readFile(file, 'utf8'));
  await run(recordingsCommand, 'erase', '--party', stranger, ...DORA);
  await run(privacyCommand, 'erase', '--party', a, '--end-live', ...DORA);
  await run(privacyCommand, 'erase', '--party', '(+86) 136.7281-9405', ...DORA);
  await stack.advance(4000);
};

/** Orders that nobody can carry out, with a number or secret in any place. */
export const operatorsMistype = async (leaks: LeakStack): Promise<void> => {
  const run = runner(leaks);
  const digits = typed.slice('+86'.length);
  const orders: readonly (readonly [OpsCommand, ...string[]])[] = [
    [privacyCommand, 'export', '--party', `${typed}x`, ...DORA],
    [privacyCommand, 'erase', typed, ...DORA],
    [privacyCommand, 'erase', '--party', typed, '--party', digits, ...DORA],
    [privacyCommand, 'erase', '--party', digits],
    [privacyCommand, 'erase', '--party', typed, '--operator', typed],
    [recordingsCommand, typed],
    [recordingsCommand, 'status', '--party', `${digits}${digits}`],
    [recordingsCommand, 'erase', '--call', digits, ...DORA],
    [recordingsCommand, 'erase', '--binding', typed, ...DORA],
    [replayCommand, '--from', digits, '--to', typed],
    [replayCommand, ...WINDOW, '--app', typed],
    [replayCommand, ...WINDOW, digits],
    [reconcileCommand, '--app', digits],
    [reconcileCommand, '--app', 'axb', '--from', typed],
    [reconcileCommand, '--app', 'axb', '--adopt', '--operator', typed],
    [reconcileCommand, '--app', 'axb', '--adopt', '--file', digits],
    [reconcileCommand, digits],
    [gateCommand, digits],
    [gateCommand, 'open', '--app', typed, ...DORA],
    [statusCommand, digits],
    [statusCommand, `--party=${typed}`],
    [doctorCommand, digits],
    [doctorCommand, `--${digits}`],
    [keysCommand, digits],
    [keysCommand, 'retire', digits],
    [keysCommand, 'reseal', '--from', digits, '--rate', digits],
    [configCommand, 'set', '--file', digits],
    [configCommand, NEXT_SECRET],
    [configCommand, 'set', `--${NEXT_SECRET}`],
    [configCommand, 'show', '--document', digits],
    ...BUSINESS_MISTYPED,
  ];
  for (const [command, ...written] of orders) await run(command, ...written);
};
