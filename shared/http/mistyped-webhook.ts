import type { Logger } from '../observability/logger.ts';
import type { HttpEvent } from './request.ts';

/** A path of short words of letters, which a phone number or a secret is not. */
const LOGGABLE_PATH = /^(?:\/[a-z-]{0,20}){1,4}$/i;

/** Warns of a request to an address that no webhook has, and counts it: somebody mistyped it in the platform's console. */
export const reportMistypedWebhook = (logger: Logger, { rawPath, requestContext }: HttpEvent): void => {
  const { method } = requestContext.http;
  logger.warn('webhook-not-found', { method, ...(LOGGABLE_PATH.test(rawPath) ? { path: rawPath } : {}) });
  logger.metrics({ webhooksNotFound: 1 });
};
