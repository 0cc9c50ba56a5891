import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONNECT, xSteps } from './mode-steps.ts';
import { A, B, openPlayground, type Playground, X } from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1201_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);
const firstLeg = {
  spId: 'demo_company',
  appKey: 'playground-App-Key',
  icid: ICID,
  bindNum: X,
  callerNum: A,
  calleeNum: X,
  sipStatusCode: 0,
  callOutUnaswRsn: 0,
  fwdUnaswRsn: 0,
  ttsPlayTimes: 0,
  ttsTransDuration: 0,
  serviceType: '004',
  hostName: HOST,
  notifyMode: 'Block',
};

describe('pushes of X calls', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'X' });
  });
  afterEach(() => playground.close());

  const { answerWith, connectWith, call, pushed, types } = xSteps(() => playground);

  it('tells an answered, recorded call as the documents do', async () => {
    connectWith({});

    const placed = await call({ talkSeconds: 71 });

    const { userData } = CONNECT;
    const leg = { sessionId: SESSION_ID, caller: X, called: B, userData };
    expect(pushed().events()).toEqual([
      {
        eventType: 'callin',
        statusInfo: {
          sessionId: SESSION_ID,
          timestamp: '2026-03-01 02:30:03',
          caller: A,
          called: X,
          notifyMode: 'Block',
        },
      },
      { eventType: 'callout', statusInfo: { ...leg, timestamp: '2026-03-01 02:30:03' } },
      { eventType: 'alerting', statusInfo: { ...leg, timestamp: '2026-03-01 02:30:05' } },
      { eventType: 'answer', statusInfo: { ...leg, timestamp: '2026-03-01 02:30:09' } },
      {
        eventType: 'disconnect',
        statusInfo: {
          ...leg,
          timestamp: '2026-03-01 02:31:20',
          stateCode: 0,
          stateDesc: 'The user releases the call.',
        },
      },
    ]);
    expect(pushed().cdrs()).toEqual([
      {
        ...firstLeg,
        direction: 1,
        sessionId: placed.sessionId,
        fwdDisplayNum: X,
        fwdDstNum: B,
        callInTime: '2026-03-01 02:30:03',
        fwdStartTime: '2026-03-01 02:30:03',
        fwdAlertingTime: '2026-03-01 02:30:05',
        fwdAnswerTime: '2026-03-01 02:30:09',
        callEndTime: '2026-03-01 02:31:20',
        ulFailReason: 0,
        recordFlag: 1,
        recordStartTime: '2026-03-01 02:30:09',
        recordDomain: 'ostor.example.com',
        recordBucketName: 'sp-playground-app-key',
        recordObjectName: expect.stringMatching(/^260301103009\d{11}\.wav$/),
        userData,
      },
    ]);
    expect(placed).toMatchObject({ subscriptionId: null, stateCode: 0 });
  });

  it('tells an unanswered call as the documents do', async () => {
    connectWith({});

    await call({ outcome: 'no-answer' });

    expect(pushed().cdrs()).toEqual([
      {
        ...firstLeg,
        direction: 1,
        sessionId: expect.stringMatching(/^1201_/),
        fwdDisplayNum: X,
        fwdDstNum: B,
        callInTime: '2026-03-01 02:30:48',
        fwdStartTime: '2026-03-01 02:30:48',
        fwdAlertingTime: '2026-03-01 02:30:50',
        callEndTime: '2026-03-01 02:31:20',
        failTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 19,
        ulFailReason: 8101,
        sipStatusCode: 480,
        recordFlag: 0,
        userData: 'order-20260301-0042',
      },
    ]);
  });

  it.each([
    ['an object', { closeHintTone: 'no_route.wav', userData: 'order-20260301-0042' }],
    ['an array', [{ userData: 'order-20260301-0042' }]],
  ])('tells a call that was closed with %s as the documents do', async (_case, closeInfo) => {
    answerWith({ operation: 'close', closeInfo });

    const { stateCode } = await call({ talkSeconds: 71 });

    expect(stateCode).toBe(8017);
    expect(types()).toEqual(['callin', 'disconnect']);
    expect(pushed().cdrs()).toEqual([
      {
        ...firstLeg,
        direction: 1,
        sessionId: SESSION_ID,
        callInTime: '2026-03-01 02:30:03',
        callEndTime: '2026-03-01 02:30:04',
        failTime: '2026-03-01 02:30:04',
        ulFailReason: 8017,
        recordFlag: 0,
        userData: 'order-20260301-0042',
      },
    ]);
  });
});
