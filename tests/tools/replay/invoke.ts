import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ReplayArguments } from './arguments.ts';
import type { Invoke } from './run.ts';

/** Longer than the functions run. */
const TIMEOUT_MS = 150_000;

/** What the local stack's Lambda API accepts as credentials. */
const LOCAL = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Invokes the functions of a stage, or of the stack behind an endpoint. @throws {Error} with what the function said. */
export const invokerOf = ({ stage, endpointUrl }: Pick<ReplayArguments, 'stage' | 'endpointUrl'>): Invoke => {
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { socketTimeout: TIMEOUT_MS },
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl, ...LOCAL }),
  });
  return async (functionFolder, event) => {
    const FunctionName = `privatenumber-${stage}-${functionFolder}`;
    const answer = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    const text = answer.Payload?.transformToString() ?? '';
    if (answer.FunctionError !== undefined)
      throw new Error(`${functionFolder} failed: ${text.slice(0, 500)}`);
    return JSON.parse(text) as unknown;
  };
};
