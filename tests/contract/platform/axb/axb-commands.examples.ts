import { A, B } from '../../../builders/bind-request.ts';
import type { BindingPlatformExamples } from '../binding-platform.contract.ts';
import { ID, ok, UNREADABLE, UNSURE_CODES } from '../example-makers.ts';
import { ENTRY, list, make, PATH } from './axb-words.ts';

export const AXB_COMMANDS: Pick<BindingPlatformExamples, 'bind' | 'unbind' | 'modify'> = {
  bind: [
    make.sendsBind('a named X', {}, { relationNum: '+8617000000001', callDirection: 0, recordFlag: 'false' }),
    make.sendsBind(
      'an X of the platform, loosely by city',
      { x: undefined, areaCode: '0755' },
      { areaCode: '0755', areaMatchMode: '1', callDirection: 0, recordFlag: 'false' },
    ),
    make.sendsBind(
      'an X of the platform, strictly by home city',
      { x: undefined, areaMatch: 'strict' },
      { areaMatchMode: '0', callDirection: 0, recordFlag: 'false' },
    ),
    make.sendsBind(
      'everything',
      {
        areaCode: '0755',
        terms: {
          callDirection: 'to-a',
          ttlSeconds: 7200,
          record: true,
          recordTone: 'notice.wav',
          maxCallMinutes: 60,
          lastMinuteTone: 'minute.wav',
          sms: false,
          waitingTones: { a: 'music-a.wav', b: 'music-b.wav' },
          userData: 'order-42',
        },
      },
      {
        relationNum: '+8617000000001',
        callDirection: 2,
        duration: 7200,
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        maxDuration: 60,
        lastMinVoice: 'minute.wav',
        privateSms: 'false',
        preVoice: { callerHintTone: 'music-a.wav', calleeHintTone: 'music-b.wav' },
        userData: 'order-42',
      },
    ),
    make.sendsBind(
      'no tones that nobody would hear',
      {
        terms: {
          callDirection: 'from-a',
          record: false,
          recordTone: 'notice.wav',
          maxCallMinutes: 0,
          lastMinuteTone: 'minute.wav',
          sms: true,
          waitingTones: {},
        },
      },
      {
        relationNum: '+8617000000001',
        callDirection: 1,
        recordFlag: 'false',
        maxDuration: 0,
        privateSms: 'true',
      },
    ),
    make.readsBind(
      'the X that the platform says',
      {},
      { subscriptionId: ID, relationNum: '+8617000000002' },
      ok({ subscriptionId: ID, x: '+8617000000002' }),
    ),
    make.readsBind(
      'an X without its plus',
      {},
      { subscriptionId: ID, relationNum: '8617000000002' },
      ok({ subscriptionId: ID, x: '+8617000000002' }),
    ),
    make.readsBind(
      'the X that was asked for',
      {},
      { subscriptionId: ID },
      ok({ subscriptionId: ID, x: '+8617000000001' }),
    ),
    make.readsBind(
      'the X that was asked for when that of the answer is unreadable',
      {},
      { subscriptionId: ID, relationNum: 42 },
      ok({ subscriptionId: ID, x: '+8617000000001' }),
    ),
    make.readsBind('without an id', {}, { relationNum: '+8617000000001' }, UNREADABLE),
    make.readsBind('with an empty id', {}, { subscriptionId: '' }, UNREADABLE),
    make.readsBind('with a number as id', {}, { subscriptionId: 7 }, UNREADABLE),
    make.readsBind('with nobody saying which X', { x: undefined }, { subscriptionId: ID }, UNREADABLE),
    make.refusesBind('that X has one of the two already', '1012010', { class: 'conflict' }),
  ],
  unbind: [
    make.unbinds(`DELETE ${PATH}?subscriptionId=subscription%2Fa%2Bb`),
    ...['1012007', '1016001'].map(make.unbindsNothing),
    ...UNSURE_CODES.flatMap((code) => make.unbindsUnsurely(code, list(ENTRY))),
  ],
  modify: [
    make.sendsChange('one side', { b: A }, { calleeNum: '+8613800000001' }),
    make.sendsChange(
      'both sides',
      { a: B, b: A },
      { callerNum: '+8613900000002', calleeNum: '+8613800000001' },
    ),
    make.sendsChange('the direction', { callDirection: 'both' }, { callDirection: 0 }),
    make.sendsChange('the life time', { ttlSeconds: 7200 }, { duration: 7200 }),
    make.sendsChange('a permanent life time', { ttlSeconds: null }, { duration: 0 }),
    make.sendsChange('recording on', { record: true }, { recordFlag: 'true', recordHintTone: 'notice.wav' }),
    make.sendsChange('recording off', { record: false }, { recordFlag: 'false' }, { record: false }),
    make.sendsChange(
      'the tone while recording',
      { recordTone: 'notice.wav' },
      { recordHintTone: 'notice.wav' },
    ),
    make.sendsChange(
      'the longest call',
      { maxCallMinutes: 60 },
      { maxDuration: 60, lastMinVoice: 'minute.wav' },
    ),
    make.sendsChange(
      'the longest call to any',
      { maxCallMinutes: 0 },
      { maxDuration: 0 },
      { maxCallMinutes: 0 },
    ),
    make.sendsChange('the last minute', { lastMinuteTone: 'minute.wav' }, { lastMinVoice: 'minute.wav' }),
    make.sendsChange('SMS', { sms: false }, { privateSms: 'false' }),
    make.sendsChange(
      'waiting tones',
      { waitingTones: { a: 'x' } },
      { preVoice: { callerHintTone: 'music-a.wav' } },
    ),
    make.sendsChange('waiting tones to none', { waitingTones: {} }, { preVoice: {} }, { waitingTones: {} }),
    make.sendsChange('user data', { userData: 'order-43' }, { userData: 'order-43' }),
    make.onlyAsks('a tone while not recording', { recordTone: 'notice.wav' }, list(ENTRY), ok('modified'), {
      record: false,
    }),
    make.onlyAsks(
      'the tone of the last minute without a limit',
      { lastMinuteTone: 'minute.wav' },
      list(ENTRY),
      ok('modified'),
      { maxCallMinutes: 0 },
    ),
    ...['1012007', '1016001'].map(make.changesNothing),
    ...make.conflicts({
      code: '1012010',
      there: list(ENTRY),
      own: {
        change: { a: A, b: B },
        fields: { callerNum: '+8613800000001', calleeNum: '+8613900000002' },
      },
      other: { change: { b: A }, fields: { calleeNum: '+8613800000001' } },
    }),
  ],
};
