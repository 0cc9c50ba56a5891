import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axSteps } from './mode-steps.ts';
import { A, B, C, openPlayground, type Playground, X } from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1200_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);

describe('pushes of AX calls', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AX' });
  });
  afterEach(() => playground.close());

  const { bind, setCallee, call, pushed } = axSteps(() => playground);

  it('tells an answered, recorded call of A as the documents do', async () => {
    const subscriptionId = await bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });
    await setCallee();

    await call(A, { talkSeconds: 71 });

    const leg = { sessionId: SESSION_ID, caller: X, called: B, subscriptionId };
    expect(pushed().events()).toEqual([
      {
        eventType: 'callin',
        statusInfo: {
          sessionId: SESSION_ID,
          timestamp: '2026-03-01 02:30:03',
          caller: A,
          called: X,
          subscriptionId,
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
        direction: 1,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: ICID,
        bindNum: X,
        sessionId: SESSION_ID,
        subscriptionId,
        callerNum: A,
        calleeNum: X,
        fwdDisplayNum: X,
        fwdDstNum: B,
        callInTime: '2026-03-01 02:30:03',
        fwdStartTime: '2026-03-01 02:30:03',
        fwdAlertingTime: '2026-03-01 02:30:05',
        fwdAnswerTime: '2026-03-01 02:30:09',
        callEndTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 0,
        ulFailReason: 0,
        sipStatusCode: 0,
        callOutUnaswRsn: 0,
        recordFlag: 1,
        recordStartTime: '2026-03-01 02:30:09',
        recordDomain: 'ostor.example.com',
        recordBucketName: 'sp-playground-app-key',
        recordObjectName: expect.stringMatching(/^260301103009\d{11}\.wav$/),
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: subscriptionId,
        serviceType: '003',
        hostName: HOST,
      },
    ]);
  });

  it('tells a call of somebody else to A as the documents do', async () => {
    const subscriptionId = await bind();

    await call(C, { talkSeconds: 71 });

    expect(pushed().cdrs()).toEqual([
      {
        direction: 0,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: ICID,
        bindNum: X,
        sessionId: SESSION_ID,
        subscriptionId,
        callerNum: C,
        calleeNum: X,
        fwdDisplayNum: X,
        fwdDstNum: A,
        callInTime: '2026-03-01 02:30:03',
        fwdStartTime: '2026-03-01 02:30:03',
        fwdAlertingTime: '2026-03-01 02:30:05',
        fwdAnswerTime: '2026-03-01 02:30:09',
        callEndTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 0,
        ulFailReason: 0,
        sipStatusCode: 0,
        callOutUnaswRsn: 0,
        recordFlag: 0,
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: subscriptionId,
        serviceType: '003',
        hostName: HOST,
      },
    ]);
    expect(pushed().events()[1].statusInfo).toMatchObject({ caller: X, called: A });
  });

  it('tells a call of A without temporary callee as the documents do', async () => {
    const subscriptionId = await bind();

    const { stateCode } = await call(A);

    expect(stateCode).toBe(8013);
    expect(pushed().cdrs()).toEqual([
      {
        direction: 1,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: ICID,
        bindNum: X,
        sessionId: expect.stringMatching(/^1200_/),
        subscriptionId,
        callerNum: A,
        calleeNum: X,
        callInTime: '2026-03-01 02:31:19',
        callEndTime: '2026-03-01 02:31:20',
        failTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 0,
        ulFailReason: 8013,
        sipStatusCode: 0,
        callOutUnaswRsn: 0,
        recordFlag: 0,
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: subscriptionId,
        serviceType: '003',
        hostName: HOST,
      },
    ]);
    expect(
      pushed()
        .events()
        .map(({ eventType }) => eventType),
    ).toEqual(['callin', 'disconnect']);
  });

  it('tells a busy A as the documents do', async () => {
    await bind();

    await call(C, { outcome: 'busy' });

    const [cdr] = pushed().cdrs();
    expect(cdr).toMatchObject({
      direction: 0,
      callInTime: '2026-03-01 02:31:15',
      fwdStartTime: '2026-03-01 02:31:15',
      failTime: '2026-03-01 02:31:20',
      fwdUnaswRsn: 17,
      ulFailReason: 8102,
      sipStatusCode: 486,
      recordFlag: 0,
    });
    expect(cdr).not.toHaveProperty('fwdAlertingTime');
  });
});
