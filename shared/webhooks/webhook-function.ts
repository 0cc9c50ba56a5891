import { type HttpHandler, httpFunction } from '../http/http-function.ts';
import { json, statusOf } from '../http/problem.ts';
import { bodyBytes } from '../http/request.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../observability/logger.ts';
import { answerBody } from '../platform/pushes/push-answers.ts';
import type { Intake } from '../pushes/intake/intake.ts';
import type { PushRoute } from '../pushes/intake/push-journal.ts';

/**
 * One webhook: an empty 200 once everything is kept, or the documented JSON where the platform waits for a decision. The
 * webhooks differ in the route they note only, because any kind of push is understood on any of them.
 */
export const webhookFunction = ({
  intake,
  logger,
  route,
}: Readonly<{ intake: Intake; logger: Logger; route: PushRoute }>): HttpHandler =>
  httpFunction(logger, async (event) => {
    try {
      const answer = await intake({ route, headers: event.headers ?? {}, body: bodyBytes(event) });
      return answer === undefined ? { statusCode: 200, body: '' } : json(200, answerBody(answer));
    } catch (error) {
      // The platform comes again six times and then forgets, so somebody must hear of it within hours.
      if (!isRefusal(error)) logger.metrics({ pushesFailed: 1 }, { route });
      throw error;
    }
  });

const isRefusal = (error: unknown): boolean => error instanceof AppError && statusOf(error.code) < 500;
