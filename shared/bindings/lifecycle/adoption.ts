import type { ActiveBinding, AtPlatform, PendingBinding } from '../model/binding.ts';
import type { BindingRecord, RecordContent } from '../model/binding-store.ts';
import { timed } from './due-at.ts';
import { leased } from './lease.ts';

// ADR 68: an adoption has the life of a bind that was never sent and whose end is wanted, until its adopter says otherwise.

/**
 * A binding of the platform is being adopted. When its lease is over, it is ended as not made by the one who finds it: nothing was
 * sent, so nothing is looked for, bound or unbound at the platform.
 */
export const adopting = (binding: PendingBinding, now: Date): RecordContent<PendingBinding> =>
  leased(
    {
      binding: { ...binding, end: { why: 'repaired' } },
      queued: { areaMatch: 'strict' },
      endWanted: true,
    },
    now,
  );

/**
 * True for a pending adoption. Nobody but the one who ends it as not made may say why it ends: that reason alone tells later that no bind
 * of it ever left.
 */
export const isAdoption = ({ endWanted, queued, binding: { end } }: RecordContent<PendingBinding>): boolean =>
  endWanted === true && queued !== undefined && end?.why === 'repaired';

/** The end of an adopted binding, counted from the beginning of its life. `isSure`: the platform's timer ends it no later. */
export type AdoptedLife = Readonly<{ begunAt: string; isSure: boolean }>;

/** The adoption is done: it lives from now on as any other. Without a life it never expires. */
export const adopted = (
  binding: AtPlatform<ActiveBinding>,
  life: AdoptedLife | undefined,
): RecordContent<ActiveBinding> => {
  const { end: _notWanted, ...live } = binding;
  if (life === undefined) return { binding: live };
  return timed({ binding: live, ...(life.isSure ? {} : { confirmEnd: true }) }, life.begunAt);
};

/** True for an adoption that was given up. No bind of it ever left, so nothing at the platform is a late one of it. */
export const isAdoptionGivenUp = ({ binding: { status, end } }: BindingRecord): boolean =>
  status === 'failed' && end?.why === 'repaired';
