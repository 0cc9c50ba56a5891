import { createAxPlatform } from '../../../shared/platform/modes/ax/ax.ts';
import { A, aBindRequest, B, OTHER_X, X } from '../../builders/bind-request.ts';
import { succeeding as answer, refusing, type Scripted } from '../../fakes/scripted-platform.ts';
import type {
  BindingPlatformExamples,
  Example,
  Outcome,
  Parties,
  Place,
} from './binding-platform.contract.ts';
import {
  exampleMakers,
  ID,
  NO_BINDINGS,
  NOT_FOUND,
  NOTHING,
  ok,
  refused,
  UNREADABLE,
  UNSURE_CODES,
} from './example-makers.ts';

const PATH = '/rest/provision/caas/privatenumber/v1.0';

const make = exampleMakers({
  lines: {
    bind: `POST ${PATH}`,
    unbind: `DELETE ${PATH}?subscriptionId=subscription-a`,
    modify: `PUT ${PATH}`,
    get: `GET ${PATH}?subscriptionId=subscription-a`,
  },
  request: (changes) => aBindRequest({ b: undefined, ...changes }),
  bind: {
    fields: { origNum: '+8613800000001', privateNumType: 'mobile-virtual', calleeNumDisplay: '0' },
    answer: { subscriptionId: 'subscription-a', privateNum: '+8617000000002' },
    bound: { subscriptionId: 'subscription-a', x: '+8617000000002' },
  },
  terms: {
    callDirection: 'both',
    ttlSeconds: 7200,
    record: true,
    recordTone: 'notice.wav',
    maxCallMinutes: 60,
    lastMinuteTone: 'minute.wav',
  },
});

/** An entry as the platform answers it. */
const ENTRY = {
  origNum: '+8613800000001',
  privateNum: '+8617000000001',
  privateNumType: 'mobile-virtual',
  subscribeTime: '2026-03-01 08:00:00',
  subscriptionId: 'subscription-a',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  maxDuration: 60,
  callDirection: 2,
};

/** The same in our words, without a life time: the platform never ends it. */
const BINDING = {
  subscriptionId: 'subscription-a',
  a: '+8613800000001',
  b: undefined,
  x: '+8617000000001',
  callDirection: 'to-a',
  ttlSeconds: undefined,
  record: true,
  recordTone: 'notice.wav',
  maxCallMinutes: 60,
};

const ELSEWHERE = { ...ENTRY, subscriptionId: 'subscription-b', privateNum: '+8617000000002' };

const list = (...entries: unknown[]): Scripted => answer({ privateNumList: entries });

const OF_A = { line: `GET ${PATH}?origNum=%2B8613800000001` };
const OF_X = { line: `GET ${PATH}?privateNum=%2B8617000000001` };

const finds = (name: string, scripted: Scripted, gives: Outcome): Example<Parties> => ({
  name,
  given: { x: X, a: A, b: undefined },
  answers: [scripted],
  sends: [OF_A],
  gives,
});

const lists = (name: string, scripted: Scripted, gives: Outcome): Example<Place> => ({
  name,
  given: { x: X, after: undefined },
  answers: [scripted],
  sends: [OF_X],
  gives,
});

const tells = (name: string, scripted: Scripted, gives: Outcome) => ({
  name,
  given: A,
  answers: [scripted],
  sends: [OF_A],
  gives,
});

