import { expect } from 'vitest';
import { A, B, C, CALLEE_PATH, X } from '../../playground.ts';
import { CONNECT, type Fields, type ModePlayground, Y } from '../open-mode.ts';
import type { CallExample, Tell } from './call-examples.ts';

/** The times of an answered call of 71 s, and of one of AXE, whose caller first dials the extension, of 62 s. */
const ANSWERED = {
  callInTime: '2026-03-01 02:30:03',
  fwdStartTime: '2026-03-01 02:30:03',
  fwdAlertingTime: '2026-03-01 02:30:05',
  fwdAnswerTime: '2026-03-01 02:30:09',
  callEndTime: '2026-03-01 02:31:20',
};
const ANSWERED_BEHIND_EXTENSION = {
  callInTime: '2026-03-01 02:30:03',
  fwdStartTime: '2026-03-01 02:30:12',
  fwdAlertingTime: '2026-03-01 02:30:14',
  fwdAnswerTime: '2026-03-01 02:30:18',
  callEndTime: '2026-03-01 02:31:20',
};
const recordedFrom = (recordStartTime: string, recordObjectName: RegExp) => ({
  recordFlag: 1,
  recordStartTime,
  recordDomain: 'ostor.example.com',
  recordBucketName: 'sp-playground-app-key',
  recordObjectName: expect.stringMatching(recordObjectName),
});
const RECORDED = recordedFrom('2026-03-01 02:30:09', /^260301103009\d{11}\.wav$/);

const CONNECTED = ['callin', 'callout', 'alerting', 'answer', 'disconnect'];
const RELEASED = { stateCode: 0, stateDesc: 'The user releases the call.' };

/** The second leg of an answered call: who is shown to whom, and the text and binding that all its events have. */
const answeredEvents =
  (first: Fields, leg: Fields, withBinding: readonly ('callin' | 'leg')[] = ['callin', 'leg']) =>
  (id: string, tell: Tell) => {
    const [ofCallin, ofLeg] = (['callin', 'leg'] as const).map((part) =>
      withBinding.includes(part) ? { subscriptionId: id } : {},
    );
    return [
      tell('callin', '02:30:03', { ...first, ...ofCallin }),
      tell('callout', '02:30:03', { ...leg, ...ofLeg }),
      tell('alerting', '02:30:05', { ...leg, ...ofLeg }),
      tell('answer', '02:30:09', { ...leg, ...ofLeg }),
      tell('disconnect', '02:31:20', { ...leg, ...ofLeg, ...RELEASED }),
    ];
  };

const WITH_TONE = { recordFlag: 'true', recordHintTone: 'notice.wav' };
const setCallee = ({ client }: ModePlayground) =>
  client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B } });
/** Calls that are answered. */
export const ANSWERED_CALLS: readonly CallExample[] = [
  {
    mode: 'AX',
    title: 'a recorded call of A',
    bind: [WITH_TONE],
    before: setCallee,
    call: { from: A, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents({ caller: A, called: X }, { caller: X, called: B }),
    stateCode: 0,
    cdr: { ...ANSWERED, ...RECORDED, direction: 1, callerNum: A, fwdDisplayNum: X, fwdDstNum: B },
  },
  {
    mode: 'AX',
    title: 'a call of somebody else to A',
    call: { from: C, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents({ caller: C, called: X }, { caller: X, called: A }),
    stateCode: 0,
    cdr: { ...ANSWERED, direction: 0, callerNum: C, fwdDisplayNum: X, fwdDstNum: A },
  },
  {
    mode: 'AXB',
    title: 'a recorded call of A',
    bind: [WITH_TONE],
    call: { from: A, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents({ caller: A, called: X }, { caller: X, called: B }),
    stateCode: 0,
    cdr: { ...ANSWERED, ...RECORDED, direction: 1, callerNum: A, fwdDisplayNum: X, fwdDstNum: B },
  },
  {
    mode: 'AXB',
    title: 'a call of B to A that is not recorded',
    bind: [{ userData: 'order-1' }],
    call: { from: B, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents(
      { caller: B, called: X, userData: 'order-1' },
      { caller: X, called: A, userData: 'order-1' },
    ),
    stateCode: 0,
    cdr: {
      ...{ ...ANSWERED, direction: 0, callerNum: B, fwdDisplayNum: X, fwdDstNum: A },
      userData: 'order-1',
    },
  },
  {
    mode: 'AXE',
    title: 'a recorded call to A',
    bind: [WITH_TONE],
    call: { from: B, extension: '1234', talkSeconds: 62 },
    startedAt: '023003',
    types: ['callin', 'collectInfo', 'callout', 'alerting', 'answer', 'disconnect'],
    events: (subscriptionId, tell) => [
      tell('callin', '02:30:03', { caller: B, called: X }),
      tell('collectInfo', '02:30:12', { digitInfo: '1234' }),
      tell('callout', '02:30:12', { caller: X, called: A, subscriptionId }),
      tell('alerting', '02:30:14', { caller: X, called: A, subscriptionId }),
      tell('answer', '02:30:18', { caller: X, called: A, subscriptionId }),
      tell('disconnect', '02:31:20', { caller: X, called: A, subscriptionId, ...RELEASED }),
    ],
    stateCode: 0,
    cdr: {
      ...ANSWERED_BEHIND_EXTENSION,
      ...recordedFrom('2026-03-01 02:30:18', /^260301103018\d{11}\.wav$/),
      ...{ direction: 0, callerNum: B, fwdDisplayNum: X, fwdDstNum: A, extendNum: '1234' },
    },
  },
  {
    mode: 'AXYB',
    title: 'a recorded call of B to X',
    bind: [WITH_TONE],
    call: { from: B, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents({ caller: B, called: X }, { caller: Y, called: A }),
    stateCode: 0,
    cdr: { ...ANSWERED, ...RECORDED, direction: 0, callerNum: B, fwdDisplayNum: Y, fwdDstNum: A },
  },
  {
    mode: 'AXYB',
    title: 'a call of A to Y, who is seen as X',
    bind: [{}, { userData: 'order-1' }],
    call: { from: A, to: Y, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents(
      { caller: A, called: Y, userData: 'order-1' },
      { caller: X, called: B, userData: 'order-1' },
    ),
    stateCode: 0,
    cdr: {
      ...{ ...ANSWERED, direction: 1, callerNum: A, calleeNum: Y, fwdDisplayNum: X, fwdDstNum: B },
      userData: 'order-1',
    },
  },
  {
    mode: 'X',
    title: 'a recorded call that the customer puts through',
    call: { from: A, talkSeconds: 71 },
    startedAt: '023003',
    types: CONNECTED,
    events: answeredEvents(
      { caller: A, called: X, notifyMode: 'Block' },
      { caller: X, called: B, userData: CONNECT.userData },
      [],
    ),
    stateCode: 0,
    unbound: true,
    cdr: {
      ...{ ...ANSWERED, ...RECORDED, direction: 1, callerNum: A, fwdDisplayNum: X, fwdDstNum: B },
      userData: 'order-20260301-0042',
    },
  },
];
