import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  A,
  AX_PATH,
  B,
  C,
  CALLEE_PATH,
  codeOf,
  openPlayground,
  type Playground,
  pushedTo,
  STOP_PATH,
  X,
} from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1200_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);
const FIXED_LINE = '+8675512345678';

describe('calls of AX', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AX' });
  });
  afterEach(() => playground.close());

  const pushed = () => pushedTo(playground.receiver);
  const bind = async (fields: Record<string, unknown> = {}) => {
    const body = { origNum: A, privateNum: X, ...fields };
    const { json, text } = await playground.client.send('POST', AX_PATH, { body });
    if (json?.['resultcode'] !== '0') throw new Error(`Not bound: ${text}`);
    return String(json['subscriptionId']);
  };
  const setCallee = (fields: Record<string, unknown> = {}) =>
    playground.client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B, ...fields } });
  const call = (from: string, more: Partial<Parameters<Playground['control']['placeCall']>[0]> = {}) =>
    playground.control.placeCall({ from, to: X, outcome: 'answered', ...more });

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

  it.each([
    ['nobody is bound', undefined, C, 8018],
    ['the number is switched off', { turnFlag: 'off' }, C, 8018],
    ['only A may call', { callDirection: 1 }, C, 8016],
    ['only others may call', { callDirection: 2 }, A, 8016],
    ['A is a fixed line', { origNum: FIXED_LINE }, FIXED_LINE, 8023],
    ['a fixed line calls A', {}, FIXED_LINE, 0],
    ['a 95 number calls A', {}, '+8695555', 0],
    ['a recording is not announced', { recordFlag: 'true' }, C, 8059],
  ])('when %s: state code', async (_case, fields, from, stateCode) => {
    if (fields) await bind(fields);
    if (fields && from !== C) await setCallee();

    expect((await call(from)).stateCode).toBe(stateCode);
  });

  it('tells a call to an X without binding as abnormal', async () => {
    await call(C);

    expect(pushed().cdrs()[0]).toMatchObject({ direction: 2, subscriptionId: '', ulFailReason: 8018 });
  });

  it.each([
    ['as long as its window, a minute by default', {}, 59, 60],
    ['as long as it was set for', { duration: 259_200 }, 259_199, 259_200],
  ])('reaches the temporary callee %s', async (_case, fields, openSeconds, closedSeconds) => {
    await bind();
    await setCallee(fields);

    await playground.control.advance(openSeconds);
    const open = await call(A);
    await playground.control.advance(closedSeconds - openSeconds);

    expect([open.stateCode, (await call(A)).stateCode]).toEqual([0, 8013]);
  });

  it('reaches the last temporary callee set, with its text', async () => {
    await bind({ userData: 'of the binding' });
    await setCallee({ userData: 'first' });
    await setCallee({ calleeNum: C, userData: 'second' });

    await call(A);

    expect(pushed().cdrs()[0]).toMatchObject({ fwdDstNum: C, userData: 'second' });
    expect(pushed().events()[0].statusInfo.userData).toBe('second');
  });

  it.each([
    ['window', [0, 0]],
    ['once', [0, 8013]],
  ] as const)('serves calls with a temporary callee: %s', async (temporaryCallee, stateCodes) => {
    await playground.control.setSettings({ temporaryCallee });
    await bind();
    await setCallee({ duration: 3600 });

    expect([(await call(A)).stateCode, (await call(A)).stateCode]).toEqual(stateCodes);
  });

  it('carries one call at a time on an X', async () => {
    await bind();
    const { sessionId } = await call(C, { pace: 'clock' });
    const second = await call(B);
    await playground.client.send('POST', STOP_PATH, { body: { sessionid: sessionId, signal: 'call_stop' } });

    expect([second.stateCode, (await call(B)).stateCode]).toEqual([8102, 0]);
  });

  it('shows A the real caller when the application may', async () => {
    await playground.control.setApp(playground.app.appKey, { showsRealCaller: true });
    await bind({ calleeNumDisplay: '1' });

    await call(C);

    expect(pushed().cdrs()[0]).toMatchObject({ fwdDisplayNum: C, fwdDstNum: A });
  });

  describe('rules that need the control API', () => {
    it.each([9, 10, 11] as const)('gives no new binding to an X in state %i', async (state) => {
      await playground.control.setNumber(X, { state, notify: false });

      const named = await playground.client.send('POST', AX_PATH, {
        body: { origNum: A, privateNum: X },
      });
      const picked = await playground.client.send('POST', AX_PATH, {
        body: { origNum: A, areaCode: '0755', privateNumType: 'mobile-virtual' },
      });

      expect([named, picked].map(codeOf)).toEqual(['403/1012102', '403/1011002']);
    });

    it.each([
      [9, '403/1012102'],
      [10, '403/1012102'],
      [11, '200/0'],
    ] as const)('changes a binding of an X in state %i: %s', async (state, expected) => {
      await bind();
      await playground.control.setNumber(X, { state, notify: false });

      const changed = await playground.client.send('PUT', AX_PATH, {
        body: { privateNum: X, maxDuration: 1 },
      });

      expect([codeOf(changed), codeOf(await setCallee())]).toEqual([expected, expected]);
    });

    it('limits the binds of an A a day', async () => {
      await playground.control.setSettings({ bindsPerDay: 1 });
      const body = { origNum: A, privateNum: X };
      await playground.client.send('DELETE', AX_PATH, { query: `subscriptionId=${await bind()}` });

      const sameDay = await playground.client.send('POST', AX_PATH, { body });
      await playground.control.advance(86_400);

      expect([codeOf(sameDay), codeOf(await playground.client.send('POST', AX_PATH, { body }))]).toEqual([
        '403/1020182',
        '200/0',
      ]);
    });

    it('never ends a binding by itself, and shows it with its temporary callee', async () => {
      const subscriptionId = await bind();
      await playground.control.advance(1000 * 86_400);
      await setCallee({ duration: 60 });

      expect(await playground.control.bindings({ x: X })).toMatchObject([
        {
          subscriptionId,
          mode: 'AX',
          a: A,
          b: null,
          expiresAt: null,
          temporaryCallee: { number: B, expiresAt: '2028-11-25T02:32:20.000Z' },
        },
      ]);
    });

    it('refuses to record when recording is not enabled', async () => {
      await playground.control.setApp(playground.app.appKey, { recording: false });
      const body = { origNum: A, privateNum: X, recordFlag: 'true' };

      expect(codeOf(await playground.client.send('POST', AX_PATH, { body }))).toBe('403/1012012');
    });
  });
});
