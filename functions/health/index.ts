import { functionChain, httpChain } from '../../shared/http/middlewares/chains.ts';
import { createReportMistypedWebhook } from '../../shared/http/mistyped-webhook.ts';
import { bareLambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { BareRuntime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** GET /health and every path that no other function has. */
export const compose = ({ logger, clock }: BareRuntime) =>
  functionChain(
    logger,
    httpChain(logger, createHandler(createReportMistypedWebhook({ logger, clock })), {
      // Anybody may ask for an address that nothing has; the access log has it.
      tellsRefusal: () => false,
    }),
  );

export const handler = compose(bareLambdaRuntime());
