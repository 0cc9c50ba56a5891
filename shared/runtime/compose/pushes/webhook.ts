import { type HttpHandler, httpChain } from '../../../http/middlewares/chains.ts';
import { failureCount } from '../../../http/middlewares/failure-count.ts';
import { createReportMistypedWebhook } from '../../../http/mistyped-webhook.ts';
import { json } from '../../../http/problem.ts';
import { bodyBytes, type HttpEvent } from '../../../http/request.ts';
import { createSegmentCheck } from '../../../http/secret-segment.ts';
import { createSourceList } from '../../../http/source-list.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Logger } from '../../../observability/logger.ts';
import { answerBody } from '../../../platform/pushes/push-answers.ts';
import type { Intake } from '../../../pushes/intake/intake.ts';
import { PUSH_ROUTES, type PushRoute } from '../../../pushes/intake/push-journal.ts';
import type { ReportRefusal } from '../../../pushes/intake/report-refusal.ts';

type Deps = Readonly<{
  intake: Intake;
  reportRefusal: ReportRefusal;
  logger: Logger;
  clock: Clock;
  /** One of these has to stand in the path: `/webhooks/<secret>/cdr`. Absent: none. */
  webhookSecrets?: readonly string[] | undefined;
  /** The addresses that pushes may come from. Absent: all. */
  webhookSources?: readonly string[] | undefined;
}>;

/**
 * The webhooks: an empty 200 once everything is stored, or the documented JSON where the platform waits for a decision.
 * A failure of ours is counted: the platform pushes again six times and then gives up, so an operator has only hours. So is
 * an address that no webhook has: somebody mistyped it in the console, and every push that goes there is lost. One without the
 * secret of the address is the same. A sender that is not among the sources is refused before anything else.
 */
export const createWebhook = (deps: Deps): HttpHandler => {
  const { intake, reportRefusal, logger, webhookSecrets, webhookSources } = deps;
  const reportMistypedWebhook = createReportMistypedWebhook(deps);
  const withoutSecret = webhookSecrets === undefined ? undefined : createSegmentCheck(webhookSecrets);
  const isSource = webhookSources === undefined ? () => true : createSourceList(webhookSources);
  const routeOf = (event: HttpEvent): PushRoute | undefined => routeAt(event, withoutSecret);
  return httpChain(
    logger,
    async (event) => {
      if (!isSource(event.requestContext.http.sourceIp)) {
        reportRefusal({ reason: 'source', namesApp: false });
        throw new AppError('forbidden', 'pushes are not taken from this address');
      }
      const route = routeOf(event);
      if (route === undefined) {
        reportMistypedWebhook(event);
        throw new AppError('not-found', 'there is no such webhook');
      }
      const answer = await intake({ route, headers: event.headers ?? {}, body: bodyBytes(event) });
      return answer === undefined ? { statusCode: 200, body: '' } : json(200, answerBody(answer));
    },
    {
      middlewares: [
        failureCount((event) => logger.metrics({ pushesFailed: 1 }, { route: routeOf(event) ?? 'none' })),
      ],
      // Each refusal is told by whoever refuses.
      tellsRefusal: () => false,
    },
  );
};

/** By the path, with or without slashes at its end. */
const routeAt = (
  { rawPath, requestContext }: HttpEvent,
  withoutSecret: ReturnType<typeof createSegmentCheck> = (segments) => segments,
): PushRoute | undefined => {
  const [, first, ...segments] = rawPath.replace(/\/+$/, '').split('/');
  if (requestContext.http.method !== 'POST' || first !== 'webhooks') return undefined;
  const rest = withoutSecret(segments)?.join('/');
  return PUSH_ROUTES.find((route) => route === rest);
};
