import type * as v from 'valibot';
import { openSealed } from './open-sealed.ts';
import { dataKeyIdOf, type Sealer } from './sealer.ts';
import { type SealedKind, SealFault } from './unreadable-item.ts';

/** A sealed value of a stored item. `id` names the item in logs and answers; `context` is what it was sealed with. */
export type SealedItem = Readonly<{ kind: SealedKind; id: string; sealed: string; context: string }>;

/**
 * Opens the value of a stored item by its schema. One that cannot be read is told first ({@link Sealer.tellUnreadable}), so
 * that no reader can pass over it in silence.
 *
 * @throws {SealFault} `item-unreadable`.
 */
export const openItem = <Output>(
  sealer: Sealer,
  schema: v.GenericSchema<unknown, Output>,
  item: SealedItem,
): Output => telling(sealer, item, () => openSealed(sealer, schema, item.sealed, item.context));

/** As {@link openItem}, for bytes. @throws {SealFault} `item-unreadable`. */
export const openItemBytes = (sealer: Sealer, item: SealedItem): Buffer =>
  telling(sealer, item, () => sealer.open(item.sealed, item.context));

const telling = <Output>(sealer: Sealer, { kind, id, sealed }: SealedItem, open: () => Output): Output => {
  try {
    return open();
  } catch (cause) {
    const fault = cause instanceof SealFault ? cause : new SealFault('not-valid', cause);
    sealer.tellUnreadable({ kind, id, dataKeyId: dataKeyIdOf(sealed), reason: fault.reason });
    throw fault;
  }
};
