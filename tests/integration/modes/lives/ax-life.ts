import { A, type BindingLife, byId, post, put, STRANGER, X } from './binding-life.ts';

const A2 = '+8613800000002';
const PATH = '/rest/provision/caas/privatenumber/v1.0';

/** A binding of AX. */
export const AX_LIFE: BindingLife = {
  mode: 'AX',
  bind: {
    ...{ a: A, x: X, ttlSeconds: 3600, record: true, recordTone: 'rec.wav', maxCallMinutes: 30 },
    ...{ lastMinuteTone: 'last.wav', sms: false, userData: 'desk 7' },
    waitingTones: { a: 'wait-a.wav', others: 'wait-others.wav' },
  },
  bound: { x: X, status: 'active', expiresAt: '2026-03-01T09:00:00.000Z' },
  change: { a: A2, maxCallMinutes: 10, callDirection: 'both', sms: true, ttlSeconds: 7200 },
  changed: { status: 200, body: { a: A2, version: 2 } },
  released: { status: 'released', a: A2, x: X },
  calls: {
    // 8013: A has no temporary callee.
    bound: [
      [STRANGER, 'x', A],
      [A, 'x', 8013],
    ],
    changed: [[STRANGER, 'x', A2]],
    // 8018: nobody is bound to the number.
    released: [[STRANGER, 'x', 8018]],
  },
  asked: (subscriptionId) => ({
    bind: [
      post(PATH, {
        origNum: '+8613800000001',
        privateNum: '+8617000000001',
        privateNumType: 'mobile-virtual',
        recordFlag: 'true',
        recordHintTone: 'rec.wav',
        calleeNumDisplay: '0',
        privateSms: 'false',
        preVoice: { callerHintTone: 'wait-a.wav', calleeHintTone: 'wait-others.wav' },
        maxDuration: 30,
        lastMinVoice: 'last.wav',
        userData: 'desk 7',
        callDirection: 0,
      }),
    ],
    change: [
      put(PATH, {
        subscriptionId,
        origNum: '+8613800000002',
        privateSms: 'true',
        maxDuration: 10,
        lastMinVoice: 'last.wav',
        callDirection: 0,
      }),
    ],
    ...byId(PATH, subscriptionId),
  }),
};
