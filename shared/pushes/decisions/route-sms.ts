import { statusAt } from '../../bindings/model/binding.ts';
import type { BindingRecord } from '../../bindings/model/binding-store.ts';
import { isOpen } from '../../bindings/model/open-request.ts';
import type { XBindingAt } from '../../bindings/read/x-binding-at.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import { type E164, readPlatformNumber } from '../../kernel/e164.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { SmsDecision, SmsMessage } from '../../messages/message.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { FindRoute, IsBlocked } from './decide-call.ts';
import type { FindLastContact, LastContact } from './last-contact.ts';

/** How an app wants an SMS of A answered that names no receiver, in the order in which it is tried. */
export type ReplyPolicy = 'temporary-callee' | 'last-contact' | 'discard';

export type RouteSmsDeps = Readonly<{
  findRoute: FindRoute;
  isBlocked: IsBlocked;
  /** The binding of mode AX that has an X, or had it last, read consistently. @throws {AppError} `store-unavailable`. */
  bindingOn: (app: string, x: E164) => Promise<BindingRecord | undefined>;
  bindingAt: XBindingAt;
  lastContact: FindLastContact;
  policyOf: (app: string) => readonly ReplyPolicy[];
  clock: Clock;
}>;

/** Where an SMS goes, and why. The receiver leaves this module in the answer to the platform only. */
export type RoutedSms = Readonly<{
  decision: SmsDecision;
  receiver?: E164;
  /** Mode X: the binding by whose route it goes on, or for which it was meant. */
  bindingId?: string;
}>;

/** @throws {AppError} `store-unavailable`. */
export type RouteSms = (message: SmsMessage, mode: Mode) => Promise<RoutedSms>;

/**
 * Decides where an SMS goes that the platform asks about. In X mode it goes where the sender's call would go; in AX the
 * app's policy says where, and only for the A of a live binding. In doubt the SMS is dropped, also where a binding cannot be
 * opened: nobody gets an SMS that was meant for somebody else. A sender who is blocked reaches nobody.
 */
export const createRouteSms =
  (deps: RouteSmsDeps): RouteSms =>
  async (message, mode) => {
    const x = message.x === undefined ? undefined : readPlatformNumber(message.x);
    const sender = message.sender === undefined ? undefined : readPlatformNumber(message.sender);
    if (x === undefined || sender === undefined) return discarded('unreadable-number');
    if (mode !== 'X' && mode !== 'AX') return discarded('mode');
    const [blocked, routed] = await Promise.all([
      deps.isBlocked(message.app, sender),
      insteadOfUnreadable(
        (mode === 'X' ? byRoute : byBinding)(deps, message, x, sender),
        discarded('in-doubt'),
      ),
    ]);
    return blocked ? discarded('blocked') : routed;
  };

const discarded = (reason: SmsDecision['reason']): RoutedSms => ({
  decision: { operation: 'discard', reason },
});

const forwarded = (reason: SmsDecision['reason'], receiver: E164): RoutedSms => ({
  decision: { operation: 'forward', reason },
  receiver,
});

const byRoute = async (
  { findRoute, bindingAt, clock }: RouteSmsDeps,
  { app, sentAt }: SmsMessage,
  x: E164,
  sender: E164,
): Promise<RoutedSms> => {
  const route = await findRoute(app, x, sender);
  if (route === undefined) return discarded('no-route');
  if (route.expiresAt !== undefined && route.expiresAt <= clock().toISOString()) return discarded('expired');
  if (!route.mayCall) return discarded('direction');
  // It was meant for the one who was there before.
  if (route.since !== undefined && sentAt !== undefined && sentAt < route.since) return discarded('in-doubt');
  if (route.madeAt !== undefined && sentAt !== undefined && sentAt < route.madeAt) {
    const meant = await bindingAt(app, x, sender, sentAt);
    if (meant !== undefined && meant !== route.bindingId)
      return { ...discarded('in-doubt'), bindingId: meant };
  }
  const receiver = readPlatformNumber(route.callee);
  if (receiver === undefined) return discarded('no-route');
  return { ...forwarded('route', receiver), bindingId: route.bindingId };
};

const byBinding = async (
  deps: RouteSmsDeps,
  { app, subscriptionId, sentAt }: SmsMessage,
  x: E164,
  sender: E164,
): Promise<RoutedSms> => {
  const record = subscriptionId === undefined ? undefined : await deps.bindingOn(app, x);
  const binding = record?.binding;
  if (record === undefined || binding?.subscriptionId !== subscriptionId) return discarded('no-binding');
  if (statusAt(record.binding, deps.clock()) !== 'active') return discarded('no-binding');
  if (record.binding.a !== sender) return discarded('not-the-owner');
  return byPolicies(deps, record, x, sentAt);
};

/** The first policy that names somebody wins. A doubt ends the search: another policy might name a wrong one. */
const byPolicies = async (
  { policyOf, lastContact, clock }: RouteSmsDeps,
  record: BindingRecord,
  x: E164,
  stamp: string | undefined,
): Promise<RoutedSms> => {
  const { binding } = record;
  const now = iso(clock());
  const sentAt = stamp === undefined || stamp > now ? now : stamp;
  // It was sent before its sender became A, so it is not about those whom this A is in touch with.
  if (sentAt < (binding.joined?.a ?? '')) return discarded('in-doubt');
  for (const policy of policyOf(binding.app)) {
    if (policy === 'discard') return discarded('policy');
    const found =
      policy === 'temporary-callee'
        ? temporaryCalleeOf(record, sentAt, clock())
        : await lastContact(binding, x, sentAt);
    if (found.kind === 'in-doubt') return discarded('in-doubt');
    if (found.kind === 'known' && found.number !== binding.a) return forwarded(policy, found.number);
  }
  return discarded('nobody-to-reply-to');
};

/**
 * The temporary callee that A meant. In doubt when the SMS was sent before he was set or when his time is up since, and while
 * an unanswered request may have set another one at the platform.
 */
const temporaryCalleeOf = (
  { binding, openChange }: BindingRecord,
  sentAt: string,
  now: Date,
): LastContact => {
  const { temporaryCallee: callee } = binding;
  const open = isOpen(openChange, now) ? (openChange.callees ?? []) : [];
  if (open.some((other) => other !== callee?.callee)) return { kind: 'in-doubt' };
  if (callee === undefined || callee.expiresAt <= sentAt) return { kind: 'nobody' };
  if (sentAt < (callee.setAt ?? '') || callee.expiresAt <= iso(now)) return { kind: 'in-doubt' };
  const number = readPlatformNumber(callee.callee);
  return number === undefined ? { kind: 'nobody' } : { kind: 'known', number };
};
