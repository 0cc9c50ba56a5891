import type { Logger } from '../../observability/logger.ts';
import type { Answer, Decide } from '../decisions/decide.ts';
import type { Push, PushApp } from '../push.ts';

/** The answer to the platform where a push asks for a decision; without `answer` it is refused. It is logged. */
export const answered = async (
  { answer, logger }: Readonly<{ answer?: Decide | undefined; logger: Logger }>,
  { decisionRequest, items }: Push,
  app: PushApp,
): Promise<Answer | undefined> => {
  if (decisionRequest === undefined) return undefined;
  const given =
    answer === undefined
      ? { kind: 'refused' as const, decisionRequest }
      : await answer(decisionRequest, items[0], app);
  logger.info('push-decision-answered', { app: app.name, decisionRequest, ...outcomeOf(given) });
  return given;
};

/** The part of an answer that is logged: never the numbers in it. */
const outcomeOf = (answer: Answer): Readonly<Record<string, string>> => {
  if (answer.kind === 'refused') return { outcome: 'refused' };
  if (answer.kind === 'sms') {
    const { operation, reason } = answer.routed.decision;
    return { outcome: operation, reason };
  }
  const { decision } = answer;
  return decision.kind === 'connect'
    ? { outcome: 'connect', bindingId: decision.route.bindingId }
    : { outcome: 'close', reason: decision.reason };
};
