/**
 * A seat: one party on one private number. The key of the seat is (app, party, X), so whichever role the party has, a
 * number can be on an X once only; the conditional write that takes a seat is what keeps two bindings apart.
 */
export type Seat = Readonly<{
  x: string;
  bindingId: string;
  partner: string;
  /** Absent: taken. Present: was left; free for anybody from then on (the end of the cool-down). */
  freeAt: string | undefined;
}>;

/** Which seat, for whom. Numbers are look-up keys, never numbers in clear. */
export type SeatKey = Readonly<{ app: string; party: string; x: string }>;

export interface SeatStore {
  /** Every seat that a party has or had lately, read consistently. @throws {AppError} `store-unavailable`. */
  of(app: string, party: string): Promise<readonly Seat[]>;
  /**
   * Takes a seat for a binding. `true` also when that binding has it already. `reuse` lets the same pair back in
   * during the cool-down, where nobody else could be meant by a late call.
   */
  take(
    key: SeatKey,
    binding: { bindingId: string; partner: string },
    now: Date,
    reuse: boolean,
  ): Promise<boolean>;
  /** Leaves a seat if that binding still has it; free for others from `freeAt` on. */
  leave(key: SeatKey, bindingId: string, freeAt: Date): Promise<void>;
}

/** True when nobody else may sit down now. */
export const isOccupied = (seat: Seat, now: Date): boolean =>
  seat.freeAt === undefined || seat.freeAt > now.toISOString();
