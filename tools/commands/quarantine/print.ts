import type { Gap } from '../../../shared/pushes/maintenance/call-gaps.ts';
import type { DiscardReport } from '../../../shared/pushes/maintenance/discard-quarantined.ts';

const described = ({
  itemId,
  app,
  reason,
  receivedAt,
  journalId,
}: Readonly<Partial<Record<'itemId' | 'app' | 'reason' | 'receivedAt' | 'journalId', string>>>): string =>
  [
    `item ${itemId}`,
    ...(receivedAt === undefined ? [] : [receivedAt]),
    ...(app === undefined || app === '?' ? [] : [app]),
    reason ?? 'cannot be opened',
    ...(journalId === undefined || journalId === itemId ? [] : [`push ${journalId}`]),
  ].join(', ');

/** The items for people, a line each. */
export const describeQuarantine = (items: readonly Gap[]): string =>
  items.length === 0 ? 'the quarantine is empty' : items.map(described).join('\n');

const OUTCOMES = {
  discarded: 'taken out',
  'would-be-discarded': 'would be taken out; nothing was changed (--dry-run)',
} satisfies Record<DiscardReport['outcome'], string>;

/** The outcome of an order for people. */
export const describeDiscarded = (report: DiscardReport): string =>
  `${described(report)}: ${OUTCOMES[report.outcome]}`;
