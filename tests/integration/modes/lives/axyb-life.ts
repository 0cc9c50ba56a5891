import { A, B, type BindingLife, byId, post, STRANGER } from './binding-life.ts';

const PATH = '/rest/omp/xyrelationnumber/v1.0';
const APP_KEY = 'app_key=TestAppKeyMode00000000000001';

const SETTINGS = {
  areaCode: '0755',
  areaMatchMode: '0',
  callDirection: 0,
  duration: 3600,
  ybDuration: 1800,
  recordFlag: 'true',
  recordHintTone: 'rec.wav',
  preVoiceX: 'wait-x.wav',
  preVoiceY: 'wait-y.wav',
  userData: 'pair 3',
};
/** A binding of AXYB. */
export const AXYB_LIFE: BindingLife = {
  mode: 'AXYB',
  bind: {
    ...{ a: A, b: B, areaCode: '0755', areaMatch: 'strict', ttlSeconds: 3600, ybTtlSeconds: 1800 },
    ...{ callDirection: 'both', record: true, recordTone: 'rec.wav', userData: 'pair 3' },
    waitingTones: { x: 'wait-x.wav', y: 'wait-y.wav' },
  },
  bound: { status: 'active', a: A, b: B },
  change: { userData: 'other', a: STRANGER },
  changed: { status: 400, body: { code: 'not-changeable' }, refused: ['a', 'userData'] },
  released: { status: 'released', a: A, b: B },
  calls: {
    bound: [
      [B, 'x', A],
      [A, 'y', B],
    ],
    changed: [
      [B, 'x', A],
      [A, 'y', B],
    ],
    released: [[B, 'x', 8030]],
  },
  asked: (subscriptionId) => ({
    bind: [
      post(PATH, { origNum: '+8613800000001', ...SETTINGS }, APP_KEY),
      post(PATH, { origNum: '+8613900000002', subscriptionId, ...SETTINGS }, APP_KEY),
    ],
    change: [],
    ...byId(PATH, subscriptionId, `${APP_KEY}&`),
  }),
};
