import { createDynamoCalls, createSecretReader } from '#aws-clients';
import { systemClock, systemSleep } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import { systemRandom } from '../kernel/system-random.ts';
import { createDynamoDocuments } from '../storage/dynamo-documents.ts';
import { readConfigurationText } from './configuration.ts';
import { type BareRuntime, createBareRuntime, createRuntime, type Runtime } from './runtime.ts';

/** The runtime as Lambda has it. */
export const lambdaRuntime = (): Runtime =>
  createRuntime({
    ...lambdaSurroundings(),
    documents: () => createDynamoDocuments(createDynamoCalls(lambdaSurroundings())),
    readConfiguration: configurationReader(),
  });

/** The same for a function without a store and a configuration document: their clients stay out of its bundle. */
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
