import type { Binding } from './binding.ts';
import type { BindingStore } from './binding-store.ts';

/** A person has few bindings in the making at a time; older ones than these are settled long since. */
const LATEST = 20;

/** Tells whether another binding of the same A is in the making in the same app. */
export const hasPendingRival = async (bindings: BindingStore, own: Binding): Promise<boolean> => {
  const places = await bindings.places({ a: own.a }, LATEST, undefined);
  const records = await bindings.getAll(places.map(({ bindingId }) => bindingId));
  return records.some(
    ({ binding }) =>
      binding.bindingId !== own.bindingId && binding.app === own.app && binding.status === 'pending',
  );
};
