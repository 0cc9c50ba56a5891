import { A, type BindingLife, byId, post, put, STRANGER, X } from './binding-life.ts';

const PATH = '/rest/caas/extendnumber/v1.0';

/** A binding of AXE. */
export const AXE_LIFE: BindingLife = {
  mode: 'AXE',
  bind: {
    ...{ a: A, x: X, extension: '0042', ttlSeconds: 7200, callbackTtlSeconds: 3600, userData: 'shop 9' },
    ...{ callback: { number: '0755-12345678' }, record: true, recordTone: 'rec.wav' },
  },
  bound: { extension: '0042', expiresAt: '2026-03-01T10:00:00.000Z' },
  change: { ttlSeconds: 10_800, callback: { tone: 'nobody.wav' }, userData: 'shop 10' },
  // The platform goes on showing the life time of the bind; that is not a drift.
  changed: { status: 200, body: { expiresAt: '2026-03-01T11:00:00.000Z' } },
  released: { status: 'released', extension: '0042' },
  calls: {
    bound: [[STRANGER, 'x', A, '0042']],
    changed: [[STRANGER, 'x', A, '0042']],
    released: [[STRANGER, 'x', 8022, '0042']],
  },
  asked: (subscriptionId) => ({
    bind: [
      post(PATH, {
        bindNum: '+8613800000001',
        virtualNum: '+8617000000001',
        extendNum: '0042',
        displayNumMode: '0',
        recordFlag: 'true',
        recordHintTone: 'rec.wav',
        callbackNum: '+8675512345678',
        timeUnit: '1',
        bindExpiredTime: 120,
        callbackExpiredTime: 60,
        userData: 'shop 9',
      }),
    ],
    change: [
      put(PATH, {
        subscriptionId,
        callbackTone: 'nobody.wav',
        timeUnit: '1',
        bindExpiredTime: 180,
        callbackExpiredTime: 60,
        userData: 'shop 10',
      }),
    ],
    ...byId(PATH, subscriptionId),
  }),
};
