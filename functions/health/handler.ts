import { type HttpResult, json } from '../../shared/http/problem.ts';
import type { HttpEvent } from '../../shared/http/request.ts';
import { AppError } from '../../shared/kernel/errors.ts';

/**
 * Answers 200 `{"status":"ok"}` to the health route and `not-found` to everything else, because the same function is
 * behind the catch-all route of the API. It asks no store: a health check that fails with a store takes down what still works.
 */
export const createHandler =
  (reportMistypedWebhook: (event: HttpEvent) => void) =>
  async (event: HttpEvent): Promise<HttpResult> => {
    if (event.routeKey === 'GET /health') return json(200, { status: 'ok' });
    // An address below `/webhooks/` goes to a webhook.
    if (/^\/webhooks\/*$/.test(event.rawPath) || isSignedPush(event)) reportMistypedWebhook(event);
    throw new AppError('not-found', 'there is no such route');
  };

const isSignedPush = ({ headers = {} }: HttpEvent): boolean => 'x-aksk' in headers || 'x-wsse' in headers;
