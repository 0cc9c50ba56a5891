import { systemClock } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import { systemRandom } from '../kernel/system-random.ts';
import { createDynamoDocuments } from '../storage/dynamo-documents.ts';
import { readConfigurationText } from './configuration.ts';
import {
  type BareRuntime,
  type ConfiguredRuntime,
  createBareRuntime,
  createRuntime,
  type Runtime,
  type Surroundings,
} from './runtime.ts';

/** The runtime as Lambda has it. */
export const lambdaRuntime = (): Runtime =>
  createRuntime({
    ...lambdaSurroundings(),
    documents: () => createDynamoDocuments(),
    readConfiguration: readConfigurationText,
  });

/** The same for a function that works on no table: the client of the store stays out of its bundle. */
export const lambdaRuntimeWithoutStore = (): ConfiguredRuntime => ({
  ...bareLambdaRuntime(),
  readConfiguration: readConfigurationText,
});

/** The same for a function without a configuration document either. */
export const bareLambdaRuntime = (): BareRuntime => createBareRuntime(lambdaSurroundings());

const lambdaSurroundings = (): Surroundings => ({
  environment: process.env,
  clock: systemClock,
  newId: randomId,
  random: systemRandom,
});
