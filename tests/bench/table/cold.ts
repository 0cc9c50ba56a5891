import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A function as it is started cold: its bundle, its events, the variables. */
export type ColdStart = Readonly<{
  file: string;
  /** The first is answered cold, the others in the process that is warm then. */
  events: readonly object[];
  environment: Readonly<Record<string, string>>;
  /** The status of each answer; `undefined`: it has none, as that of an authorizer. */
  status?: number | undefined;
}>;

/** Milliseconds of the process, without the start of Node itself. */
export type ColdCost = Readonly<{
  /** Processor time of the import. */
  importMs: number;
  /** Processor time of the import and the first answer. */
  answerMs: number;
  /** The same on the wall. */
  wallMs: number;
  /** Processor time of the other answers together, and their time on the wall. */
  warmMs: number;
  warmWallMs: number;
}>;

/**
 * Starts a fresh process, imports the bundle and has it answer. Processor time is that of the child alone: the services have a
 * process of their own.
 *
 * @throws {Error} when it does not start, or answers otherwise.
 */
export const coldStart = async ({ file, events, environment, status }: ColdStart): Promise<ColdCost> => {
  const script = `
    const [first, ...others] = JSON.parse(process.getBuiltinModule('node:fs').readFileSync(0, 'utf8'));
    const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 25000 };
    const answer = async (event) => {
      const { statusCode } = await handler(event, context);
      if (statusCode !== ${status}) throw new Error('answered ' + statusCode);
    };
    const clock = () => {
      const { user, system } = process.cpuUsage(), startedAt = performance.now();
      return () => {
        const spent = process.cpuUsage({ user, system });
        return [(spent.user + spent.system) / 1000, performance.now() - startedAt];
      };
    };
    const cold = clock();
    const { handler } = await import(${JSON.stringify(file)});
    const [importMs] = cold();
    await answer(first);
    const [answerMs, wallMs] = cold();
    const warm = clock();
    for (const event of others) await answer(event);
    const [warmMs, warmWallMs] = warm();
    process.stderr.write('\\n' + JSON.stringify({ importMs, answerMs, wallMs, warmMs, warmWallMs }));
    process.exit();`;
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...environment },
  });
  running.child.stdin?.end(JSON.stringify(events));
  const { stderr } = await running;
  return JSON.parse(stderr.slice(stderr.lastIndexOf('\n')));
};
