import { functionChain, httpChain } from '../../shared/http/middlewares/chains.ts';
import { bareLambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { BareRuntime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** GET /problems, GET /problems/{code} */
export const compose = ({ logger }: BareRuntime) =>
  functionChain(
    logger,
    httpChain(logger, createHandler(), {
      // Anybody may ask for a code that does not exist; the access log has it.
      tellsRefusal: () => false,
    }),
  );

export const handler = compose(bareLambdaRuntime());
