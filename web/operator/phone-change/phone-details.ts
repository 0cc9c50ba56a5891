import { atMost } from '../../kit/state/at-most.ts';
import { Dropped } from '../../kit/state/dropped.ts';
import { ask, type Binding } from '../api.ts';
import { pathOf } from '../paths.ts';

/** The bindings themselves, by id; one that could not be read is missing. */
export type Details = ReadonlyMap<string, Binding>;

/** So many bindings are read for a preview. */
export const MOST_DETAILED = 100;

const AT_ONCE = 5;

/** Reads the first of these bindings. @throws {Dropped} when nobody waits for them any more. */
export const readDetails = async (ids: readonly string[], signal: AbortSignal): Promise<Details> => {
  const read = await atMost(AT_ONCE, ids.slice(0, MOST_DETAILED), (id) => readOne(id, signal));
  return new Map(read.flatMap((binding) => (binding === undefined ? [] : [[binding.bindingId, binding]])));
};

/** The preview is whole without it. */
const readOne = async (id: string, signal: AbortSignal): Promise<Binding | undefined> => {
  try {
    return await ask<Binding>('GET', pathOf('bindings', id), { signal });
  } catch (error) {
    if (error instanceof Dropped) throw error;
    return undefined;
  }
};
