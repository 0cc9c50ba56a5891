import { addSeconds } from '../kernel/clock.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Seats } from './allocation.ts';
import type { Binding } from './binding.ts';
import type { SeatKey, SeatStore } from './seat-store.ts';

type Pair = Readonly<Pick<Binding, 'app' | 'a' | 'b'>>;

/** Puts both parties of a binding on their X, or neither. */
export type Seating = Readonly<{
  /** Where both parties sit. @throws {AppError} `store-unavailable`, as every method here. */
  of(pair: Pair): Promise<Seats>;
  /** `false` when another binding was faster on one of the two seats; then neither is kept. */
  take(
    binding: Pair & Readonly<{ bindingId: string }>,
    x: string,
    now: Date,
    reuse: boolean,
  ): Promise<boolean>;
  /** Leaves the two seats on one X without a cool-down: no call can have been made through them. */
  giveBack(binding: Pair & Readonly<{ bindingId: string }>, x: string, now: Date): Promise<void>;
  /**
   * Leaves every seat that the binding has, wherever: also one that a crash left behind on an X that was tried
   * before. Others may sit down after the cool-down.
   */
  leaveAll(
    binding: Pair & Readonly<{ bindingId: string }>,
    now: Date,
    coolDownSeconds: number,
  ): Promise<void>;
}>;

export const createSeating = (seats: SeatStore, lookup: LookupKeys): Seating => {
  const partyKeys = ({ a, b }: Pair): readonly string[] =>
    b === undefined ? [lookup('party', a)] : [lookup('party', a), lookup('party', b)];

  const keysOn = (pair: Pair, x: string): readonly SeatKey[] =>
    partyKeys(pair).map((party) => ({ app: pair.app, party, x: lookup('private-number', x) }));

  const giveBack: Seating['giveBack'] = async (binding, x, now) => {
    await Promise.all(keysOn(binding, x).map((key) => seats.leave(key, binding.bindingId, now)));
  };

  return {
    async of(pair) {
      const [aKey = '', bKey = ''] = partyKeys(pair);
      const [a, b] = await Promise.all([
        seats.of(pair.app, aKey),
        bKey === '' ? Promise.resolve([]) : seats.of(pair.app, bKey),
      ]);
      return { a, b, aKey, bKey };
    },

    async take(binding, x, now, reuse) {
      const keys = keysOn(binding, x);
      const taken = await Promise.all(
        keys.map((key, index) =>
          seats.take(
            key,
            { bindingId: binding.bindingId, partner: keys[1 - index]?.party ?? '' },
            now,
            reuse,
          ),
        ),
      );
      if (taken.every(Boolean)) return true;
      await giveBack(binding, x, now);
      return false;
    },

    giveBack,

    async leaveAll(binding, now, coolDownSeconds) {
      const freeAt = addSeconds(now, coolDownSeconds);
      for (const party of partyKeys(binding)) {
        const held = await seats.of(binding.app, party);
        const own = held.filter((seat) => seat.bindingId === binding.bindingId && seat.freeAt === undefined);
        await Promise.all(
          own.map(({ x }) => seats.leave({ app: binding.app, party, x }, binding.bindingId, freeAt)),
        );
      }
    },
  };
};
