import { type HttpHandler, httpFunction } from '../../shared/http/http-function.ts';
import { json } from '../../shared/http/problem.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';

/**
 * Answers 200 `{"status":"ok"}` to the health route and 404 `not-found` to everything else, because the same function is
 * behind the catch-all route of the API. It asks no store: a health check that fails with a store takes down what still works.
 */
export const createHandler = (logger: Logger): HttpHandler =>
  httpFunction(logger, async (event) => {
    if (event.routeKey === 'GET /health') return json(200, { status: 'ok' });
    throw new AppError('not-found', 'there is no such route');
  });
