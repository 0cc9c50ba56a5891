import type { BindingTerms } from '../../../../shared/bindings/model/binding.ts';
import { aBindRequest, B } from '../../../builders/bind-request.ts';
import { exampleMakers } from '../example-makers.ts';

export const V1 = '/rest/caas/extendnumber/v1.0';
export const V2 = '/rest/caas/extendnumber/v2.0';

export const terms = (changes: Partial<BindingTerms>): BindingTerms => ({
  callDirection: 'both',
  record: false,
  ...changes,
});

export const make = exampleMakers({
  lines: {
    bind: `POST ${V1}`,
    unbind: `DELETE ${V1}?subscriptionId=subscription-a`,
    modify: `PUT ${V1}`,
    get: `GET ${V1}?subscriptionId=subscription-a`,
  },
  request: (changes) => aBindRequest({ b: undefined, ...changes }),
  bind: {
    // Life times are in minutes.
    fields: { bindNum: '+8613800000001', displayNumMode: '0', timeUnit: '1' },
    answer: { subscriptionId: 'subscription-a', virtualNum: '+8617000000002', extendNum: '0042' },
    bound: { subscriptionId: 'subscription-a', x: '+8617000000002', extension: '0042' },
  },
  terms: terms({
    ttlSeconds: 86_400,
    callbackTtlSeconds: 43_200,
    record: true,
    recordTone: 'notice.wav',
    callback: { number: B },
  }),
});

/** An entry as the platform answers it. */
export const ENTRY = {
  subscriptionId: 'subscription-a',
  virtualNum: '+8617000000001',
  extendNum: '0042',
  bindNum: '+8613800000001',
  displayNumMode: '0',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  timeUnit: '1',
  bindExpiredTime: 1440,
  callbackExpiredTime: 720,
};

/** The same in our words. Its life time is not believed: after a change the platform goes on showing that of the bind. */
export const BINDING = {
  subscriptionId: 'subscription-a',
  a: '+8613800000001',
  b: undefined,
  x: '+8617000000001',
  extension: '0042',
  callDirection: undefined,
  ttlSeconds: undefined,
  record: true,
  recordTone: 'notice.wav',
  maxCallMinutes: undefined,
  callbackTtlSeconds: 43_200,
};
