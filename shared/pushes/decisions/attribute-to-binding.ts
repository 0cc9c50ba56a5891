import type { XBindingAt } from '../../bindings/read/x-binding-at.ts';
import type { PushItem } from '../push.ts';

/**
 * Attributes an item of mode X to our binding, because the platform has no binding there: caller or sender, X and moment
 * name the binding, which may have ended since. An item of another mode, or one that matches no binding, stays as it is.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type AttributeToBinding = (item: PushItem) => Promise<PushItem>;

export const createAttributeToBinding =
  (bindingAt: XBindingAt): AttributeToBinding =>
  async (item) => {
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
    return item;
  };
