import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Every variable that some function wants; which ones it has is for the manifest tests. */
export const ENVIRONMENT = {
  AWS_REGION: 'cn-north-1',
  CONFIG_URI: 'secretsmanager:name',
  ACCESS_URI: 'secretsmanager:access',
  BINDINGS_TABLE: 'bindings',
  CALLS_TABLE: 'calls',
  MESSAGES_TABLE: 'messages',
  NUMBERS_TABLE: 'numbers',
  PUSHES_TABLE: 'pushes',
  RECORDINGS_BUCKET: 'recordings',
};

/**
 * Milliseconds on the processor that a fresh process takes to import a bundle, without its configuration document. Not on the
 * wall: on a busy machine that measures the machine.
 *
 * @throws {Error} when the bundle does not start with these variables, or has no handler.
 */
export const importMs = async (
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> => {
  const script = `
    const before = process.cpuUsage();
    const bundle = await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    if (typeof bundle.handler !== 'function') throw new Error('no handler');
    process.stdout.write(String((user + system) / 1000));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    // A function reads its documents while it is imported.
    env: { ...environment, CONFIG_URI: '', ACCESS_URI: '' },
  });
  return Number(stdout);
};
