import type { BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { createAxybPlatform } from '../../../shared/platform/modes/axyb/axyb.ts';
import { A, aBindRequest, B, X } from '../../builders/bind-request.ts';
import {
  succeeding as answer,
  refusing,
  SCRIPTED_APP,
  type Scripted,
} from '../../fakes/scripted-platform.ts';
import {
  type BindingPlatformExamples,
  type Example,
  LOST,
  type Outcome,
  type Parties,
} from './binding-platform.contract.ts';
import {
  exampleMakers,
  ID,
  NOTHING,
  notOffered,
  ok,
  refused,
  UNREADABLE,
  UNSURE_CODES,
} from './example-makers.ts';

// A second step that fails has its own tests: tests/unit/platform/axyb-second-step.test.ts.

const PATH = '/rest/omp/xyrelationnumber/v1.0?app_key=made-up%2Bapp-key';
const Y = '+8617000000009';

const request = (changes: Partial<BindRequest>) => aBindRequest({ x: undefined, ...changes });

const make = exampleMakers({
  lines: {
    bind: `POST ${PATH}`,
    unbind: `DELETE ${PATH}&subscriptionId=subscription-a`,
    modify: 'PUT is not offered',
    get: `GET ${PATH}&subscriptionId=subscription-a`,
  },
  request,
  bind: { fields: {}, answer: {}, bound: {} },
  terms: { callDirection: 'both', record: false },
});

/** An entry as the platform answers it; its durations are text. */
const ENTRY = {
  bindId: 'subscription-a',
  numA: '+8613800000001',
  numX: '+8617000000001',
  numY: '+8617000000009',
  numB: '+8613900000002',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  subscribeTime: '2026-03-01 08:00:00',
  callDirection: 1,
  duration: '7200',
  ybDuration: '0',
};

/** The same in our words; the text of the time has no zone, so it is UTC or Chinese time. */
const BINDING = {
  subscriptionId: 'subscription-a',
  a: '+8613800000001',
  b: '+8613900000002',
  x: '+8617000000001',
  y: '+8617000000009',
  callDirection: 'from-a',
  ttlSeconds: 7200,
  subscribedAt: ['2026-03-01T08:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  record: true,
  recordTone: 'notice.wav',
  maxCallMinutes: undefined,
  ybTtlSeconds: 0,
};

/** A behind X, and nobody behind a Y yet. */
const HALF_ENTRY = { ...ENTRY, numY: '', numB: '' };
const HALF = { ...BINDING, b: undefined, y: undefined };

const OF_ANOTHER_B = { ...ENTRY, numB: '+8613800000009', numY: '+8617000000008' };

const list = (...entries: unknown[]): Scripted => answer({ xyRelationNumList: entries });

const STEP_X = answer({ subscriptionId: 'subscription-a', relationNumber: '+8617000000001' });
const STEP_Y = answer({ subscriptionId: 'subscription-a', relationNumber: '+8617000000009' });

/** Both steps with the same settings, the second with the id of the first. */
const sendsBind = (what: string, changes: Partial<BindRequest>, fields: object): Example<BindRequest> => ({
  name: `sends two steps with ${what}`,
  given: request(changes),
  answers: [STEP_X, STEP_Y],
  sends: [
    { line: `POST ${PATH}`, body: { origNum: '+8613800000001', ...fields } },
    {
      line: `POST ${PATH}`,
      body: { origNum: '+8613900000002', subscriptionId: 'subscription-a', ...fields },
    },
  ],
  gives: ok({ subscriptionId: 'subscription-a', x: X, y: Y }),
});

const endsWithFirstStep = (why: string, scripted: Scripted, gives: Outcome): Example<BindRequest> => ({
  name: `ends with the first step when that ${why}`,
  given: request({}),
  answers: [scripted],
  sends: 1,
  gives,
});

const OF_X = { line: `GET ${PATH}&relationNum=%2B8617000000001` };

const finds = (
  name: string,
  scripted: Scripted,
  gives: Outcome,
  parties: Partial<Parties> = {},
): Example<Parties> => ({
  name,
  given: { x: X, a: A, b: B, ...parties },
  answers: [scripted],
  sends: [OF_X],
  gives,
});

export const AXYB: BindingPlatformExamples = {
  create: createAxybPlatform,
  app: { ...SCRIPTED_APP, appKey: 'made-up+app-key' },
  bind: [
    sendsBind('no end', {}, { areaMatchMode: '1', callDirection: 0, duration: 0, recordFlag: 'false' }),
    sendsBind(
      'everything',
      {
        areaCode: '0755',
        areaMatch: 'strict',
        terms: {
          callDirection: 'from-a',
          ttlSeconds: 7200,
          ybTtlSeconds: 600,
          record: true,
          recordTone: 'notice.wav',
          waitingTones: { x: 'music-x.wav', y: 'music-y.wav' },
          userData: 'order-42',
        },
      },
      {
        areaCode: '0755',
        areaMatchMode: '0',
        callDirection: 1,
        duration: 7200,
        ybDuration: 600,
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        preVoiceX: 'music-x.wav',
        preVoiceY: 'music-y.wav',
        userData: 'order-42',
      },
    ),
    {
      name: 'is one step when anybody may call',
      given: request({ b: undefined }),
      answers: [STEP_X],
      sends: 1,
      gives: ok({ subscriptionId: 'subscription-a', x: X }),
    },
    endsWithFirstStep('is refused', refusing(403, '1012008'), refused({ class: 'exhausted' })),
    endsWithFirstStep('is lost', LOST, LOST),
    endsWithFirstStep('has no id', answer({ relationNumber: Y }), UNREADABLE),
    endsWithFirstStep('has no X', answer({ subscriptionId: ID }), UNREADABLE),
    endsWithFirstStep('has an empty X', answer({ subscriptionId: ID, relationNumber: '' }), UNREADABLE),
  ],
  unbind: [
    // Which ends every Y of it.
    make.unbinds(`DELETE ${PATH}&subscriptionId=subscription%2Fa%2Bb`),
    ...['1016001', '1012007'].map(make.unbindsNothing),
    ...UNSURE_CODES.flatMap((code) => make.unbindsUnsurely(code, list(ENTRY))),
  ],
  modify: [
    make.change(
      'is refused without a call, because the platform has none',
      { userData: 'order-43' },
      { answers: [], sends: [], gives: notOffered({ problem: 'not-changeable' }) },
    ),
  ],
  get: [
    make.reads('the binding of a subscription in our words', list(ENTRY), BINDING),
    make.reads(
      'one binding however many people have called X',
      list(ENTRY, { ...OF_ANOTHER_B, bindId: 'subscription-a-2' }),
      HALF,
    ),
    make.reads('code 1016001', refusing(403, '1016001'), undefined),
    make.reads('code 1012007', refusing(403, '1012007'), undefined),
    make.reads('an empty list', list(), undefined),
    make.doubts('an entry without an id', list({ numA: '+8613800000001' })),
  ],
  find: [
    finds('asks by X, escaped, and takes the entry of A and B', list(OF_ANOTHER_B, ENTRY), ok(BINDING)),
    finds('answers with the half that was made, to be taken away', list(HALF_ENTRY), ok(HALF)),
    finds('asks for A alone when anybody may call', list(HALF_ENTRY), ok(HALF), { b: undefined }),
    finds('does not take an entry of another A', list({ ...ENTRY, numA: '+8613800000009' }), NOTHING),
    finds('does not take a half of another A', list({ ...HALF_ENTRY, numA: '+8613800000009' }), NOTHING),
    finds('does not take an entry on another X', list({ ...ENTRY, numX: '+8617000000002' }), NOTHING),
    finds(
      'does not take an entry where X is the Y of somebody',
      list({ ...ENTRY, numX: '+8617000000002', numY: '+8617000000001' }),
      NOTHING,
    ),
    finds(
      'takes the entry of another B for a half, because strangers who call X get one',
      list(OF_ANOTHER_B),
      ok(HALF),
    ),
    finds('does not know when the platform says no', refusing(403, '1012001'), refused({ code: '1012001' })),
  ],
  list: [
    {
      name: 'tells each binding of an X once',
      given: { x: X, after: undefined },
      answers: [list(ENTRY, { ...ENTRY, numB: '+8613800000009' })],
      sends: [OF_X],
      gives: ok({ bindings: [HALF], next: undefined }),
    },
  ],
};
