import type { XBindingAt } from '../../bindings/read/x-binding-at.ts';
import type { CallReader } from '../../calls/call-store.ts';
import type { Cdr } from '../../calls/cdr.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { PushItem } from '../push.ts';

/**
 * Attributes an item of mode X to our binding, because the platform has no binding there: caller or sender, X and moment
 * name the binding, which may have ended since. A CDR gets the binding by whose route its call was answered. An item of
 * another mode, or one that matches no binding, stays as it is; so does one whose binding cannot be opened, because a push with
 * a right signature is stored in any case, and its binding is told as unreadable.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type AttributeToBinding = (item: PushItem) => Promise<PushItem>;

type Deps = Readonly<{
  bindingAt: XBindingAt;
  calls: Pick<CallReader, 'read'>;
  callIdOf: (call: { app: string; sessionId: string }) => string;
}>;

export const createAttributeToBinding = ({ bindingAt: find, ...others }: Deps): AttributeToBinding => {
  const bindingAt: XBindingAt = (...of) => insteadOfUnreadable(find(...of), undefined);
  return async (item) => {
    if (item.kind === 'message') {
      const { message } = item;
      const { app, mode, x, sender, sentAt, subscriptionId } = message;
      if (mode !== 'X' || subscriptionId || !x || !sender || !sentAt) return item;
      return {
        kind: 'message',
        message: { ...message, subscriptionId: await bindingAt(app, x, sender, sentAt) },
      };
    }
    if (item.kind === 'event') {
      const { event } = item;
      const { app, mode, type, called, caller, at, subscriptionId } = event;
      if (mode !== 'X' || type !== 'callin' || subscriptionId || !called || !caller) return item;
      return { kind: 'event', event: { ...event, subscriptionId: await bindingAt(app, called, caller, at) } };
    }
    if (item.kind !== 'cdr' || item.cdr.mode !== 'X' || item.cdr.subscriptionId) return item;
    return {
      kind: 'cdr',
      cdr: { ...item.cdr, subscriptionId: await bindingOfCdr({ bindingAt, ...others }, item.cdr) },
    };
  };
};

/** The record of the live call knows; where that was never stored, caller and moment must do. */
const bindingOfCdr = async ({ bindingAt, calls, callIdOf }: Deps, cdr: Cdr): Promise<string | undefined> => {
  const call = await insteadOfUnreadable(calls.read(callIdOf(cdr)), undefined);
  const answered = call?.events.find(({ type, subscriptionId }) => type === 'callin' && subscriptionId);
  if (answered !== undefined) return answered.subscriptionId;
  const { app, x, caller, startedAt } = cdr;
  return x && caller && startedAt ? bindingAt(app, x, caller, startedAt) : undefined;
};
