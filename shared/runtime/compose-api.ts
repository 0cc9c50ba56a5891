import type { ApiGuard } from '../http/middlewares/api-guard.ts';
import { createApiKeyGuard } from '../http/middlewares/api-key-guard.ts';
import { type ApiHandler, apiChain } from '../http/middlewares/chains.ts';
import { iamGuard, jwtGuard } from '../http/middlewares/gateway-guards.ts';
import { type HttpResult, toProblem } from '../http/problem.ts';
import type { HttpEvent } from '../http/request.ts';
import { assertNever } from '../kernel/assert-never.ts';
import { AppError } from '../kernel/errors.ts';
import { type ComposedFunction, type Composition, composeFunction } from './compose-function.ts';
import type { Variable } from './environment.ts';
import type { Runtime } from './runtime.ts';

/**
 * The one way from a runtime to a function of our API: {@link composeFunction}, with the guard of the deployment before
 * whatever `build` makes. `build` has no way past it, because a handler cannot be called without the caller that it names.
 * While the configuration cannot be read nobody can be told from a stranger: that is a 503 and never a 401.
 */
export const composeApi = <Name extends Variable = never>(
  runtime: Runtime,
  { variables }: Readonly<{ variables: readonly Name[] }>,
  build: (composition: Composition<Name>) => ApiHandler,
): ComposedFunction<HttpEvent, HttpResult> => {
  const { logger } = runtime;
  const whenUnreadable = (error: Error): HttpResult => {
    logger.error('request-failed', { error });
    return toProblem(new AppError('store-unavailable', 'the configuration cannot be read'));
  };
  return composeFunction(runtime, { variables, whenUnreadable }, (composition) =>
    apiChain(logger, guardOf(composition), build(composition)),
  );
};

const guardOf = ({ settings, configuration }: Composition): ApiGuard => {
  switch (settings.apiGuard) {
    case 'key':
      return createApiKeyGuard(configuration.apiKeys);
    case 'jwt':
      return jwtGuard;
    case 'iam':
      return iamGuard;
    default:
      return assertNever(settings.apiGuard);
  }
};