export const AX: BindingPlatformExamples = {
  create: createAxPlatform,
  bind: [
    make.sendsBind('a named X', {}, { privateNum: '+8617000000001', callDirection: 0, recordFlag: 'false' }),
    make.sendsBind(
      'an X of the platform, loosely by city',
      { x: undefined, areaCode: '0755' },
      { areaCode: '0755', areaMatchMode: '1', callDirection: 0, recordFlag: 'false' },
    ),
    make.sendsBind(
      'an X of the platform, strictly by city',
      { x: undefined, areaCode: '010', areaMatch: 'strict' },
      { areaCode: '010', areaMatchMode: '0', callDirection: 0, recordFlag: 'false' },
    ),
    make.sendsBind(
      'everything, but never a life time',
      {
        areaCode: '0755',
        terms: {
          callDirection: 'to-a',
          ttlSeconds: 7200,
          record: true,
          recordTone: 'notice.wav',
          maxCallMinutes: 60,
          lastMinuteTone: 'minute.wav',
          sms: true,
          waitingTones: { a: 'music-a.wav', others: 'music-others.wav' },
          userData: 'order-42',
        },
      },
      {
        privateNum: '+8617000000001',
        callDirection: 2,
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        maxDuration: 60,
        lastMinVoice: 'minute.wav',
        privateSms: 'true',
        preVoice: { callerHintTone: 'music-a.wav', calleeHintTone: 'music-others.wav' },
        userData: 'order-42',
      },
    ),
    make.readsBind(
      'the X that the platform says',
      {},
      { subscriptionId: ID, privateNum: '+8617000000002' },
      ok({ subscriptionId: ID, x: '+8617000000002' }),
    ),
    make.readsBind(
      'the X that was asked for',
      {},
      { subscriptionId: ID },
      ok({ subscriptionId: ID, x: '+8617000000001' }),
    ),
    make.readsBind('without an id', {}, { privateNum: '+8617000000001' }, UNREADABLE),
    make.readsBind('with nobody saying which X', { x: undefined }, { subscriptionId: ID }, UNREADABLE),
    make.refusesBind('that X has an A already', '1016002', { class: 'conflict' }),
  ],
  unbind: [
    make.unbinds(`DELETE ${PATH}?subscriptionId=subscription%2Fa%2Bb`),
    ...['1016001', '1012007'].map(make.unbindsNothing),
    ...UNSURE_CODES.flatMap((code) => make.unbindsUnsurely(code, list(ENTRY))),
  ],
  modify: [
    make.sendsChange('A', { a: B }, { origNum: '+8613900000002' }),
    make.sendsChange('the direction', { callDirection: 'from-a' }, { callDirection: 1 }),
    make.sendsChange('recording on', { record: true }, { recordFlag: 'true', recordHintTone: 'notice.wav' }),
    make.sendsChange(
      'the longest call',
      { maxCallMinutes: 60 },
      { maxDuration: 60, lastMinVoice: 'minute.wav' },
    ),
    make.sendsChange('SMS on', { sms: true }, { privateSms: 'true' }),
    make.sendsChange('SMS off', { sms: false }, { privateSms: 'false' }),
    make.sendsChange('user data', { userData: 'order-43' }, { userData: 'order-43' }),
    make.sendsChange('no life time', { ttlSeconds: 600, userData: 'o' }, { userData: 'o' }),
    make.sendsChange('no end of it', { ttlSeconds: null, userData: 'o' }, { userData: 'o' }),
    ...['1016001', '1012007', '1011004', '1011001'].map(make.changesNothing),
    make.onlyAsks('a life time of ours', { ttlSeconds: 600 }, list(ENTRY), ok('modified')),
    make.onlyAsks(
      'a life time of ours, which is gone',
      { ttlSeconds: 600 },
      refusing(403, '1016001'),
      NOT_FOUND,
    ),
    make.onlyAsks(
      'a life time of ours, and nobody answers',
      { ttlSeconds: 600 },
      refusing(403, '1010010'),
      refused({ class: 'throttled' }),
    ),
    ...make.conflicts({
      code: '1016002',
      there: list(ENTRY),
      own: { change: { a: A }, fields: { origNum: '+8613800000001' } },
      other: { change: { a: B }, fields: { origNum: '+8613900000002' } },
    }),
  ],
  get: [
    make.reads('the binding of a subscription in our words', list(ENTRY), BINDING),
    make.reads('nothing of what was never set', list({ subscriptionId: 'subscription-a' }), {
      subscriptionId: 'subscription-a',
    }),
    make.reads('code 1016001', refusing(403, '1016001'), undefined),
    make.reads('code 1012007', refusing(403, '1012007'), undefined),
    make.reads('an empty list', list(), undefined),
    make.doubtsOthers(list(ELSEWHERE)),
    make.doubts('no list', answer()),
    make.doubts('a null list', answer({ privateNumList: null })),
    make.doubts('an entry without id', list({ ...ENTRY, subscriptionId: '' })),
  ],
  find: [
    finds('asks by A, escaped, and takes the one on X', list(ELSEWHERE, ENTRY), ok(BINDING)),
    finds('does not take nothing of A', refusing(403, '1016001'), NOTHING),
    finds('does not take another X alone', list({ ...ENTRY, privateNum: OTHER_X }), NOTHING),
    finds('does not take another A', list({ ...ENTRY, origNum: B }), NOTHING),
    finds('does not take an entry that tells no X', list({ ...ENTRY, privateNum: undefined }), NOTHING),
  ],
  list: [
    lists('asks by X', list(ENTRY), ok({ bindings: [BINDING], next: undefined })),
    lists('is empty when X has no binding', refusing(403, '1016001'), NO_BINDINGS),
    lists('is a refusal when X is not ours', refusing(403, '1012102'), refused({ class: 'account' })),
  ],
  numbersOf: [
    tells('asks by A, once', list(ENTRY, ELSEWHERE), ok(['+8617000000001', '+8617000000002'])),
    tells('knows that there are none', refusing(403, '1016001'), ok([])),
    tells('does not know when nobody says', refusing(403, '1010029'), refused({ code: '1010029' })),
  ],
};
