import type { Clock } from '../../kernel/clock.ts';
import type { PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { BindingStore } from '../model/binding-store.ts';
import { isOpen, type OpenBind } from '../model/open-request.ts';
import { isAnothers } from './chosen-number.ts';

export type LateBindDeps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
}>;

/**
 * Takes away what an open bind made after another attempt at the same binding was answered or after the end of the
 * binding. `certain`: nothing more can come. `open`: look again later. Repeating is harmless.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const takeAwayLate = async (
  deps: LateBindDeps,
  own: Binding,
  open: OpenBind,
): Promise<'certain' | 'open' | PlatformFailure> => {
  const { platformOf, clock } = deps;
  const { app, x } = own;
  if (x === undefined) return 'certain';
  const askedAt = clock();
  const found = await platformOf(app).find({ x, a: open.a, b: open.b });
  if (found.kind !== 'ok') return found;
  const after = isOpen(open, askedAt) ? 'open' : 'certain';
  if (found.value === undefined || found.value.subscriptionId === own.subscriptionId) return after;
  // Before the reservations are read that tell whose it is: a bind that ends meanwhile is seen there.
  if (await isBeingMade(deps, { ...own, a: open.a, b: open.b }, x)) return 'open';
  if (await isAnothers(deps, own, { ...found.value, x })) return after;
  const gone = await platformOf(app).unbind(found.value.subscriptionId);
  return gone.kind === 'ok' ? after : gone;
};

/** Whether a pending binding of the same person may be the owner of what is on the X. */
const isBeingMade = async (
  { bindings, reservations }: LateBindDeps,
  pair: Pick<Binding, 'bindingId' | 'app' | 'mode' | 'a'> & { b?: Binding['b'] | undefined },
  x: string,
): Promise<boolean> => {
  const ids = [
    ...(await reservations.choosing(pair)),
    (await reservations.holderOn(pair, x)) ?? pair.bindingId,
  ];
  const others = await bindings.getAll(ids.filter((bindingId) => bindingId !== pair.bindingId));
  return others.some(({ binding }) => binding.status === 'pending');
};
