import type { Gap } from '../../../shared/pushes/maintenance/call-gaps.ts';
import type { ReplayReport } from '../../../shared/pushes/maintenance/replay.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { WholeGaps } from './join.ts';

/** A replay for people. */
export const describeReplay = (report: Omit<ReplayReport, 'next'>, dryRun: boolean): string =>
  [
    `${report.replayed} ${dryRun ? 'would be fed again' : 'fed again'}, ${report.skipped} skipped`,
    ...(dryRun
      ? []
      : [
          `  ${counted(report.stored, 'item was', 'items were')} new, ${counted(report.duplicates, 'was', 'were')} there, ${counted(report.ignored, 'changes', 'change')} nothing`,
          `  ${report.quarantined} cannot be read, ${report.broughtIn} left the quarantine`,
        ]),
    ...(report.unreadable === 0
      ? []
      : [`  ${counted(report.unreadable, 'is', 'are')} not a push for this reader`]),
    ...(report.unopened.length === 0 ? [] : [`  cannot be opened: ${report.unopened.join(', ')}`]),
    ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');

const TITLES = {
  'no-cdr': 'Calls with events and without a CDR',
  'not-stored': 'Calls of which the journal knows more than the store: replay them',
  'recording-overdue': 'Recordings not archived, with more than half of their time over',
  'recording-lost': 'Recordings lost',
  quarantined: 'Items in quarantine',
  unreadable: 'Pushes and calls that cannot be opened: bring their data key back',
} satisfies Record<Gap['kind'], string>;

/** The gaps for people, by kind. */
export const describeGaps = ({ pushes, gaps }: WholeGaps): string => {
  const sections = Object.entries(TITLES).flatMap(([kind, title]) => {
    const found = gaps.filter((gap) => gap.kind === kind);
    return found.length === 0 ? [] : ['', `${title}: ${found.length}`, ...found.map(describeGap)];
  });
  // Without a push there is nothing to miss, and nobody knows whether one should be there.
  if (pushes === 0 && gaps.length === 0) return '0 pushes looked at: the journal has none of that time';
  const none = gaps.length === 0 ? ', nothing is missing' : '';
  return [`${counted(pushes, 'push', 'pushes')} looked at${none}`, ...sections].join('\n');
};

const describeGap = (gap: Gap): string => {
  const { app, receivedAt, reason, attempts, deadlineAt } = gap;
  return [
    `  ${receivedAt} ${app}`,
    subjectOf(gap),
    ...(attempts === undefined ? [] : [counted(attempts, 'attempt')]),
    ...(deadlineAt === undefined ? [] : [`gone at ${deadlineAt}`]),
    ...(reason === undefined ? [] : [reason]),
  ].join(', ');
};

const subjectOf = ({ callId, journalId, itemId }: Gap): string => {
  if (callId !== undefined) return `call ${callId}`;
  const push = journalId === undefined ? [] : [`push ${journalId}`];
  return [...(itemId === undefined ? [] : [`item ${itemId}`]), ...push].join(', ');
};
