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

/** Whether a write of a number has taken it from its bindings, or brought it back; `undefined`: neither. */
export const turnOf = ({
  before,
  after,
}: Pick<NumberWrite, 'before' | 'after'>): 'lost' | 'recovered' | undefined => {
  if (before === undefined || WORKS.has(before.state) === WORKS.has(after.state)) return undefined;
  return WORKS.has(after.state) ? 'recovered' : 'lost';
};

/** Bindings that live on a number. */
export type LiveOn = Readonly<{ liveBindings: number; bindingIds: readonly string[] }>;

/** The fact of a write of a number; `liveOn` are the bindings that are on it now. */
export const numberFacts = (write: NumberWrite, { liveBindings, bindingIds }: LiveOn): readonly Fact[] => {
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
  return [{ kind: 'number.lost', ...every, data: { ...data, liveBindings, bindingIds: [...bindingIds] } }];
};
