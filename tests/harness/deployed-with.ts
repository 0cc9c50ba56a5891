import { contextFor, type Handler } from './gateway.ts';
import type { Stack } from './stack.ts';
import { createTestRuntime } from './test-runtime.ts';

/** A function over the stores of the stack as a deployment with other settings has it, to be invoked with an event. */
export const deployedWith = async (
  { surroundings }: Pick<Stack, 'surroundings'>,
  functionFolder: string,
  settings: Readonly<Record<string, string>>,
): Promise<(event: unknown) => Promise<unknown>> => {
  const { compose } = await import(`../../functions/${functionFolder}/index.ts`);
  const environment = { ...surroundings.environment, ...settings };
  const handler: Handler = compose(createTestRuntime({ ...surroundings, environment }));
  return (event) => handler(event as never, contextFor(functionFolder, 300_000));
};
