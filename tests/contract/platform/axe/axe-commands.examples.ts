import type { BindingTerms } from '../../../../shared/bindings/model/binding.ts';
import { A, B } from '../../../builders/bind-request.ts';
import { succeeding } from '../../../fakes/scripted-platform.ts';
import type { BindingPlatformExamples } from '../binding-platform.contract.ts';
import { ID, ok, UNREADABLE, UNSURE_CODES } from '../example-makers.ts';
import { ENTRY, make, terms, V1 } from './axe-words.ts';

/** A bind on a named X without recording. */
const bindsX = (what: string, changes: Partial<BindingTerms>, fields: object) =>
  make.sendsBind(
    what,
    { terms: terms(changes) },
    { virtualNum: '+8617000000001', recordFlag: 'false', ...fields },
  );
export const AXE_COMMANDS: Pick<BindingPlatformExamples, 'bind' | 'unbind' | 'modify'> = {
  bind: [
    bindsX(
      'a named X without an end, with the longest call-back record',
      {},
      { bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ),
    make.sendsBind(
      'a wanted extension of a named X',
      { extension: '0042' },
      {
        virtualNum: '+8617000000001',
        extendNum: '0042',
        recordFlag: 'false',
        bindExpiredTime: 0,
        callbackExpiredTime: 10_080,
      },
    ),
    make.sendsBind(
      'an X of the platform, and then no extension',
      { x: undefined, extension: '0042', areaCode: '0755' },
      {
        areaCode: '0755',
        areaMatchMode: '1',
        recordFlag: 'false',
        bindExpiredTime: 0,
        callbackExpiredTime: 10_080,
      },
    ),
    make.sendsBind(
      'everything, with a number to call back',
      {
        terms: terms({
          ttlSeconds: 86_400,
          callbackTtlSeconds: 43_200,
          record: true,
          recordTone: 'notice.wav',
          callback: { number: B },
          userData: 'order-42',
        }),
      },
      {
        virtualNum: '+8617000000001',
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        callbackNum: '+8613900000002',
        bindExpiredTime: 1440,
        callbackExpiredTime: 720,
        userData: 'order-42',
      },
    ),
    bindsX(
      'a tone instead of a number to call back',
      { ttlSeconds: 2_592_000, callback: { tone: 'nobody.wav' } },
      { callbackTone: 'nobody.wav', bindExpiredTime: 43_200, callbackExpiredTime: 10_080 },
    ),
    bindsX(
      'nothing that the mode does not have',
      { callDirection: 'to-a', maxCallMinutes: 60, sms: true, waitingTones: { a: 'a.wav' } },
      { bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ),
    bindsX(
      'a call-back record as long as the binding when nothing is said of it',
      { ttlSeconds: 3600 },
      { bindExpiredTime: 60, callbackExpiredTime: 60 },
    ),
    bindsX(
      'no call-back record that outlives the binding',
      { ttlSeconds: 600, callbackTtlSeconds: 1200 },
      { bindExpiredTime: 10, callbackExpiredTime: 10 },
    ),
    bindsX(
      'a call-back record of a binding without an end',
      { callbackTtlSeconds: 604_800 },
      { bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ),
    make.readsBind(
      'the X and extension that the platform chose',
      {},
      { subscriptionId: ID, virtualNum: '+8617000000002', extendNum: '0007' },
      ok({ subscriptionId: ID, x: '+8617000000002', extension: '0007' }),
    ),
    make.readsBind(
      'the X and extension that were asked for',
      { extension: '42' },
      { subscriptionId: ID },
      ok({ subscriptionId: ID, x: '+8617000000001', extension: '42' }),
    ),
    make.readsBind('without an id', {}, { extendNum: '0042' }, UNREADABLE),
    make.readsBind('without an extension', {}, { subscriptionId: ID }, UNREADABLE),
    make.readsBind(
      'with an extension that lost its zeros',
      {},
      { subscriptionId: ID, extendNum: 42 },
      UNREADABLE,
    ),
    make.refusesBind('that no extension is left', '1020167', { class: 'exhausted' }),
  ],
  unbind: [
    make.unbinds(`DELETE ${V1}?subscriptionId=subscription%2Fa%2Bb`),
    ...['1016001', '1012007'].map(make.unbindsNothing),
    ...UNSURE_CODES.flatMap((code) => make.unbindsUnsurely(code, succeeding(ENTRY))),
  ],
  modify: [
    make.sendsChange(
      'the life time, and that of the call-back record with it,',
      { ttlSeconds: 86_400 },
      { timeUnit: '1', bindExpiredTime: 1440, callbackExpiredTime: 720 },
    ),
    make.sendsChange(
      'a life time that cuts the call-back record short',
      { ttlSeconds: 600 },
      { timeUnit: '1', bindExpiredTime: 10, callbackExpiredTime: 10 },
      { ttlSeconds: 600 },
    ),
    make.sendsChange(
      'a permanent life time',
      { ttlSeconds: null },
      { timeUnit: '1', bindExpiredTime: 0, callbackExpiredTime: 10_080 },
      { ttlSeconds: undefined, callbackTtlSeconds: undefined },
    ),
    make.sendsChange(
      'the call-back record, without starting the binding anew,',
      { callbackTtlSeconds: 43_200 },
      { timeUnit: '1', callbackExpiredTime: 720 },
    ),
    make.sendsChange('a number to call back', { callback: { number: A } }, { callbackNum: '+8613800000001' }),
    make.sendsChange('a tone instead', { callback: { tone: 'nobody.wav' } }, { callbackTone: 'nobody.wav' }),
    make.sendsChange('recording on', { record: true }, { recordFlag: 'true', recordHintTone: 'notice.wav' }),
    make.sendsChange('user data', { userData: 'order-43' }, { userData: 'order-43' }),
    make.changesNothing('1016001'),
    make.changesNothing('1012007'),
  ],
};
