import * as v from 'valibot';
import type { Documents } from '../../storage/documents.ts';
import { bindingIdOf, subscriptionKey } from './binding-keys.ts';

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
