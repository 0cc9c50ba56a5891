import { A, B, C, X } from '../../playground.ts';
import { Y } from '../open-mode.ts';
import type { CallExample } from './call-examples.ts';

const NOT_ANSWERED = {
  callInTime: '2026-03-01 02:30:48',
  fwdStartTime: '2026-03-01 02:30:48',
  fwdAlertingTime: '2026-03-01 02:30:50',
  callEndTime: '2026-03-01 02:31:20',
  failTime: '2026-03-01 02:31:20',
  fwdUnaswRsn: 19,
  ulFailReason: 8101,
  sipStatusCode: 480,
};
const NOT_ANSWERED_BEHIND_EXTENSION = {
  ...NOT_ANSWERED,
  callInTime: '2026-03-01 02:30:39',
};
const REFUSED = {
  callInTime: '2026-03-01 02:31:19',
  callEndTime: '2026-03-01 02:31:20',
  failTime: '2026-03-01 02:31:20',
};
const UNANSWERED = ['callin', 'callout', 'alerting', 'disconnect'];

const closedCall = (title: string, closeInfo: unknown): CallExample => ({
  mode: 'X',
  title,
  before: ({ receiver }) => receiver.reply('/events', { operation: 'close', closeInfo }),
  call: { from: A, talkSeconds: 71 },
  startedAt: '023003',
  types: ['callin', 'disconnect'],
  stateCode: 8017,
  unbound: true,
  cdr: {
    ...{ direction: 1, callerNum: A, ulFailReason: 8017, userData: 'order-20260301-0042' },
    callInTime: '2026-03-01 02:30:03',
    callEndTime: '2026-03-01 02:30:04',
    failTime: '2026-03-01 02:30:04',
  },
});

