import { addSeconds, iso } from '../../kernel/clock.ts';
import { JOURNAL_KEPT_SECONDS, QUARANTINE_KEPT_SECONDS } from '../intake/push-journal.ts';
import type { JournalWindow } from './journaled-pushes.ts';

const DAY_SECONDS = 24 * 3600;

/** DynamoDB deletes what has expired within days. */
const DELETED_WITHIN_SECONDS = 7 * DAY_SECONDS;

type Window = Pick<JournalWindow, 'from' | 'to'>;

/**
 * The part of a window in which there can be anything. A list is read day by day, so a window of a thousand years would ask for
 * each of their days; this one has six weeks at most, of the quarantine fifteen.
 */
export const keptWindow = <Asked extends Window>(
  asked: Asked,
  list: 'journal' | 'quarantine',
  now: Date,
): Asked => {
  const keptSeconds = list === 'journal' ? JOURNAL_KEPT_SECONDS : QUARANTINE_KEPT_SECONDS;
  const earliest = addSeconds(now, -keptSeconds - DELETED_WITHIN_SECONDS);
  const latest = addSeconds(now, DAY_SECONDS);
  // As moments: a year of six digits does not sort as text.
  const from = new Date(asked.from);
  const to = new Date(asked.to);
  return {
    ...asked,
    from: iso(from > earliest ? from : earliest),
    to: iso(to < latest ? to : latest),
  };
};
