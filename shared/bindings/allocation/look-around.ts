import type { BindingRequest } from '../model/binding-request.ts';
import type { PairReservations } from './allocation.ts';
import type { Drawn, NumberChoice } from './number-choice.ts';
import type { Reservations } from './reservations.ts';

type Deps = Readonly<{
  reservations: Pick<Reservations, 'of'>;
  choice: Pick<NumberChoice, 'draw'>;
  /** Reads the gate for the next call of an app. Never throws. */
  readGateAhead: (app: string) => Promise<void>;
}>;

/** Everything that a bind reads before it decides. */
export type Seen = Readonly<{ pair: PairReservations; drawn: Drawn }>;

/**
 * Reads everything that a bind needs before it decides, in one trip. `thoroughly`: as {@link NumberChoice.draw}.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type LookAround = (request: BindingRequest, how?: 'thoroughly') => Promise<Seen>;

export const createLookAround =
  ({ reservations, choice, readGateAhead }: Deps): LookAround =>
  async (request, how) => {
    const [pair, drawn] = await Promise.all([
      reservations.of(request),
      choice.draw(request, how),
      readGateAhead(request.app),
    ]);
    return { pair, drawn };
  };
