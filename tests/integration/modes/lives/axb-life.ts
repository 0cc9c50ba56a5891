import { A, B, type BindingLife, byId, post, put, X } from './binding-life.ts';

const B2 = '+8613900000003';
const PATH = '/rest/caas/relationnumber/partners/v1.0';

/** A binding of AXB. */
export const AXB_LIFE: BindingLife = {
  mode: 'AXB',
  bind: {
    ...{ a: '138 0000 0001', b: '86-139-0000-0002', x: '+86 170 0000 0001', ttlSeconds: 3600 },
    ...{ callDirection: 'from-a', record: true, recordTone: 'rec_notice.wav', maxCallMinutes: 30 },
    ...{ lastMinuteTone: 'last.wav', sms: false, userData: 'order 42 & more', reference: 'order-42' },
    waitingTones: { a: 'wait-a.wav', b: 'wait-b.wav' },
  },
  bound: { a: A, b: B, x: X, status: 'active' },
  change: {
    ...{ b: B2, callDirection: 'both', ttlSeconds: 7200, maxCallMinutes: 5, sms: true },
    ...{ waitingTones: { b: 'other.wav' }, userData: 'new', record: false },
  },
  changed: { status: 200, body: { b: B2, version: 2 } },
  released: { status: 'released', b: B2, version: 2, x: X },
  calls: {
    bound: [
      [A, 'x', B],
      [B, 'x', 8016],
    ],
    changed: [
      [A, 'x', B2],
      [B, 'x', 8014],
    ],
    released: [[A, 'x', 8014]],
  },
  asked: (subscriptionId) => ({
    bind: [
      post(PATH, {
        callerNum: '+8613800000001',
        calleeNum: '+8613900000002',
        relationNum: '+8617000000001',
        callDirection: 1,
        duration: 3600,
        recordFlag: 'true',
        recordHintTone: 'rec_notice.wav',
        maxDuration: 30,
        lastMinVoice: 'last.wav',
        privateSms: 'false',
        preVoice: { callerHintTone: 'wait-a.wav', calleeHintTone: 'wait-b.wav' },
        userData: 'order 42 & more',
      }),
    ],
    change: [
      put(PATH, {
        subscriptionId,
        calleeNum: '+8613900000003',
        callDirection: 0,
        duration: 7200,
        recordFlag: 'false',
        maxDuration: 5,
        lastMinVoice: 'last.wav',
        privateSms: 'true',
        preVoice: { calleeHintTone: 'other.wav' },
        userData: 'new',
      }),
    ],
    ...byId(PATH, subscriptionId),
  }),
};
