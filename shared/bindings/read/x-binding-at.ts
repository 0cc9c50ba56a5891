import type { Binding } from '../model/binding.ts';
import type { BindingPlace, BindingStore } from '../model/binding-store.ts';
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
  lastHolderOn: (app: string, x: string, person: string) => Promise<string | undefined>;
  bindings: Pick<BindingStore, 'get'>;
  list: ReturnType<typeof createListBindings>;
}>;

export const createXBindingAt =
  ({ lastHolderOn, bindings, list }: Deps): XBindingAt =>
  async (app, x, person, at) => {
    const holder = await lastHolderOn(app, x, person);
    // Reservations are remembered longer than the platform repeats a push: who has none was on that X neither lately.
    if (holder === undefined) return undefined;
    const latest = (await bindings.get(holder))?.binding;
    if (latest !== undefined && isOf(latest, person) && livedAt(latest, at)) return latest.bindingId;
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
  filter: Parameters<Deps['list']>[0]['filter'],
  app: string,
  at: string,
): Promise<string | undefined> => {
  let after: BindingPlace | undefined;
  do {
    const { bindings, next } = await list({ filter, status: undefined, limit: PAGE, after });
    const found = bindings.find((binding) => binding.app === app && livedAt(binding, at));
    if (found !== undefined) return found.bindingId;
    after = next;
  } while (after !== undefined);
  return undefined;
};

const isOf = ({ a, b }: Binding, person: string): boolean => a === person || b === person;

const livedAt = ({ mode, status, createdAt, expiresAt, releasedAt }: Binding, at: string): boolean => {
  const end = releasedAt ?? expiresAt;
  const lived = second(createdAt) <= second(at) && (end === undefined || second(at) <= second(end));
  return mode === 'X' && status !== 'failed' && lived;
};

/** The platform's moments have whole seconds. */
const second = (moment: string): string => moment.slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
