import type { ApiGuard } from '../http/middlewares/api-guard.ts';
import { createApiKeyGuard } from '../http/middlewares/api-key-guard.ts';
import { type ApiHandler, apiChain, type HttpHandler } from '../http/middlewares/chains.ts';
import { iamGuard, jwtGuard } from '../http/middlewares/gateway-guards.ts';
import { assertNever } from '../kernel/assert-never.ts';
import { type Composition, composeFunction } from './compose-function.ts';
import type { Variable } from './environment.ts';
import type { Runtime } from './runtime.ts';

/**
 * The one way from a runtime to a function of our API: {@link composeFunction}, with the guard of the deployment before
 * whatever `build` makes. `build` has no way past it, because a handler cannot be called without the caller that it names.
 */
export const composeApi = <Name extends Variable = never>(
  runtime: Runtime,
  options: Readonly<{ variables: readonly Name[] }>,
  build: (composition: Composition<Name>) => ApiHandler,
): HttpHandler =>
  composeFunction(runtime, options, (composition) =>
    apiChain(runtime.logger, guardOf(composition), build(composition)),
  );

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
