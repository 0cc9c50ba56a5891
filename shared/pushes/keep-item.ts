import type { CallWriter } from '../calls/call-store.ts';
import type { Cdr } from '../calls/cdr.ts';
import { announcesLostRecording } from '../calls/expected-recording.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { MessageWriter } from '../messages/message-store.ts';
import type { Logger } from '../observability/logger.ts';
import type { PushItem } from './push.ts';
import type { PushRoute, Quarantine } from './push-journal.ts';

/** `noted`: there is no store for it yet; the journal has it. */
export type ItemOutcome = 'stored' | 'duplicate' | 'quarantined' | 'noted';

/** What all items of one push share. */
export type PushContext = Readonly<{
  app: string;
  route: PushRoute;
  journalId: string;
  receivedAt: Date;
}>;

type Stores = Readonly<{
  calls: CallWriter;
  messages: MessageWriter;
  quarantine: Quarantine;
  logger: Logger;
}>;

/**
 * Puts one item where it belongs.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const keepItem = async (
  stores: Stores,
  context: PushContext,
  item: PushItem,
): Promise<ItemOutcome> => {
  const { receivedAt } = context;
  switch (item.kind) {
    case 'cdr':
      return keepCdr(stores, context, item.cdr);
    case 'event':
      return stores.calls.appendEvent(item.event, receivedAt);
    case 'message':
      return stores.messages.append(item.message, receivedAt);
    case 'number-status':
      stores.logger.info('number-status-noted', { app: context.app, status: item.status.status });
      return 'noted';
    case 'unreadable':
      stores.logger.error('push-item-quarantined', {
        app: context.app,
        route: context.route,
        reason: item.reason,
      });
      await stores.quarantine.keep({ ...context, reason: item.reason, sent: item.sent });
      return 'quarantined';
    default:
      return assertNever(item);
  }
};

const keepCdr = async (
  { calls, logger }: Stores,
  { app, receivedAt }: PushContext,
  cdr: Cdr,
): Promise<ItemOutcome> => {
  const outcome = await calls.appendCdr(cdr, receivedAt);
  if (outcome === 'stored' && announcesLostRecording(cdr)) logger.error('recording-without-source', { app });
  return outcome;
};
