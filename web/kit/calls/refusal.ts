import type { components } from '../../../packages/client/src/api-types.ts';

type Call = components['schemas']['Call'];

/**
 * Why a call was turned away that fits no binding of ours, which tells more than the code that the platform gave for it.
 * `extension`: nobody on the number has what was dialled. `not-bound`: the caller was not bound to the number at that moment.
 */
export type Refusal = 'extension' | 'not-bound';

/** The platform's code for a call that we told it to end; in mode X that is how a caller without a binding is turned away. */
const ENDED_BY_OUR_ORDER = 8017;

/** Reads it from a call; `undefined` where the code says it all. */
export const refusalOf = ({
  answered,
  bindingId,
  outcome,
  mode,
  events,
}: Pick<Call, 'answered' | 'bindingId' | 'outcome' | 'mode' | 'events'>): Refusal | undefined => {
  if (answered || bindingId !== null || outcome === null) return undefined;
  const isTurnedAway = mode === 'X' && outcome.code === ENDED_BY_OUR_ORDER;
  if (outcome.class !== 'binding' && !isTurnedAway) return undefined;
  const isDialled = events.some(({ type }) => type.toLowerCase() === 'collectinfo');
  return mode === 'AXE' && isDialled ? 'extension' : 'not-bound';
};
