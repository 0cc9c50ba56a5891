import type { Documents } from '../../storage/documents.ts';
import { type PushBucket, type Span, spansOf } from './push-buckets.ts';

/** A page of the index has some thousand entries, so this counts about a million pushes; further ones cost too much for a chart. */
const MOST_PAGES = 200;

/**
 * Counts the pushes in the list of each day, whatever app they are of, the newest first; what is left when time or pages run out is
 * `null`. Reads no push.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const countPushes = async (
  documents: Documents,
  table: string,
  asked: Span,
  hasTime: () => boolean,
): Promise<readonly PushBucket[]> => {
  const buckets: PushBucket[] = [];
  let pages = 0;
  const countIn = async (span: Span): Promise<number | null> => {
    let start: Record<string, unknown> | undefined;
    let counted = 0;
    do {
      if (pages >= MOST_PAGES || !hasTime()) return null;
      pages += 1;
      const page = await documents.query({ ...listing(table, span), countOnly: true, start });
      counted += page.count;
      start = page.next;
    } while (start !== undefined);
    return counted;
  };
  for (const span of spansOf(asked).toReversed()) buckets.push({ ...span, received: await countIn(span) });
  return buckets.toReversed();
};

/** The pushes of a span within one day (UTC), as the index lists them. */
export const listing = (table: string, { from, to }: Span) => ({
  purpose: 'looking at when pushes came',
  table,
  index: 'day-index',
  where: '#day = :day AND receivedKey BETWEEN :from AND :to',
  names: { '#day': 'day' },
  // A key is an instant with `#` and an id behind it: it sorts after the instant alone, so `to` is excluded.
  values: { ':day': from.slice(0, 'yyyy-MM-dd'.length), ':from': from, ':to': to },
});
