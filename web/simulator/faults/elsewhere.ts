/** The requests of which the answer is told apart; the others are alike. */
const PLACES: ReadonlyMap<string, Place> = new Map([
  ['query', 'query'],
  ['modify', 'change'],
  ['set-temporary-callee', 'change'],
  ['unbind', 'unbind'],
  ['recording-url', 'recording'],
  ['download', 'recording'],
]);
export type Place = 'query' | 'change' | 'unbind' | 'recording' | 'other';

/** Where a bind is struck, also among others; and pushes have kinds of their own. */
const OF_BINDS: ReadonlySet<string> = new Set(['bind', 'any', 'push']);

/** The kinds after which our API has no answer that it can use, and does not know whether the platform has done it. */
const UNHEARD: ReadonlySet<string> = new Set([
  ...['late', 'drop-before', 'drop-after', 'http-500', 'truncated', 'stalled'],
  ...['error-page', 'wrong-length', 'empty', 'json-200', 'redirect-loop'],
]);

/**
 * The words for a fault that strikes something else than a bind, where those of the bind are not true; `undefined`: the words of
 * its kind are true everywhere.
 */
export const elsewhereOf = ({
  on,
  kind,
}: Readonly<{ on: string; kind: string }>):
  | Readonly<{ effect: 'unheard' | 'refused' | 'slowBefore'; place: Place }>
  | undefined => {
  if (OF_BINDS.has(on)) return undefined;
  const place = PLACES.get(on) ?? 'other';
  if (UNHEARD.has(kind)) return { effect: 'unheard', place };
  if (kind === 'result-code') return { effect: 'refused', place };
  return kind === 'slow-before' ? { effect: 'slowBefore', place } : undefined;
};
