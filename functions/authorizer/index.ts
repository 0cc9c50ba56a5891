import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaRuntimeWithoutStore } from '../../shared/runtime/lambda-runtime.ts';
import type { ConfiguredRuntime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** The Lambda authorizer of every API route. */
export const compose = (runtime: ConfiguredRuntime) =>
  composeFunction(runtime, { variables: [] }, ({ configuration }) => createHandler(configuration.apiKeys));

export const handler = compose(lambdaRuntimeWithoutStore());
