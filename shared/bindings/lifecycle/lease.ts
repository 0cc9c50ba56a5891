import { addSeconds, iso, secondsUntil } from '../../kernel/clock.ts';
import type { Binding } from '../model/binding.ts';
import type { RecordContent } from '../model/binding-store.ts';

/** Longer than any function runs, so whoever held a lease that is over cannot be at work any more. */
export const LEASE_SECONDS = 60;

/** A lease for whoever works on the binding next; over, the sweeper looks at it. */
export const leased = <Some extends Binding>(record: RecordContent<Some>, now: Date): RecordContent<Some> => {
  const leaseUntil = iso(addSeconds(now, LEASE_SECONDS));
  return { ...record, leaseUntil, dueAt: leaseUntil };
};

/** The lease ends now: the work on it is over and may be taken up by a repeat at once, and by the sweeper. */
export const leaseEnded = <Some extends Binding>(
  record: RecordContent<Some>,
  now: Date,
): RecordContent<Some> => ({
  ...record,
  leaseUntil: iso(now),
  dueAt: iso(now),
});

/** True while somebody may be at work on the binding. */
export const isLeased = ({ leaseUntil }: Readonly<{ leaseUntil?: string }>, now: Date): boolean =>
  leaseUntil !== undefined && leaseUntil > iso(now);

/** For how many whole seconds somebody may still be at work, 1 at least. */
export const leaseSeconds = ({ leaseUntil = '' }: Readonly<{ leaseUntil?: string }>, now: Date): number =>
  Math.max(1, secondsUntil(leaseUntil || iso(now), now));
