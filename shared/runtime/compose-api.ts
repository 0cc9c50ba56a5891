import type { ApiRoutes } from '../http/access/api-routes.ts';
import { type ApiHandler, apiChain } from '../http/middlewares/chains.ts';
import { type HttpResult, toProblem } from '../http/problem.ts';
import type { HttpEvent } from '../http/request.ts';
import { AppError } from '../kernel/errors.ts';
import { composeLookup } from './compose/compose-lookup.ts';
import { type ComposedFunction, type Composition, composeFunction } from './compose-function.ts';
import { type ComposedGuard, composeGuard } from './compose-guard.ts';
import type { Variable } from './environment.ts';
import { once } from './once.ts';
import type { Runtime } from './runtime.ts';

/**
 * The one way from a runtime to a function of our API: {@link composeFunction}, with the guard of the deployment before
 * whatever `build` makes. `build` has no way past it, because a handler cannot be called without the caller that it names.
 * While one of the two documents cannot be read nobody can be told from a stranger: that is a 503 and never a 401.
 */
export const composeApi = <Name extends Variable = never>(
  runtime: Runtime,
  { variables, routes }: Readonly<{ variables: readonly Name[]; routes: ApiRoutes }>,
  build: (composition: Composition<Name | 'ACCESS_URI'>) => ApiHandler,
): ComposedFunction<HttpEvent, HttpResult> => {
  const { logger } = runtime;
  const guard = once(() => composeGuard(runtime));
  const whenUnreadable = (error: Error): HttpResult => {
    logger.error('request-failed', { error });
    return toProblem(new AppError('store-unavailable', 'the configuration cannot be read'));
  };
  const composed = composeFunction<HttpEvent, HttpResult, Name | 'ACCESS_URI'>(
    runtime,
    { variables: ['ACCESS_URI', ...variables], whenUnreadable },
    (composition) => {
      const lookup = composeLookup(composition.configuration);
      return apiChain({ logger, routes, identify: guard().identify, lookup }, build(composition));
    },
  );
  // Both documents are read side by side, so that the second one costs no trip of its own.
  const run = (...call: Parameters<typeof composed>) => {
    unlessFaulty(guard)?.readAhead();
    return composed(...call);
  };
  const prepare = async () => {
    await Promise.all([composed.prepare(), unlessFaulty(guard)?.prepare()]);
  };
  return Object.assign(run, { prepare });
};

/** `undefined` when a variable is missing, for one: the function itself tells of it. */
const unlessFaulty = (guard: () => ComposedGuard): ComposedGuard | undefined => {
  try {
    return guard();
  } catch {
    return undefined;
  }
};
