import { UnreachableError } from '../ops/unreachable-error.ts';
import { type CheckLine, wrong } from './check-line.ts';

/**
 * The answer of a function, or the line that says why there is none.
 *
 * @throws {UnreachableError} where no function can be asked: then nothing is known about the deployment.
 */
export const lineOrAnswer = async <Answer>(
  name: string,
  ask: () => Promise<unknown>,
): Promise<Readonly<{ answer: Answer }> | Readonly<{ line: CheckLine }>> => {
  try {
    return { answer: (await ask()) as Answer };
  } catch (error) {
    if (error instanceof UnreachableError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    const fix = 'its log says more; credentials, the right lambda:InvokeFunction, the configuration document';
    return { line: wrong(`function ${name}`, text.split('\n').join(' '), fix) };
  }
};
