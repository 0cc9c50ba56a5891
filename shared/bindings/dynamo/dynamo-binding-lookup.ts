import * as v from 'valibot';
import type { Documents } from '../../storage/documents.ts';
import { bindingKey, subscriptionIn } from './binding-keys.ts';
import { findBindingId } from './find-binding-id.ts';

const AtPlatform = v.object({ app: v.string(), subscriptionKey: v.string() });

/**
 * Finds the binding of a CDR, an event or a message, and back; ended bindings count, because their CDRs come late. A page of
 * a list asks this for each of its rows, so a row costs one entry of the index at most, and no record is opened.
 */
export const createDynamoBindingLookup = (options: Readonly<{ documents: Documents; table: string }>) => ({
  bySubscription: (app: string, subscriptionId: string): Promise<string | undefined> =>
    findBindingId(options, app, subscriptionId),

  async subscriptionOf(
    bindingId: string,
  ): Promise<Readonly<{ app: string; subscriptionId: string }> | undefined> {
    const { documents, table } = options;
    const key = bindingKey(bindingId);
    const item = await documents.get({ purpose: 'reading the subscription of a binding', table, key });
    // A binding that the platform never accepted has no such key.
    if (item?.['subscriptionKey'] === undefined) return undefined;
    const { app, subscriptionKey } = v.parse(AtPlatform, item);
    return { app, subscriptionId: subscriptionIn(app, subscriptionKey) };
  },
});
