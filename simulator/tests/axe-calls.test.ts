import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeSteps } from './mode-steps.ts';
import { A, B, openPlayground, type Playground, X } from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1202_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);
const FIXED_LINE = '+8675512345678';

describe('calls of AXE to A', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AXE' });
  });
  afterEach(() => playground.close());

  const { bind, call, pushed, types } = axeSteps(() => playground);

  it('tells an answered, recorded call to A as the documents do', async () => {
    const subscriptionId = await bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });

    await call(B, { talkSeconds: 62 });

    const leg = { sessionId: SESSION_ID, caller: X, called: A, subscriptionId };
    expect(pushed().events()).toEqual([
      {
        eventType: 'callin',
        statusInfo: { sessionId: SESSION_ID, timestamp: '2026-03-01 02:30:03', caller: B, called: X },
      },
      {
        eventType: 'collectInfo',
        statusInfo: { sessionId: SESSION_ID, timestamp: '2026-03-01 02:30:12', digitInfo: '1234' },
      },
      { eventType: 'callout', statusInfo: { ...leg, timestamp: '2026-03-01 02:30:12' } },
      { eventType: 'alerting', statusInfo: { ...leg, timestamp: '2026-03-01 02:30:14' } },
      { eventType: 'answer', statusInfo: { ...leg, timestamp: '2026-03-01 02:30:18' } },
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
        direction: 0,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: ICID,
        bindNum: X,
        sessionId: SESSION_ID,
        subscriptionId,
        callerNum: B,
        calleeNum: X,
        fwdDisplayNum: X,
        fwdDstNum: A,
        callInTime: '2026-03-01 02:30:03',
        fwdStartTime: '2026-03-01 02:30:12',
        fwdAlertingTime: '2026-03-01 02:30:14',
        fwdAnswerTime: '2026-03-01 02:30:18',
        callEndTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 0,
        ulFailReason: 0,
        sipStatusCode: 0,
        callOutUnaswRsn: 0,
        recordFlag: 1,
        recordStartTime: '2026-03-01 02:30:18',
        recordDomain: 'ostor.example.com',
        recordBucketName: 'sp-playground-app-key',
        recordObjectName: expect.stringMatching(/^260301103018\d{11}\.wav$/),
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: subscriptionId,
        serviceType: '005',
        hostName: HOST,
        extendNum: '1234',
      },
    ]);
  });

  it('tells an unanswered call as the documents do', async () => {
    const subscriptionId = await bind();

    await call(B, { outcome: 'no-answer' });

    const [cdr] = pushed().cdrs();
    expect(cdr).toMatchObject({
      direction: 0,
      subscriptionId,
      fwdDstNum: A,
      fwdAlertingTime: '2026-03-01 02:30:50',
      failTime: '2026-03-01 02:31:20',
      fwdUnaswRsn: 19,
      ulFailReason: 8101,
      sipStatusCode: 480,
      recordFlag: 0,
      serviceType: '005',
      extendNum: '1234',
    });
    expect(cdr).not.toHaveProperty('fwdAnswerTime');
  });

  it('tells a caller who hangs up before the extension as the documents do', async () => {
    await bind();

    await playground.control.placeCall({ from: B, to: X, outcome: 'caller-gave-up-before-transfer' });

    expect(types()).toEqual(['callin', 'disconnect']);
    expect(pushed().cdrs()).toEqual([
      {
        direction: 2,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: ICID,
        bindNum: X,
        sessionId: expect.stringMatching(/^1202_/),
        subscriptionId: '',
        callerNum: B,
        calleeNum: X,
        callInTime: '2026-03-01 02:31:09',
        callEndTime: '2026-03-01 02:31:20',
        failTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 0,
        ulFailReason: 7516,
        sipStatusCode: 0,
        callOutUnaswRsn: 0,
        recordFlag: 0,
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: '',
        serviceType: '005',
        hostName: HOST,
      },
    ]);
  });

  it('tells a caller who hangs up after the extension', async () => {
    const subscriptionId = await bind();

    await call(B, { outcome: 'caller-gave-up-before-transfer' });

    expect(types()).toEqual(['callin', 'collectInfo', 'disconnect']);
    expect(pushed().cdrs()[0]).toMatchObject({ subscriptionId, direction: 0, ulFailReason: 7516 });
  });

  it('tells an extension of nobody as the documents do', async () => {
    await call(B, { extension: '4321' });

    expect(types()).toEqual(['callin', 'collectInfo', 'disconnect']);
    expect(pushed().events().at(-1)).toEqual({
      eventType: 'disconnect',
      statusInfo: {
        sessionId: expect.stringMatching(/^1202_/),
        timestamp: '2026-03-01 02:31:20',
        caller: B,
        called: X,
        stateCode: 8022,
        stateDesc: 'The binding relationship does not exist.',
      },
    });
    expect(pushed().cdrs()[0]).toMatchObject({ direction: 2, subscriptionId: '', extendNum: '4321' });
  });

  it('ends a call without extension with 8033', async () => {
    await bind();

    await playground.control.placeCall({ from: B, to: X, outcome: 'answered' });

    expect(types()).toEqual(['callin', 'disconnect']);
    expect(pushed().cdrs()[0]).toMatchObject({ direction: 2, ulFailReason: 8033 });
  });

  it('can spell the extension of a CDR in the other way', async () => {
    await bind();
    await playground.control.setDialect({ extension: 'extendNumber' });

    await call(B);

    expect(pushed().cdrs()[0]).toMatchObject({ extendNumber: '1234' });
    expect(pushed().cdrs()[0]).not.toHaveProperty('extendNum');
  });

  it('lets a fixed line call A', async () => {
    await bind();

    expect((await call(FIXED_LINE)).stateCode).toBe(0);
  });
});
