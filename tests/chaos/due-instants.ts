import * as v from 'valibot';
import type { StoreCall } from '../fakes/documents-around.ts';

const Text = v.object({ dueAt: v.string() });
/** A lease writes the same attribute, but its end matters only where somebody has died. */
const Values = v.pipe(
  v.looseObject({ ':dueAt': v.string() }),
  v.transform((values) => values[':dueAt']),
);

const keyOf = ({ input }: StoreCall): string | undefined => {
  const item = v.safeParse(Text, 'item' in input ? input.item : undefined);
  if (item.success) return item.output.dueAt;
  const values = v.safeParse(Values, 'values' in input ? input.values : undefined);
  return values.success ? values.output : undefined;
};

/** Remembers when something falls due, by the writes that say so, so that a story can leap from one moment to the next. */
export const createDueInstants = () => {
  const instants = new Set<number>();
  /** Seen since the last look began: a push may arrive when the partition of its CDR has been listed already. */
  const unlisted = new Set<number>();
  return {
    see: (call: StoreCall): void => {
      const [at = ''] = keyOf(call)?.split('#') ?? [];
      if (at === '') return;
      instants.add(Date.parse(at));
      unlisted.add(Date.parse(at));
    },
    add: (at: Date): void => void instants.add(at.getTime()),
    /** The archivers look at what is due now. */
    beginLook: (): void => unlisted.clear(),
    /** The first one after `now`, in epoch milliseconds; `now` itself where one fell due during the look. */
    next: (now: Date): number => {
      for (const instant of instants) if (instant <= now.getTime()) instants.delete(instant);
      const isDue = [...unlisted].some((instant) => instant <= now.getTime());
      return isDue ? now.getTime() : Math.min(...instants);
    },
  };
};
