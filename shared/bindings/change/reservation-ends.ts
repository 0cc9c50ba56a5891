import { addSeconds } from '../../kernel/clock.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { ActiveBinding } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord, RecordContent } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { SHORTEST_LIFE_OF_A_SECONDS } from './set-second-party.ts';

type Deps = Readonly<{ reservations: Pick<Reservations, 'setEnd'> }>;

type ActiveRecord = BindingRecord<ActiveBinding>;

/**
 * How long the platform may have a binding while a persisted change of it is under way: to its end, or to the one that the
 * change brings where that is later. `undefined`: it never ends.
 */
export const endDuringChange = (
  { binding, attemptAt = binding.createdAt }: ActiveRecord,
  change: BindingChange,
): Date | undefined => {
  const { expiresAt } = binding;
  if (expiresAt === undefined || change.ttlSeconds === null) return undefined;
  const ends = [expiresAt, ...ttlsOf(binding, change).map((ttl) => addSeconds(new Date(attemptAt), ttl))];
  return new Date(Math.max(...ends.map((end) => new Date(end).getTime())));
};

/** AXYB sends the rest of the life along with a new B, and the platform takes no shorter one than that. */
const ttlsOf = ({ mode }: ActiveBinding, { ttlSeconds, b }: BindingChange): readonly number[] => [
  ...(typeof ttlSeconds === 'number' ? [ttlSeconds] : []),
  ...(b !== undefined && rulesOfMode(mode).picks === 'platform' ? [SHORTEST_LIFE_OF_A_SECONDS] : []),
];

/**
 * A binding that is to end no more does not end by itself from the moment when the change is persisted, whatever becomes of the
 * change; so its reservations stand until they are released. @throws {AppError} `store-unavailable`.
 */
export const keepReservations = async (
  { reservations }: Deps,
  { binding }: ActiveRecord,
  { ttlSeconds }: BindingChange,
): Promise<void> => {
  if (ttlSeconds === null) await reservations.setEnd(binding, undefined);
};

/** Before the platform is asked for a longer life the reservations stand as long. @throws {AppError} `store-unavailable`. */
export const prolongReservations = async (
  { reservations }: Deps,
  record: ActiveRecord,
  change: BindingChange,
): Promise<void> => {
  const { binding, endsItself } = record;
  const until = endDuringChange(record, change);
  const isLater = until === undefined || until > new Date(binding.expiresAt ?? until);
  if (endsItself === true && isLater) await reservations.setEnd(binding, until);
};

/**
 * A change is about to be recorded as concluded, or as taken back: from then on the reservations of all who are on X stand until
 * they are released, where it left something in doubt, and otherwise no longer than the binding lives.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const endReservations = async (
  { reservations }: Deps,
  { binding, endsItself }: RecordContent<ActiveBinding>,
  during: ActiveRecord,
  change: BindingChange,
): Promise<void> => {
  if (during.endsItself !== true) return;
  if (endsItself !== true) return reservations.setEnd(binding, undefined);
  const { expiresAt } = binding;
  const until = endDuringChange(during, change);
  if (typeof change.ttlSeconds !== 'number' || expiresAt === undefined || until === undefined) return;
  if (new Date(expiresAt) < until) await reservations.setEnd(binding, new Date(expiresAt));
};
