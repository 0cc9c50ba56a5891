import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { QuarantinedItems } from './journaled-pushes.ts';

/** An operator's order to take an item out of the quarantine for good. `id`: the item's own. */
export type DiscardOrder = Readonly<{ id: string; operator: string; dryRun: boolean }>;

/** The item that was taken out, or would be: by its place alone where it cannot be opened. */
export type DiscardReport = Readonly<{
  outcome: 'discarded' | 'would-be-discarded';
  itemId: string;
  app?: string;
  kind?: string;
  reason?: string;
  receivedAt?: string;
  journalId?: string;
}>;

/**
 * Takes an item out of the quarantine that nobody will ever read: it counts no more, no replay meets it, and a repeat does not bring
 * it back. It stays sealed where it is until its time is over.
 *
 * @throws {AppError} `invalid-request` when no item in quarantine has this id; `store-unavailable`.
 */
export type DiscardQuarantined = (order: DiscardOrder) => Promise<DiscardReport>;

type Deps = Readonly<{
  quarantinedItems: Pick<QuarantinedItems, 'read' | 'discard'>;
  clock: Clock;
  logger: Logger;
}>;

export const createDiscardQuarantined =
  ({ quarantinedItems, clock, logger }: Deps): DiscardQuarantined =>
  async ({ id, operator, dryRun }) => {
    const item = await insteadOfUnreadable(quarantinedItems.read(id), 'unreadable');
    if (item === undefined || (item !== 'unreadable' && item.broughtInAt !== undefined)) throw notThere();
    const about = item === 'unreadable' ? {} : aboutOf(item);
    if (dryRun) return { outcome: 'would-be-discarded', itemId: id, ...about };
    if (!(await quarantinedItems.discard(id, clock()))) throw notThere();
    logger.audit('quarantine-discarded', { operator, itemId: id, ...about });
    return { outcome: 'discarded', itemId: id, ...about };
  };

const notThere = (): AppError => new AppError('invalid-request', 'no item in quarantine has this id');

type About = Required<Pick<DiscardReport, 'app' | 'kind' | 'reason' | 'receivedAt' | 'journalId'>>;

const aboutOf = ({ app, kind, reason, receivedAt, journalId }: About): About => ({
  app,
  kind,
  reason,
  receivedAt,
  journalId,
});
