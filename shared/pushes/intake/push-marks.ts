import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Documents } from '../../storage/documents.ts';
import type { PushKind } from '../push.ts';

/** A mark says that pushes of a kind came for an app in one quarter of an hour. */
export const MARK_SECONDS = 900;

/** With so many weeks before it a silence is compared. */
export const WEEKS_BEFORE = 3;

/** A silence of six weeks, the weeks before it, and one more that shows for how long pushes have come. */
export const MARKS_KEPT_SECONDS = (6 + WEEKS_BEFORE + 1) * 7 * 24 * 3600;

/** The partition of an app's marks. */
export const marksOf = (app: string): string => `HEARD#${app}`;

/** The sort key of a mark: its kind and the begin of its quarter. In a partition the marks of a kind stand in order. */
export const markKey = (kind: PushKind, quarter: Date): string => `${kind}#${iso(quarter)}`;

/** The begin of the quarter of an hour. */
const quarterOf = (at: Date): Date =>
  new Date(Math.floor(at.getTime() / (MARK_SECONDS * 1000)) * MARK_SECONDS * 1000);

/** Remembers that a push came. Never fails: one that is not remembered leaves a line, and the next one is. */
export type MarkPush = (app: string, kind: PushKind, at: Date) => Promise<void>;

/** Marks in the table of the journal. A process writes each once, so that a push seldom costs a write more. */
export const createMarkPush = (documents: Documents, table: string, logger: Logger): MarkPush => {
  const written = new Map<string, string>();
  return async (app, kind, at) => {
    const quarter = quarterOf(at);
    const place = `${app}#${kind}`;
    if (written.get(place) === iso(quarter)) return;
    const item = {
      pk: marksOf(app),
      sk: markKey(kind, quarter),
      ttl: epochSeconds(addSeconds(quarter, MARKS_KEPT_SECONDS)),
    };
    try {
      await documents.put({ purpose: 'marking that pushes come', table, item });
      written.set(place, iso(quarter));
    } catch (error) {
      logger.warn('push-not-marked', { app, kind, error });
    }
  };
};
