import { createDynamoCalls, createSecretReader } from '#aws-clients';
import type { LambdaHandler } from '../http/middlewares/chains.ts';
import { systemClock, systemSleep } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import { systemRandom } from '../kernel/system-random.ts';
import { createDynamoDocuments } from '../storage/dynamo-documents.ts';
import type { ComposedFunction } from './compose-function.ts';
import { readConfigurationText } from './configuration.ts';
import { type BareRuntime, createBareRuntime, createRuntime, type Runtime } from './runtime.ts';

/**
 * The handler that Lambda calls, composed on its runtime. Waits for the configuration document: Lambda gives the import of a
 * module more of a processor than an event gets at the memory of our functions.
 */
export const lambdaHandler = async <Event, Result>(
  compose: (runtime: Runtime) => ComposedFunction<Event, Result>,
): Promise<LambdaHandler<Event, Result>> => {
  const handler = compose(lambdaRuntime());
  await handler.prepare();
  return handler;
};

const lambdaRuntime = (): Runtime =>
  createRuntime({
    ...lambdaSurroundings(),
    documents: () => createDynamoDocuments(createDynamoCalls(lambdaSurroundings())),
    readConfiguration: configurationReader(),
  });

/** The runtime of a function without a store and a configuration document: their clients stay out of its bundle. */
export const bareLambdaRuntime = (): BareRuntime => createBareRuntime(lambdaSurroundings());

const configurationReader = () => {
  const readSecret = createSecretReader(lambdaSurroundings());
  return (uri: string) => readConfigurationText(uri, readSecret);
};

const lambdaSurroundings = () => ({
  environment: process.env,
  clock: systemClock,
  newId: randomId,
  random: systemRandom,
  sleep: systemSleep,
});
