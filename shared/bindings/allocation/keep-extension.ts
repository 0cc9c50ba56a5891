import type { Clock } from '../../kernel/clock.ts';
import { type Binding, isLiveStatus } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';
import type { ExtensionPlace } from './reservation-keys.ts';
import type { Reservations } from './reservations.ts';

type Deps = Readonly<{ bindings: BindingStore; reservations: Reservations; clock: Clock }>;

/**
 * `kept`: the binding has the extension. `resting`: its former A left a while ago, and strangers have X and extension in their
 * call logs. `taken`: another binding of ours has it, or had it until a moment ago.
 */
export type Kept = 'kept' | 'resting' | 'taken';

/**
 * Reserves an extension on an X for a binding of AXE. The platform gives an extension to the next A as soon as it is free, so
 * a reservation of ours makes it rest.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const keepExtension = async (
  { bindings, reservations, clock }: Deps,
  binding: Binding,
  place: ExtensionPlace,
): Promise<Kept> => {
  const inTheWay = await reservations.reserveExtension(binding, place, clock());
  if (inTheWay === undefined) return 'kept';
  if (inTheWay.freeAt !== undefined) return 'resting';
  const holder = (await bindings.get(inTheWay.bindingId))?.binding;
  if (holder !== undefined && mayHave(holder, place)) {
    if (isLiveStatus(holder.status)) return 'taken';
    // Its time was up between the two looks.
    if (holder.status === 'expired' && holder.extension !== undefined) return 'resting';
  }
  // An end releases before it is recorded, so this is of a bind that died and that nobody was told of.
  const dead = inTheWay.bindingId;
  const left = await reservations.reserveExtensionAfter(dead, binding, place, clock());
  if (left === undefined) return 'kept';
  return left.freeAt === undefined ? 'taken' : 'resting';
};

/** A bind that died may have reserved an extension and been made again with another one. */
const mayHave = (holder: Binding, { x, extension }: ExtensionPlace): boolean =>
  holder.extension === undefined || (holder.x === x && holder.extension === extension);

/** So many extensions of our own choice are tried on an X; most are free, unless X is nearly full. */
const MOST_OTHERS = 12;

/** Some other extensions of the same length, from a random one on. The platform tells the length with each that it chooses. */
export const otherExtensions = (extension: string, random: () => number): readonly string[] => {
  const { length } = extension;
  // 1-9, 01-99, 001-999 or 0001-9999 (`privatenumber_02_0022`).
  const count = 10 ** length - 1;
  const start = Math.floor(random() * count);
  return Array.from({ length: Math.min(MOST_OTHERS + 1, count) }, (_, step) =>
    String(1 + ((start + step) % count)).padStart(length, '0'),
  )
    .filter((other) => other !== extension)
    .slice(0, MOST_OTHERS);
};
