import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { awsRegion } from '../region.mjs';
import type { AskedStage } from './ops/asked-stage.ts';
import { UnreachableError } from './ops/unreachable-error.ts';
import type { Invoke } from './replay/run.ts';

/** Longer than the functions run. */
const TIMEOUT_MS = 150_000;

/** Credentials that the local stack's Lambda API accepts. */
const LOCAL = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Lambda's answer for a function that threw. */
const Failed = v.object({ errorMessage: v.string() });

/**
 * Invokes the functions of a stage, or of the stack behind an endpoint.
 *
 * @throws {UnreachableError} where there is no way to any function; {Error} with what the function said.
 */
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
      throw endpointUrl === undefined
        ? failureInAws(FunctionName, cause)
        : failureAt(endpointUrl, FunctionName, cause);
    });
    const text = answer.Payload?.transformToString() ?? '';
    if (answer.FunctionError !== undefined) throw new Error(`${functionFolder} failed: ${whyOf(text)}`);
    const result = answerOf(text, endpointUrl);
    if (result === null)
      throw new Error(
        `${functionFolder} did nothing: the secret of the configuration document has no value yet`,
      );
    return result;
  };
};

/** Errors of the AWS SDK about whoever asks, and not about what was asked. */
const NOBODY =
  /^(CredentialsProviderError|UnrecognizedClientException|InvalidSignatureException|ExpiredTokenException|IncompleteSignatureException|MissingAuthenticationTokenException|InvalidClientTokenId|OptInRequired)$/;

const NO_CONNECTION = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
]);

const failureInAws = (functionName: string, cause: unknown): Error => {
  const { name, message, code } = partsOf(cause);
  const text = `${functionName} could not be invoked in AWS: ${message} (for npm start: --stage local)`;
  return NOBODY.test(name) || NO_CONNECTION.has(code)
    ? new UnreachableError(text, { cause })
    : new Error(text, { cause });
};

const failureAt = (endpointUrl: string, functionName: string, cause: unknown): Error => {
  const { name, message, code } = partsOf(cause);
  if (NO_CONNECTION.has(code))
    return new UnreachableError(
      `nothing answers at ${endpointUrl} (${code}): is npm start running? LAMBDA_PORT or --endpoint-url says where its Lambda API is`,
      { cause },
    );
  if (name === 'ResourceNotFoundException' || name === 'TimeoutError')
    return new Error(`${functionName} could not be invoked at ${endpointUrl}: ${message}`, { cause });
  return new UnreachableError(notLambda(endpointUrl), { cause });
};

const notLambda = (endpointUrl: string): string =>
  `another server than the Lambda API of npm start answers at ${endpointUrl}: LAMBDA_PORT or --endpoint-url says where that is`;

const partsOf = (cause: unknown): Readonly<{ name: string; message: string; code: string }> => {
  if (!(cause instanceof Error)) return { name: '', message: String(cause), code: '' };
  const { name, message } = cause;
  return { name, message, code: 'code' in cause ? String(cause.code) : '' };
};

const answerOf = (text: string, endpointUrl: string | undefined): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (endpointUrl === undefined) throw cause;
    throw new UnreachableError(notLambda(endpointUrl), { cause });
  }
};

/** The message of what the function threw; where it is not in the form of Lambda, the beginning of what came. */
const whyOf = (text: string): string => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Failed), text);
  return parsed.success ? parsed.output.errorMessage : text.slice(0, 500);
};
