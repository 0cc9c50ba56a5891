import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { A, B, X } from '../../builders/bind-request.ts';
import { type BindingFields, type BindingOf, bindingOf } from '../../builders/binding-of.ts';

/** An active AXB binding of two hours with an id of its own. */
export const aBinding = <Status extends BindingStatus = 'active'>(
  changes: BindingFields<Status> = {},
): BindingOf<Status> =>
  bindingOf({
    bindingId: randomId(),
    app: 'rides',
    mode: 'AXB',
    status: 'active' as Status,
    a: A,
    b: B,
    x: X,
    terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
    subscriptionId: randomId(),
    createdAt: '2026-03-01T08:00:00.000Z',
    expiresAt: '2026-03-01T10:00:00.000Z',
    version: 1,
    ...changes,
  } as BindingFields<Status> & { status: Status });

/** `count` of something at once. */
export const atOnce = <Result>(
  count: number,
  run: (index: number) => Promise<Result>,
): Promise<readonly Result[]> => Promise.all(Array.from({ length: count }, (_, index) => run(index)));
