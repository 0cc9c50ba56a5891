import { A, B, type BindingLife, X } from './binding-life.ts';

const B2 = '+8613900000003';

/** Nothing is stored at the platform, so it is never asked. */
export const X_LIFE: BindingLife = {
  mode: 'X',
  bind: { a: A, b: B, x: X, ttlSeconds: 3600 },
  bound: { status: 'active', expiresAt: '2026-03-01T09:00:00.000Z' },
  change: { b: B2, callDirection: 'from-a' },
  changed: { status: 200, body: { b: B2, version: 2 } },
  released: { status: 'released', b: B2, x: X },
  calls: {
    bound: [
      [A, 'x', B],
      [B, 'x', A],
    ],
    // 8017: the platform was told to close the call.
    changed: [
      [A, 'x', B2],
      [B2, 'x', 8017],
      [B, 'x', 8017],
    ],
    released: [[A, 'x', 8017]],
  },
  asked: () => ({ bind: [], change: [], verify: [], release: [] }),
};
