import { aBindRequest } from '../../../builders/bind-request.ts';
import { type Scripted, succeeding } from '../../../fakes/scripted-platform.ts';
import { exampleMakers } from '../example-makers.ts';

export const PATH = '/rest/caas/relationnumber/partners/v1.0';

export const make = exampleMakers({
  lines: {
    bind: `POST ${PATH}`,
    unbind: `DELETE ${PATH}?subscriptionId=subscription-a`,
    modify: `PUT ${PATH}`,
    get: `GET ${PATH}?subscriptionId=subscription-a`,
  },
  request: aBindRequest,
  bind: {
    fields: { callerNum: '+8613800000001', calleeNum: '+8613900000002' },
    answer: { subscriptionId: 'subscription-a', relationNum: '+8617000000002' },
    bound: { subscriptionId: 'subscription-a', x: '+8617000000002' },
  },
  terms: {
    callDirection: 'both',
    ttlSeconds: 7200,
    record: true,
    recordTone: 'notice.wav',
    maxCallMinutes: 60,
    lastMinuteTone: 'minute.wav',
    waitingTones: { a: 'music-a.wav' },
  },
});

/** An entry as the platform answers it. */
export const ENTRY = {
  subscriptionId: 'subscription-a',
  callerNum: '+8613800000001',
  calleeNum: '+8613900000002',
  relationNum: '+8617000000001',
  callDirection: 1,
  duration: 7200,
  subscribeTime: '2026-03-01 08:00:00',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  preVoice: { callerHintTone: 'music.wav' },
  maxDuration: 60,
  privateSms: 'false',
};

/** The same in our words; the text of the time has no zone, so it is UTC or Chinese time. */
export const BINDING = {
  subscriptionId: 'subscription-a',
  a: '+8613800000001',
  b: '+8613900000002',
  x: '+8617000000001',
  callDirection: 'from-a',
  ttlSeconds: 7200,
  subscribedAt: ['2026-03-01T08:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  record: true,
  recordTone: 'notice.wav',
  maxCallMinutes: 60,
  sms: false,
  waitingTones: { a: 'music.wav' },
};

export const list = (...entries: unknown[]): Scripted =>
  succeeding({
    app_key: 'key',
    totalCount: entries.length,
    pageIndex: '1',
    pageSize: '50',
    relationNumList: entries,
  });
