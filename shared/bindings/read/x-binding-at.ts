import type { Binding } from '../model/binding.ts';
import type { createListBindings } from './list-bindings.ts';

/**
 * The binding of mode X that a person had on an X at a moment (ISO 8601 UTC), also when it has ended since. `undefined`
 * when there was none. Made for few: it reads bindings of that person, the newest first.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type XBindingAt = (app: string, x: string, person: string, at: string) => Promise<string | undefined>;

/** Bindings of one person on one X that are looked at; one lives at a time. */
const LOOKED_AT = 20;

export const createXBindingAt =
  (list: ReturnType<typeof createListBindings>): XBindingAt =>
  async (app, x, person, at) => {
    const query = { status: undefined, limit: LOOKED_AT, after: undefined };
    const pages = await Promise.all([
      list({ ...query, filter: { a: person, x } }),
      list({ ...query, filter: { b: person, x } }),
    ]);
    const bindings = pages.flatMap((page) => page.bindings);
    return bindings.find((binding) => binding.app === app && livedAt(binding, at))?.bindingId;
  };

const livedAt = ({ mode, status, createdAt, expiresAt, releasedAt }: Binding, at: string): boolean => {
  const end = releasedAt ?? expiresAt;
  const lived = second(createdAt) <= second(at) && (end === undefined || second(at) <= second(end));
  return mode === 'X' && status !== 'failed' && lived;
};

/** The platform's moments have whole seconds. */
const second = (moment: string): string => moment.slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
