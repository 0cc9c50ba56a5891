import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { awsRegion } from '../region.mjs';
import type { AskedStage } from './ops/asked-stage.ts';
import type { Invoke } from './replay/run.ts';

/** Longer than the functions run. */
const TIMEOUT_MS = 150_000;

/** Credentials that the local stack's Lambda API accepts. */
const LOCAL = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Lambda's answer for a function that threw. */
const Failed = v.object({ errorMessage: v.string() });

/** Invokes the functions of a stage, or of the stack behind an endpoint. @throws {Error} with what the function said. */
export const invokerOf = ({ stage, endpointUrl, region }: AskedStage): Invoke => {
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { socketTimeout: TIMEOUT_MS },
    ...(endpointUrl === undefined
      ? { region: region ?? (() => awsRegion(process.env)) }
      : { endpoint: endpointUrl, ...LOCAL }),
  });
  return async (functionFolder, event) => {
    const FunctionName = `privatenumber-${stage}-${functionFolder}`;
    const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) });
    const answer = await client.send(command).catch((cause: unknown) => {
      throw new Error(`${FunctionName} could not be invoked ${placeOf(endpointUrl, cause)}`, { cause });
    });
    const text = answer.Payload?.transformToString() ?? '';
    if (answer.FunctionError !== undefined) throw new Error(`${functionFolder} failed: ${whyOf(text)}`);
    return JSON.parse(text) as unknown;
  };
};

const placeOf = (endpointUrl: string | undefined, cause: unknown): string => {
  const why = cause instanceof Error ? cause.message : String(cause);
  return endpointUrl === undefined
    ? `in AWS: ${why} (for npm start: --stage local)`
    : `at ${endpointUrl}: ${why}`;
};

/** The message of what the function threw; where it is not in the form of Lambda, the beginning of what came. */
const whyOf = (text: string): string => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Failed), text);
  return parsed.success ? parsed.output.errorMessage : text.slice(0, 500);
};
