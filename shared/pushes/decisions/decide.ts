import type { DecisionRequest, PushApp, PushItem } from '../push.ts';
import type { CallDecision, createDecideCall } from './decide-call.ts';
import type { RoutedSms, RouteSms } from './route-sms.ts';

/** The answer to the platform. `refused`: nobody could decide, so nobody is joined and no SMS goes on. */
export type Answer =
  | Readonly<{ kind: 'call'; decision: CallDecision }>
  | Readonly<{ kind: 'sms'; routed: RoutedSms; sender: string | undefined }>
  | Readonly<{ kind: 'refused'; decisionRequest: DecisionRequest }>;

/** Decides what a push asks, from our own stores alone. @throws {AppError} `store-unavailable`. */
export type Decide = (
  decisionRequest: DecisionRequest,
  item: PushItem | undefined,
  app: PushApp,
) => Promise<Answer>;

type Deps = Readonly<{
  decideCall: ReturnType<typeof createDecideCall>;
  routeSms: RouteSms;
}>;

export const createDecide =
  ({ decideCall, routeSms }: Deps): Decide =>
  async (decisionRequest, item, app) => {
    if (decisionRequest === 'callin' && item?.kind === 'event' && app.mode === 'X') {
      const { called, caller } = item.event;
      return { kind: 'call', decision: await decideCall({ app: app.name, x: called, caller }) };
    }
    if (decisionRequest === 'sms-block' && item?.kind === 'message') {
      const { message } = item;
      return { kind: 'sms', routed: await routeSms(message, app.mode), sender: message.sender };
    }
    return { kind: 'refused', decisionRequest };
  };

/**
 * Adds the decision to its item: an SMS gets the reason, and a call or SMS of X mode, to which the platform gives no binding,
 * gets ours.
 */
export const withDecision = (item: PushItem, answer: Answer | undefined): PushItem => {
  if (answer?.kind === 'sms' && item.kind === 'message') {
    const { decision, bindingId } = answer.routed;
    const subscriptionId = item.message.subscriptionId ?? bindingId;
    return { kind: 'message', message: { ...item.message, subscriptionId, decision } };
  }
  if (answer?.kind === 'call' && answer.decision.kind === 'connect' && item.kind === 'event') {
    const { bindingId } = answer.decision.route;
    return {
      kind: 'event',
      event: { ...item.event, subscriptionId: item.event.subscriptionId ?? bindingId },
    };
  }
  return item;
};
