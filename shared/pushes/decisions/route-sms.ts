import type { Binding } from '../../bindings/model/binding.ts';
import { statusAt } from '../../bindings/model/binding.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type E164, readPlatformNumber } from '../../kernel/e164.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { SmsDecision, SmsMessage } from '../../messages/message.ts';
import type { FindRoute } from './decide-call.ts';

/** How an app wants texts of A answered that name no receiver, in the order in which it is tried. */
export type ReplyPolicy = 'temporary-callee' | 'last-contact' | 'discard';

export type RouteSmsDeps = Readonly<{
  findRoute: FindRoute;
  /** The binding that a text belongs to. @throws {AppError} `store-unavailable`. */
  bindingOf: (app: string, subscriptionId: string) => Promise<Binding | undefined>;
  /** Who was last in touch with A through X, by a call or a text. @throws {AppError} `store-unavailable`. */
  lastContact: (binding: Binding, x: E164) => Promise<E164 | undefined>;
  policyOf: (app: string) => readonly ReplyPolicy[];
  clock: Clock;
}>;

const discard = (reason: SmsDecision['reason']): SmsDecision => ({ operation: 'discard', reason });

/** Where to, and why: the receiver only leaves this room in the answer to the platform. */
export type RoutedSms = Readonly<{ decision: SmsDecision; receiver?: E164 }>;

/**
 * Decides what becomes of a text that the platform asks about. In X mode it goes where the sender's call would go; in AX
 * the app's policy says where, and only for the A of a live binding. In doubt the text is dropped: nobody gets a text
 * that was meant for somebody else.
 */
export const createRouteSms = (deps: RouteSmsDeps) => {
  const { findRoute, bindingOf, lastContact, policyOf, clock } = deps;

  const byRoute = async (app: string, x: E164, sender: E164): Promise<RoutedSms> => {
    const route = await findRoute(app, x, sender);
    if (route === undefined) return { decision: discard('no-route') };
    if (route.expiresAt !== undefined && route.expiresAt <= clock().toISOString())
      return { decision: discard('expired') };
    if (!route.mayCall) return { decision: discard('direction') };
    const receiver = readPlatformNumber(route.callee);
    return receiver === undefined
      ? { decision: discard('no-route') }
      : { decision: { operation: 'forward', reason: 'route' }, receiver };
  };

  const receiverBy = async (policy: ReplyPolicy, binding: Binding, x: E164): Promise<E164 | undefined> => {
    if (policy === 'last-contact') return lastContact(binding, x);
    const { temporaryCallee } = binding;
    const isLive = temporaryCallee !== undefined && temporaryCallee.expiresAt > clock().toISOString();
    return isLive ? readPlatformNumber(temporaryCallee.callee) : undefined;
  };

  /** The first policy that names somebody wins. */
  const byPolicies = async (binding: Binding, x: E164): Promise<RoutedSms> => {
    for (const policy of policyOf(binding.app)) {
      if (policy === 'discard') return { decision: discard('policy') };
      const receiver = await receiverBy(policy, binding, x);
      if (receiver !== undefined && receiver !== binding.a)
        return { decision: { operation: 'forward', reason: policy }, receiver };
    }
    return { decision: discard('nobody-to-reply-to') };
  };

  const byBinding = async (
    { app, subscriptionId }: SmsMessage,
    x: E164,
    sender: E164,
  ): Promise<RoutedSms> => {
    const binding = subscriptionId === undefined ? undefined : await bindingOf(app, subscriptionId);
    if (binding === undefined || statusAt(binding, clock()) !== 'active')
      return { decision: discard('no-binding') };
    if (binding.a !== sender || binding.x !== x) return { decision: discard('not-the-owner') };
    return byPolicies(binding, x);
  };

  return async (message: SmsMessage, mode: Mode): Promise<RoutedSms> => {
    const x = message.x === undefined ? undefined : readPlatformNumber(message.x);
    const sender = message.sender === undefined ? undefined : readPlatformNumber(message.sender);
    if (x === undefined || sender === undefined) return { decision: discard('unreadable-number') };
    if (mode === 'X') return byRoute(message.app, x, sender);
    return mode === 'AX' ? byBinding(message, x, sender) : { decision: discard('mode') };
  };
};
