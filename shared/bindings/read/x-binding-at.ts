import type { Binding } from '../model/binding.ts';
import type { BindingPlace, BindingRecord, BindingStore } from '../model/binding-store.ts';
import type { LastHolder } from '../model/reservation-store.ts';
import type { createListBindings } from './list-bindings.ts';

/**
 * The binding of mode X that a person had on an X at a moment (ISO 8601 UTC), also when it has ended since. `undefined`
 * when there was none. Two consistent reads as a rule; only when X was bound again since does it read the person's bindings.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type XBindingAt = (app: string, x: string, person: string, at: string) => Promise<string | undefined>;

type Deps = Readonly<{
  /** The binding for which a person holds X, or held it last; read consistently. */
  lastHolderOn: (app: string, x: string, person: string) => Promise<LastHolder | undefined>;
  bindings: Pick<BindingStore, 'get'>;
  list: ReturnType<typeof createListBindings>;
}>;

export const createXBindingAt =
  ({ lastHolderOn, bindings, list }: Deps): XBindingAt =>
  async (app, x, person, at) => {
    const holder = await lastHolderOn(app, x, person);
    // Reservations are remembered longer than the platform repeats a push: who has none was on that X neither lately.
    if (holder === undefined) return undefined;
    const latest = await bindings.get(holder.bindingId);
    if (latest !== undefined && heldAt(latest, holder, person, at)) return holder.bindingId;
    const earlier = await Promise.all([
      earlierOne(list, { a: person, x }, app, at),
      earlierOne(list, { b: person, x }, app, at),
    ]);
    return earlier.find((bindingId) => bindingId !== undefined);
  };

const PAGE = 100;

/** The newest binding that lived then. It was made long ago, so an index shows it. */
const earlierOne = async (
  list: Deps['list'],
  filter: Readonly<{ x: string } & ({ a: string } | { b: string })>,
  app: string,
  at: string,
): Promise<string | undefined> => {
  let after: BindingPlace | undefined;
  do {
    const { bindings, next } = await list({ filter, status: undefined, limit: PAGE, after });
    const side = 'a' in filter ? 'a' : 'b';
    const found = bindings.find(
      (binding) => binding.app === app && livedAt(binding, at) && wasThere(binding, side, at),
    );
    if (found !== undefined) return found.bindingId;
    after = next;
  } while (after !== undefined);
  return undefined;
};

/** Whether the person was on the binding then. Changes of A and B bring people and take them away while it lives. */
const heldAt = (
  { binding, attemptAt }: BindingRecord,
  { releasedAt }: LastHolder,
  person: string,
  at: string,
): boolean => {
  if (!livedAt(binding, at)) return false;
  if (binding.a === person) return wasThere(binding, 'a', at);
  if (binding.b === person) return wasThere(binding, 'b', at);
  // He has left, or a change that is not recorded yet is bringing him.
  if (releasedAt !== undefined) return second(at) <= second(releasedAt);
  return attemptAt !== undefined && second(attemptAt) <= second(at);
};

const wasThere = ({ joined = {} }: Binding, side: 'a' | 'b', at: string): boolean =>
  second(joined[side] ?? '') <= second(at);

const livedAt = ({ mode, status, createdAt, expiresAt, releasedAt }: Binding, at: string): boolean => {
  const end = releasedAt ?? expiresAt;
  const lived = second(createdAt) <= second(at) && (end === undefined || second(at) <= second(end));
  return mode === 'X' && status !== 'failed' && lived;
};

/** The platform's moments have whole seconds. */
const second = (moment: string): string => moment.slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
