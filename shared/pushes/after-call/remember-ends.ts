import type { CallWriter } from '../../calls/call-store.ts';
import { endOf } from '../../calls/call-times.ts';
import { addSeconds, iso } from '../../kernel/clock.ts';
import type { CallEndLooks } from './due-looks.ts';

type Deps = Readonly<{
  looks: Pick<CallEndLooks, 'put'>;
  /** How long after its last call a binding of the app ends, in seconds; `undefined`: it does not end by that. */
  afterCallSecondsOf: (app: string) => number | undefined;
}>;

/**
 * Stores calls as `writer` does, and with each end of a call that the binding is to be looked at some time later. The look comes
 * after the record, so that whoever makes it finds the record, and also for a repeat, so that a crash between the two loses nothing.
 */
export const rememberingEnds = (writer: CallWriter, { looks, afterCallSecondsOf }: Deps): CallWriter => {
  const remember = async (
    { app, subscriptionId }: Readonly<{ app: string; subscriptionId?: string | undefined }>,
    endedAt: string | undefined,
    receivedAt: Date,
  ): Promise<void> => {
    const seconds = afterCallSecondsOf(app);
    if (seconds === undefined || subscriptionId === undefined) return;
    const now = iso(receivedAt);
    const wanted = iso(addSeconds(new Date(endedAt ?? now), seconds));
    await looks.put({ app, subscriptionId, dueAt: wanted > now ? wanted : now });
  };
  return {
    async appendCdr(cdr, receivedAt, storedAt) {
      const outcome = await writer.appendCdr(cdr, receivedAt, storedAt);
      await remember(cdr, endOf(cdr), receivedAt);
      return outcome;
    },

    async appendEvent(event, receivedAt) {
      const outcome = await writer.appendEvent(event, receivedAt);
      if (event.type === 'disconnect') await remember(event, event.at, receivedAt);
      return outcome;
    },
  };
};
