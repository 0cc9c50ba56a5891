import type { Gap } from '../../../shared/pushes/maintenance/call-gaps.ts';
import type { DiscardReport } from '../../../shared/pushes/maintenance/discard-quarantined.ts';
import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import type { Invoke } from '../replay/run.ts';

const DAY_MS = 24 * 3600 * 1000;

/** The quarantine keeps its items for 93 days; one more for a clock that is behind. */
const LOOKED_BACK_MS = 94 * DAY_MS;

/** Everything in quarantine, the oldest first. The journal, which comes before it in a report of gaps, is passed over. */
export const listQuarantine = async (
  invoke: Invoke,
  now: Date,
  tell: (line: string) => void,
): Promise<readonly Gap[]> => {
  const from = new Date(now.getTime() - LOOKED_BACK_MS).toISOString();
  // A clock of the functions that is ahead of this one hides nothing.
  const to = new Date(now.getTime() + DAY_MS).toISOString();
  const items: Gap[] = [];
  let after: string | null = `Q:${from}#a`;
  do {
    const report = (await invoke('report-gaps', { from, to, after })) as GapsReport;
    items.push(...report.gaps);
    after = report.next;
    if (after !== null) tell(`${items.length} so far`);
  } while (after !== null);
  return items;
};

/** Takes one item out, or says what would be taken out. */
export const discardItem = async (
  order: Readonly<{ discard: string; operator: string; dryRun: boolean }>,
  invoke: Invoke,
): Promise<DiscardReport> => (await invoke('replay-pushes', order)) as DiscardReport;
