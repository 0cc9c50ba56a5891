import { type HttpHandler, httpChain } from '../../http/middlewares/chains.ts';
import { failureCount } from '../../http/middlewares/failure-count.ts';
import { json } from '../../http/problem.ts';
import { bodyBytes } from '../../http/request.ts';
import type { Logger } from '../../observability/logger.ts';
import { answerBody } from '../../platform/pushes/push-answers.ts';
import type { Intake } from '../../pushes/intake/intake.ts';
import type { PushRoute } from '../../pushes/intake/push-journal.ts';

type Deps = Readonly<{ intake: Intake; route: PushRoute; logger: Logger }>;

/**
 * One webhook: an empty 200 once everything is stored, or the documented JSON where the platform waits for a decision.
 * A failure of ours is counted: the platform pushes again six times and then gives up, so an operator has only hours.
 */
export const createWebhook = ({ intake, route, logger }: Deps): HttpHandler =>
  httpChain(
    logger,
    async (event) => {
      const answer = await intake({ route, headers: event.headers ?? {}, body: bodyBytes(event) });
      return answer === undefined ? { statusCode: 200, body: '' } : json(200, answerBody(answer));
    },
    [failureCount(() => logger.metrics({ pushesFailed: 1 }, { route }))],
  );
