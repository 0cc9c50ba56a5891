import { AppError } from '../../kernel/errors.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlace, BindingRecord, BindingStore } from '../model/binding-store.ts';
import type { LastHeld } from '../model/reservation-store.ts';
import type { createListBindings } from './list-bindings.ts';

/**
 * The binding of mode X that a person had on an X at a moment (ISO 8601 UTC), also when it has ended since. `undefined`
 * when there was none. Two consistent reads as a rule; more when X was bound again since, and those of the person's bindings
 * in the indexes when that was more than a day ago.
 *
 * @throws {AppError} `store-unavailable`; `item-unreadable`, when one that cannot be opened may be the one.
 */
export type XBindingAt = (app: string, x: string, person: string, at: string) => Promise<string | undefined>;

type Deps = Readonly<{
  /** The reservation of X that a person holds, or held last; read consistently. */
  lastHolderOn: (app: string, x: string, person: string) => Promise<LastHeld | undefined>;
  /** Those for which he held it before, within a day, the last one first; read consistently. */
  formerHoldersOn: (app: string, x: string, person: string) => Promise<readonly LastHeld[]>;
  bindings: Pick<BindingStore, 'get'>;
  list: ReturnType<typeof createListBindings>;
}>;

export const createXBindingAt =
  (deps: Deps): XBindingAt =>
  async (app, x, person, at) => {
    const last = await deps.lastHolderOn(app, x, person);
    // Reservations are remembered longer than the platform repeats a push: who has none was on that X neither lately.
    if (last === undefined) return undefined;
    const held = (holders: readonly Held[], precision: Precision) =>
      holders.find((holder) => heldAt(holder, person, at, precision))?.bindingId;
    const latest = await recordsOf(deps, [last]);
    const exact = held(latest, exactly);
    if (exact !== undefined) return exact;
    const former = await recordsOf(deps, await deps.formerHoldersOn(app, x, person));
    const found = held(former, exactly) ?? held([...latest, ...former], second);
    return found ?? (await longAgo(deps, { app, x, person, at }));
  };

type Held = LastHeld & Readonly<{ record: BindingRecord }>;

const recordsOf = async (
  { bindings }: Pick<Deps, 'bindings'>,
  holders: readonly LastHeld[],
): Promise<readonly Held[]> => {
  const found = await Promise.all(
    holders.map(async (holder) => ({ ...holder, record: await bindings.get(holder.bindingId) })),
  );
  return found.flatMap(({ record, ...holder }) => (record === undefined ? [] : [{ ...holder, record }]));
};

/** By the indexes, which show what was made long ago. */
const longAgo = async (
  { list }: Deps,
  { app, x, person, at }: Readonly<{ app: string; x: string; person: string; at: string }>,
): Promise<string | undefined> => {
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
    const { bindings, next, unreadable } = await list({ filter, status: undefined, limit: PAGE, after });
    const side = 'a' in filter ? 'a' : 'b';
    const found = bindings.find(
      (binding) => binding.app === app && livedAt(binding, at, second) && wasThere(binding, side, at, second),
    );
    if (found !== undefined) return found.bindingId;
    // It may be the one that is looked for.
    if (unreadable.length > 0)
      throw new AppError('item-unreadable', 'a binding of the person cannot be opened');
    after = next;
  } while (after !== undefined);
  return undefined;
};

/** Whether the person was on the binding then. Changes of A and B bring people and take them away while it lives. */
const heldAt = (
  { record: { binding, attemptAt }, releasedAt }: Held,
  person: string,
  at: string,
  precision: Precision,
): boolean => {
  if (!livedAt(binding, at, precision)) return false;
  if (binding.a === person) return wasThere(binding, 'a', at, precision);
  if (binding.b === person) return wasThere(binding, 'b', at, precision);
  // He has left, or a change that is not recorded yet is bringing him.
  if (releasedAt !== undefined) return precision(at) <= precision(releasedAt);
  return attemptAt !== undefined && precision(attemptAt) <= precision(at);
};

const wasThere = ({ joined = {} }: Binding, side: 'a' | 'b', at: string, precision: Precision): boolean =>
  precision(joined[side] ?? '') <= precision(at);

const livedAt = (
  { mode, status, createdAt, expiresAt, releasedAt }: Binding,
  at: string,
  precision: Precision,
): boolean => {
  const end = releasedAt ?? expiresAt;
  const began = precision(createdAt) <= precision(at);
  return (
    mode === 'X' && status !== 'failed' && began && (end === undefined || precision(at) <= precision(end))
  );
};

/** The part of a moment that is compared. */
type Precision = (moment: string) => string;

const exactly: Precision = (moment) => moment;

/** The platform's moments of calls have whole seconds. */
const second: Precision = (moment) => moment.slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
