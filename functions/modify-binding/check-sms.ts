import type { Binding } from '../../shared/bindings/model/binding.ts';
import type { BindingChange } from '../../shared/bindings/model/binding-platform.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { NumberStore } from '../../shared/numbers/number-store.ts';

/**
 * Refuses to turn texts on for a binding whose private number cannot carry them. A number that is not in the store was
 * chosen by the platform and is not known to us.
 */
export type CheckSms = (binding: Binding, change: BindingChange) => Promise<void>;

/** Makes {@link CheckSms} over a store. It throws `invalid-request` or `store-unavailable`. */
export const createCheckSms =
  ({ numbers }: Readonly<{ numbers: Pick<NumberStore, 'among'> }>): CheckSms =>
  async ({ app, x }, { sms }) => {
    if (sms !== true || x === undefined) return;
    const [number] = await numbers.among([app], [x]);
    if (number?.sms !== false) return;
    throw new AppError('invalid-request', 'the request is not valid: sms', {
      errors: [{ path: 'sms', message: 'needs a private number that carries texts' }],
    });
  };
