import { isLost } from '../../numbers/losses/number-loss.ts';
import type { NumberState, PrivateNumber } from '../../numbers/private-number.ts';
import type { Fact } from './fact.ts';

/** A private number before and after a write. */
export type NumberWrite = Readonly<{
  /** Its look-up key. */
  numberId: string;
  before: PrivateNumber | undefined;
  after: PrivateNumber;
  at: string;
  /** The place of the write in its stream: the same number may be lost many times. */
  sequenceNumber: string;
}>;

/** Those on which bindings live on. */
const WORKS: ReadonlySet<NumberState> = new Set<NumberState>(['available', 'draining']);

/**
 * Whether a write of a number has taken it from its bindings, or brought it back; `undefined`: neither. It takes it from them again
 * where they could wait for it before and have to move now.
 */
export const turnOf = ({
  before,
  after,
}: Pick<NumberWrite, 'before' | 'after'>): 'lost' | 'recovered' | undefined => {
  if (before === undefined) return undefined;
  const [worked, works] = [WORKS.has(before.state), WORKS.has(after.state)];
  if (worked === works) return isLost(after) && !isLost(before) ? 'lost' : undefined;
  return works ? 'recovered' : 'lost';
};

/** So many bindings are named in one event of a lost number. */
const MOST_NAMED = 100;

/**
 * The facts of a write of a number; `bindingIds` are the bindings that live on it. Of a lost one there is a fact for each hundred of
 * them: the first has the identity that it has without them, and no binding is in two.
 */
export const numberFacts = (write: NumberWrite, bindingIds: readonly string[]): readonly Fact[] => {
  const { numberId, after, at, sequenceNumber } = write;
  const turn = turnOf(write);
  const { app, areaCode = null, state, cause = null, stateAt, x } = after;
  const every = {
    identity: [numberId, sequenceNumber],
    subject: `numbers/${numberId}`,
    app,
    binding: undefined,
    occurredAt: stateAt ?? at,
  };
  const data = { numberId, areaCode, state, cause, numbers: { x } };
  if (turn === 'recovered') return [{ kind: 'number.recovered', ...every, data }];
  if (turn !== 'lost') return [];
  const pages = Math.max(1, Math.ceil(bindingIds.length / MOST_NAMED));
  return Array.from({ length: pages }, (_none, index): Fact => {
    const named = bindingIds.slice(index * MOST_NAMED, (index + 1) * MOST_NAMED);
    const page = index + 1;
    const lost = { liveBindings: bindingIds.length, bindingIds: named, page, last: page === pages };
    const identity = page === 1 ? every.identity : [...every.identity, String(page)];
    return { kind: 'number.lost', ...every, identity, data: { ...data, ...lost } };
  });
};
