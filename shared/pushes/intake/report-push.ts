import type { Logger } from '../../observability/logger.ts';
import type { Push, PushItem } from '../push.ts';
import type { ItemOutcome, PushContext } from './keep-item.ts';

/** An item as it was attributed, and what became of it. */
export type KeptItem = Readonly<{ item: PushItem; outcome: ItemOutcome }>;

type ReportDeps = Readonly<{
  /** Our id of a call. */
  callIdOf: (call: Readonly<{ app: string; sessionId: string }>) => string;
  logger: Logger;
}>;

/** One line and the metrics of a push that was kept: what became of its items, and the ids by which it is found again. */
export const reportPush = (
  { logger, callIdOf }: ReportDeps,
  { app, route, journalId, receivedAt, repeated }: PushContext & Readonly<{ repeated: boolean }>,
  { kind, items, decisionRequest, namesOtherApp }: Push,
  kept: readonly KeptItem[],
): void => {
  const count = (wanted: ItemOutcome) => kept.filter(({ outcome }) => outcome === wanted).length;
  const counts = {
    stored: count('stored'),
    duplicates: count('duplicate'),
    quarantined: count('quarantined'),
    ignored: count('ignored'),
  };
  if (namesOtherApp) logger.warn('push-names-other-app', { app, route, journalId, kind });
  logger.info('push-kept', {
    app,
    route,
    journalId,
    kind,
    repeated,
    ...counts,
    ...idsOf(kept, callIdOf),
    ...(decisionRequest ? { decisionRequest } : {}),
  });
  logger.metrics({ pushesKept: 1, itemsStored: counts.stored }, { kind });
  logger.metrics({
    itemsQuarantined: counts.quarantined,
    cdrLagSeconds: repeated ? 0 : cdrLagSeconds(items, receivedAt),
  });
};

/** The calls in a push by our ids, and the bindings where they are known without a look: those of mode X. */
const idsOf = (kept: readonly KeptItem[], callIdOf: ReportDeps['callIdOf']) => {
  const callIds = new Set<string>();
  const bindingIds = new Set<string>();
  for (const { item } of kept) {
    const record = recordIn(item);
    if (record === undefined) continue;
    if ('sessionId' in record) callIds.add(callIdOf(record));
    if (record.mode === 'X' && record.subscriptionId !== undefined) bindingIds.add(record.subscriptionId);
  }
  return {
    ...(callIds.size > 0 ? { callIds: [...callIds] } : {}),
    ...(bindingIds.size > 0 ? { bindingIds: [...bindingIds] } : {}),
  };
};

const recordIn = (item: PushItem) => {
  if (item.kind === 'cdr') return item.cdr;
  if (item.kind === 'event') return item.event;
  return item.kind === 'message' ? item.message : undefined;
};

/** How long ago the longest ended of the calls was whose CDRs came; 0 without any. */
const cdrLagSeconds = (items: readonly PushItem[], receivedAt: Date): number =>
  items.reduce((longest, item) => {
    const endedAt = item.kind === 'cdr' ? item.cdr.endedAt : undefined;
    const lag = endedAt === undefined ? 0 : (receivedAt.getTime() - Date.parse(endedAt)) / 1000;
    return Math.max(longest, Math.round(lag));
  }, 0);