/** Calls that nobody answers. */
export const FAILED_CALLS: readonly CallExample[] = [
  {
    mode: 'AX',
    title: 'a busy A',
    call: { from: C, outcome: 'busy' },
    startedAt: '023115',
    types: ['callin', 'callout', 'disconnect'],
    stateCode: 8102,
    cdr: {
      ...{ direction: 0, callerNum: C, fwdDisplayNum: X, fwdDstNum: A },
      callInTime: '2026-03-01 02:31:15',
      fwdStartTime: '2026-03-01 02:31:15',
      callEndTime: '2026-03-01 02:31:20',
      failTime: '2026-03-01 02:31:20',
      fwdUnaswRsn: 17,
      ulFailReason: 8102,
      sipStatusCode: 486,
    },
  },
  {
    mode: 'AX',
    title: 'a call of A without temporary callee',
    call: { from: A },
    startedAt: '023119',
    types: ['callin', 'disconnect'],
    stateCode: 8013,
    cdr: { ...REFUSED, direction: 1, callerNum: A, ulFailReason: 8013 },
  },
  {
    mode: 'AX',
    title: 'a call to an X that nobody is bound to',
    bind: null,
    call: { from: C },
    startedAt: '023119',
    types: ['callin', 'disconnect'],
    stateCode: 8018,
    unbound: true,
    cdr: { ...REFUSED, direction: 2, callerNum: C, ulFailReason: 8018 },
  },
  {
    mode: 'AXB',
    title: 'a B who does not answer',
    before: ({ control }) => control.advance(35),
    call: { from: A, outcome: 'no-answer' },
    startedAt: '023123',
    types: UNANSWERED,
    stateCode: 8101,
    cdr: {
      ...NOT_ANSWERED,
      ...{ direction: 1, callerNum: A, fwdDisplayNum: X, fwdDstNum: B },
      callInTime: '2026-03-01 02:31:23',
      fwdStartTime: '2026-03-01 02:31:23',
      fwdAlertingTime: '2026-03-01 02:31:25',
      callEndTime: '2026-03-01 02:31:55',
      failTime: '2026-03-01 02:31:55',
    },
  },
  {
    mode: 'AXB',
    title: 'a call of a stranger',
    call: { from: C },
    startedAt: '023119',
    types: ['callin', 'disconnect'],
    events: (_id, tell) => [
      tell('callin', '02:31:19', { caller: C, called: X }),
      tell('disconnect', '02:31:20', {
        caller: C,
        called: X,
        stateCode: 8014,
        stateDesc: 'Invalid binding relationship.',
      }),
    ],
    stateCode: 8014,
    unbound: true,
    cdr: { ...REFUSED, direction: 2, callerNum: C, ulFailReason: 8014 },
  },
  {
    mode: 'AXE',
    title: 'an A who does not answer',
    call: { from: B, extension: '1234', outcome: 'no-answer' },
    startedAt: '023039',
    types: ['callin', 'collectInfo', 'callout', 'alerting', 'disconnect'],
    stateCode: 8101,
    cdr: {
      ...NOT_ANSWERED_BEHIND_EXTENSION,
      ...{ direction: 0, callerNum: B, fwdDisplayNum: X, fwdDstNum: A, extendNum: '1234' },
    },
  },
  {
    mode: 'AXE',
    title: 'a caller who hangs up before the extension',
    call: { from: B, outcome: 'caller-gave-up-before-transfer' },
    startedAt: '023109',
    types: ['callin', 'disconnect'],
    stateCode: 7516,
    unbound: true,
    cdr: {
      ...{ ...REFUSED, callInTime: '2026-03-01 02:31:09' },
      ...{ direction: 2, callerNum: B, ulFailReason: 7516 },
    },
  },
  {
    mode: 'AXE',
    title: 'a caller who hangs up after the extension',
    call: { from: B, extension: '1234', outcome: 'caller-gave-up-before-transfer' },
    startedAt: '023110',
    types: ['callin', 'collectInfo', 'disconnect'],
    stateCode: 7516,
    cdr: {
      ...{ ...REFUSED, callInTime: '2026-03-01 02:31:10' },
      ...{ direction: 0, callerNum: B, ulFailReason: 7516, extendNum: '1234' },
    },
  },
  {
    mode: 'AXE',
    title: 'a call without extension',
    call: { from: B },
    startedAt: '023109',
    types: ['callin', 'disconnect'],
    stateCode: 8033,
    unbound: true,
    cdr: {
      ...{ ...REFUSED, callInTime: '2026-03-01 02:31:09' },
      ...{ direction: 2, callerNum: B, ulFailReason: 8033 },
    },
  },
  {
    mode: 'AXE',
    title: 'an extension that nobody is bound to',
    bind: null,
    call: { from: B, extension: '4321' },
    startedAt: '023110',
    types: ['callin', 'collectInfo', 'disconnect'],
    events: (_id, tell) => [
      tell('callin', '02:31:10', { caller: B, called: X }),
      tell('collectInfo', '02:31:19', { digitInfo: '4321' }),
      tell('disconnect', '02:31:20', {
        caller: B,
        called: X,
        stateCode: 8022,
        stateDesc: 'The binding relationship does not exist.',
      }),
    ],
    stateCode: 8022,
    unbound: true,
    cdr: {
      ...{ ...REFUSED, callInTime: '2026-03-01 02:31:10' },
      ...{ direction: 2, callerNum: B, ulFailReason: 8022, extendNum: '4321' },
    },
  },
  {
    mode: 'AXYB',
    title: 'an A who does not answer',
    call: { from: B, outcome: 'no-answer' },
    startedAt: '023048',
    types: UNANSWERED,
    stateCode: 8101,
    cdr: { ...NOT_ANSWERED, direction: 0, callerNum: B, fwdDisplayNum: Y, fwdDstNum: A },
  },
  {
    mode: 'X',
    title: 'a B who does not answer',
    call: { from: A, outcome: 'no-answer' },
    startedAt: '023048',
    types: UNANSWERED,
    stateCode: 8101,
    unbound: true,
    cdr: {
      ...{ ...NOT_ANSWERED, direction: 1, callerNum: A, fwdDisplayNum: X, fwdDstNum: B },
      userData: 'order-20260301-0042',
    },
  },
  closedCall('a call that the customer closes with an object', {
    closeHintTone: 'no_route.wav',
    userData: 'order-20260301-0042',
  }),
  closedCall('a call that the customer closes with an array', [{ userData: 'order-20260301-0042' }]),
];
