import { type HttpHandler, httpChain } from '../../http/middlewares/chains.ts';
import { failureCount } from '../../http/middlewares/failure-count.ts';
import { reportMistypedWebhook } from '../../http/mistyped-webhook.ts';
import { json } from '../../http/problem.ts';
import { bodyBytes, type HttpEvent } from '../../http/request.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { answerBody } from '../../platform/pushes/push-answers.ts';
import type { Intake } from '../../pushes/intake/intake.ts';
import { PUSH_ROUTES, type PushRoute } from '../../pushes/intake/push-journal.ts';

type Deps = Readonly<{ intake: Intake; logger: Logger }>;

/**
 * The webhooks: an empty 200 once everything is stored, or the documented JSON where the platform waits for a decision.
 * A failure of ours is counted: the platform pushes again six times and then gives up, so an operator has only hours. So is
 * an address that no webhook has: somebody mistyped it in the console, and every push that goes there is lost.
 */
export const createWebhook = ({ intake, logger }: Deps): HttpHandler =>
  httpChain(
    logger,
    async (event) => {
      const route = routeOf(event);
      if (route === undefined) {
        reportMistypedWebhook(logger, event);
        throw new AppError('not-found', 'there is no such webhook');
      }
      const answer = await intake({ route, headers: event.headers ?? {}, body: bodyBytes(event) });
      return answer === undefined ? { statusCode: 200, body: '' } : json(200, answerBody(answer));
    },
    [failureCount((event) => logger.metrics({ pushesFailed: 1 }, { route: routeOf(event) ?? 'none' }))],
  );

/** By the path, with or without slashes at its end. */
const routeOf = ({ rawPath, requestContext }: HttpEvent): PushRoute | undefined =>
  requestContext.http.method === 'POST'
    ? PUSH_ROUTES.find((route) => rawPath.replace(/\/+$/, '') === `/webhooks/${route}`)
    : undefined;
