import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axybSteps } from './mode-steps.ts';
import { A, B, C, openPlayground, type Playground } from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1202_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);
const FIXED_LINE = '+8675512345678';
const [N1, N2, N3] = ['+8617000000001', '+8617000000002', '+8617000000003'] as const;

describe('calls of AXYB', () => {
  let playground: Playground;
  beforeEach(async () => {
    const numbers = [N1, N2, N3].map((x) => ({ x, areaCode: '0755' }));
    playground = await openPlayground({ mode: 'AXYB', numbers });
  });
  afterEach(() => playground.close());

  const { bindPair, call, pushed } = axybSteps(() => playground);

  it('tells an answered, recorded call of B as the documents do', async () => {
    const { id, x, y } = await bindPair({ recordFlag: 'true', recordHintTone: 'notice.wav' });

    await call(B, x, { talkSeconds: 71 });

    const leg = { sessionId: SESSION_ID, caller: y, called: A, subscriptionId: id };
    expect(pushed().events()).toEqual([
      {
        eventType: 'callin',
        statusInfo: {
          sessionId: SESSION_ID,
          timestamp: '2026-03-01 02:30:03',
          caller: B,
          called: x,
          subscriptionId: id,
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
        direction: 0,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: ICID,
        bindNum: N1,
        sessionId: SESSION_ID,
        subscriptionId: id,
        callerNum: B,
        calleeNum: N1,
        fwdDisplayNum: N2,
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
        recordFlag: 1,
        recordStartTime: '2026-03-01 02:30:09',
        recordDomain: 'ostor.example.com',
        recordBucketName: 'sp-playground-app-key',
        recordObjectName: expect.stringMatching(/^260301103009\d{11}\.wav$/),
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: id,
        serviceType: '007',
        hostName: HOST,
      },
    ]);
  });

  it('tells an unanswered call as the documents do', async () => {
    const { id, x, y } = await bindPair();

    await call(B, x, { outcome: 'no-answer' });

    expect(pushed().cdrs()[0]).toMatchObject({
      direction: 0,
      subscriptionId: id,
      fwdDisplayNum: y,
      fwdAlertingTime: '2026-03-01 02:30:50',
      failTime: '2026-03-01 02:31:20',
      fwdUnaswRsn: 19,
      ulFailReason: 8101,
      sipStatusCode: 480,
      serviceType: '007',
    });
  });

  it('puts A through to B by Y, seen as X', async () => {
    const { id, x, y } = await bindPair({}, { userData: 'order-1' });

    await call(A, y);

    expect(pushed().events()[0].statusInfo).toMatchObject({ caller: A, called: y });
    expect(pushed().events()[1].statusInfo).toMatchObject({ caller: x, called: B });
    expect(pushed().cdrs()[0]).toMatchObject({
      direction: 1,
      subscriptionId: id,
      bindNum: x,
      calleeNum: y,
      fwdDisplayNum: x,
      fwdDstNum: B,
      userData: 'order-1',
    });
  });

  it.each([
    ['A dials the own X', A, N1, 8032],
    ['B dials the own Y', B, N2, 8032],
    ['a stranger dials Y', C, N2, 8030],
    ['anybody dials a number without binding', C, N3, 8030],
  ])('ends when %s', async (_case, from, to, stateCode) => {
    await bindPair();

    expect((await call(from, to)).stateCode).toBe(stateCode);
  });

  it.each([
    ['only A may call, and B does', 1, B, N1, 8016],
    ['only A may call, and a stranger does', 1, C, N1, 8016],
    ['only A may call, and does', 1, A, N2, 0],
    ['only B may call, and A does', 2, A, N2, 8016],
    ['only B may call, and does', 2, B, N1, 0],
  ])('obeys the direction: %s', async (_case, callDirection, from, to, stateCode) => {
    await bindPair({ callDirection });

    expect((await call(from, to)).stateCode).toBe(stateCode);
  });

  it.each([
    ['B', B, N1, { two: FIXED_LINE }],
    ['A', FIXED_LINE, N2, { one: FIXED_LINE }],
  ])(
    'lets no bound fixed line call: %s',
    async (_case, from, to, { one, two }: { one?: string; two?: string }) => {
      await bindPair({ origNum: one ?? A }, { origNum: two ?? B });

      expect((await call(two ?? from, to)).stateCode).toBe(8023);
    },
  );
});
