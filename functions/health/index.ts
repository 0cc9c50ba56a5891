import { functionChain, httpChain } from '../../shared/http/middlewares/chains.ts';
import { bareLambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { BareRuntime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** GET /health and every path that no other function has. */
export const compose = ({ logger }: BareRuntime) =>
  functionChain(logger, httpChain(logger, createHandler(logger)));

export const handler = compose(bareLambdaRuntime());
