import * as v from 'valibot';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Documents } from '../../storage/documents.ts';
import { OWNER } from '../model/mode-rules.ts';
import { bindingIdOf, bindingKey, reservationKey, subscriptionKey } from './binding-keys.ts';

const KeyEntry = v.object({ pk: v.string() });

/**
 * Our id of the binding that has a subscription at the platform, from the index, which may lag; `undefined` when it shows none.
 * No record is read or opened, so a function that needs no more than the id pays for no more.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const findBindingId = async (
  { documents, table }: Readonly<{ documents: Documents; table: string }>,
  app: string,
  subscriptionId: string,
): Promise<string | undefined> => {
  const { items } = await documents.query({
    purpose: 'finding the binding of a subscription',
    table,
    index: 'subscription-index',
    where: 'subscriptionKey = :value',
    values: { ':value': subscriptionKey(app, subscriptionId) },
    limit: 1,
  });
  const [found] = items;
  return found && bindingIdOf(v.parse(KeyEntry, found).pk);
};

/** A call of a subscription, as far as its record says who took part. */
type CallOf = Readonly<{
  app: string;
  subscriptionId?: string | undefined;
  x?: string | undefined;
  caller?: string | undefined;
  callee?: string | undefined;
}>;

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

const Holder = v.object({ bindingId: v.string() });

/**
 * As {@link findBindingId}, also while the index does not show the binding yet: the reservations of those who took part name
 * it, and they are read consistently. For what is kept for good.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const findBindingIdOfCall = async (
  { documents, table, lookup }: Options,
  { app, subscriptionId, x, caller, callee }: CallOf,
): Promise<string | undefined> => {
  if (!subscriptionId) return undefined;
  const shown = await findBindingId({ documents, table }, app, subscriptionId);
  if (shown !== undefined || x === undefined) return shown;
  const read = (key: Readonly<{ pk: string; sk: string }>) =>
    documents.get({ purpose: 'finding the binding of a call', table, key });
  for (const person of [OWNER, caller, callee]) {
    if (person === undefined) continue;
    const key = { app, party: lookup('party', person), x: lookup('private-number', x) };
    const reservation = await read(reservationKey(key));
    if (reservation === undefined) continue;
    const { bindingId } = v.parse(Holder, reservation);
    const binding = await read(bindingKey(bindingId));
    if (binding?.['subscriptionKey'] === subscriptionKey(app, subscriptionId)) return bindingId;
  }
  return undefined;
};
