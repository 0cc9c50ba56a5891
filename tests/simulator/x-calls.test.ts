import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, B, openPlayground, type Playground, pushedTo, STOP_PATH, X } from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1201_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);
const CONNECT = {
  displayCalleeNum: X,
  calleeNum: B,
  maxDuration: 60,
  recordFlag: 'true',
  recordHintTone: 'record_notice.wav',
  waitVoice: 'ringback.wav',
  lastMinVoice: 'last_minute.wav',
  userData: 'order-20260301-0042',
};
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

describe('calls of X', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'X' });
  });
  afterEach(() => playground.close());

  const pushed = () => pushedTo(playground.receiver);
  const types = () =>
    pushed()
      .events()
      .map(({ eventType }) => eventType);
  const answerWith = (answer: unknown) => playground.receiver.reply('/events', answer);
  const connectWith = (fields: Record<string, unknown>) =>
    answerWith({ operation: 'connect', connectInfo: { ...CONNECT, ...fields } });
  const call = (more: Partial<Parameters<Playground['control']['placeCall']>[0]> = {}) =>
    playground.control.placeCall({ from: A, to: X, outcome: 'answered', ...more });

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

  it('is closed without closeInfo, too', async () => {
    answerWith({ operation: 'close' });

    expect((await call()).stateCode).toBe(8017);
  });

  it('takes connectInfo in an array, and flags as booleans', async () => {
    answerWith({ operation: 'connect', connectInfo: [{ ...CONNECT, recordFlag: true }] });

    expect(await call()).toMatchObject({ stateCode: 0, recordObjectName: expect.stringMatching(/\.wav$/) });
  });

  it.each([
    ['an empty body', ''],
    ['no JSON', 'connect'],
    ['no operation', {}],
    ['another operation', { operation: 'forward' }],
    ['connect without connectInfo', { operation: 'connect' }],
    ['an empty array', { operation: 'connect', connectInfo: [] }],
    ['two of them', { operation: 'connect', connectInfo: [CONNECT, CONNECT] }],
    ['no callee', { operation: 'connect', connectInfo: { displayCalleeNum: X } }],
    ['a callee without +', { operation: 'connect', connectInfo: { calleeNum: '13800000002' } }],
    ['a callee of 32 characters', { operation: 'connect', connectInfo: { calleeNum: `+${'8'.repeat(31)}` } }],
    ['maxDuration 1441', { operation: 'connect', connectInfo: { ...CONNECT, maxDuration: 1441 } }],
    ['maxDuration -1', { operation: 'connect', connectInfo: { ...CONNECT, maxDuration: -1 } }],
    ['maxDuration as text', { operation: 'connect', connectInfo: { ...CONNECT, maxDuration: '60' } }],
    ['recordFlag that is none', { operation: 'connect', connectInfo: { ...CONNECT, recordFlag: 'yes' } }],
    ['userData with {', { operation: 'connect', connectInfo: { ...CONNECT, userData: '{' } }],
    ['userData of 257 characters', { operation: 'close', closeInfo: { userData: 'u'.repeat(257) } }],
  ])('ends with 8014 after %s', async (_case, answer) => {
    answerWith(answer);

    expect((await call()).stateCode).toBe(8014);
    expect(types()).toEqual(['callin', 'disconnect']);
    expect(pushed().cdrs()[0]).toMatchObject({ direction: 2, ulFailReason: 8014 });
  });

  it.each([
    ['waitVoice', {}],
    ['calleeHintVoice', { waitVoice: undefined, calleeHintVoice: 'missing.wav' }],
    ['recordHintTone', { waitVoice: undefined, recordHintTone: 'missing.wav' }],
    ['lastMinVoice', { waitVoice: undefined, recordHintTone: 'known.wav' }],
  ])('ends with 8014 after an unknown file for %s', async (_case, fields) => {
    await playground.control.setApp(playground.app.appKey, { voiceFiles: ['known.wav'] });
    connectWith(fields);

    expect((await call()).stateCode).toBe(8014);
  });

  it('does not look at tones that are not played', async () => {
    await playground.control.setApp(playground.app.appKey, { voiceFiles: [] });
    connectWith({ waitVoice: undefined, recordFlag: 'false', maxDuration: 0 });

    expect((await call()).stateCode).toBe(0);
  });

  it('ends with 8014 when nobody answers in time, and is not asked again', async () => {
    await playground.control.setSettings({ callinPatienceMs: 50 });
    connectWith({});
    playground.receiver.answerWith(-1);

    const { stateCode } = await call();
    await playground.control.advance(86_400);

    expect(stateCode).toBe(8014);
    expect(types()).toEqual(['callin', 'disconnect']);
  });

  it.each([500, 204, 302, 0])('ends with 8014 when the answer is %i', async (status) => {
    connectWith({});
    playground.receiver.answerWith(status);

    expect((await call()).stateCode).toBe(8014);
  });

  it('ends with 8014 when there is no address to ask at', async () => {
    await playground.control.setPushUrls(playground.app.appKey, {});

    expect((await call()).stateCode).toBe(8014);
  });

  it('ends with 8014 when the question gets lost', async () => {
    connectWith({});

    expect((await call({ withholdEvents: ['callin'] })).stateCode).toBe(8014);
    expect(types()).toEqual(['disconnect']);
  });

  it('is not asked about while the account is frozen', async () => {
    await playground.control.setApp(playground.app.appKey, { state: 'frozen' });

    expect((await call()).stateCode).toBe(7108);
    expect(types()).toEqual(['disconnect']);
  });

  it.each([
    ['shows another number than X', { displayCalleeNum: '+8617000000009' }, 8059],
    ['records without announcing it', { recordHintTone: undefined }, 8059],
    ['shows X by default', { displayCalleeNum: undefined }, 0],
  ])('is let through by the carriers or not: %s', async (_case, fields, stateCode) => {
    connectWith(fields);

    expect((await call()).stateCode).toBe(stateCode);
  });

  it('is cut at maxDuration', async () => {
    connectWith({ maxDuration: 1 });

    await call({ talkSeconds: 600 });

    expect(pushed().cdrs()[0]).toMatchObject({ ulFailReason: 8010, fwdAnswerTime: expect.anything() });
  });

  it('goes on with the clock after the answer, and can be ended', async () => {
    connectWith({});
    const { sessionId } = await call({ pace: 'clock' });
    await playground.control.advance(10);
    const before = types();

    const body = { sessionid: sessionId, signal: 'call_stop' };
    const stopped = await playground.client.send('POST', STOP_PATH, { body });
    await playground.control.waitFor({ operation: 'cdr', state: 'delivered' }, 5000);

    expect(before).toEqual(['callin', 'callout', 'alerting', 'answer']);
    expect([stopped.status, pushed().cdrs()[0].ulFailReason]).toEqual([200, 8017]);
  });

  it('tells the events after the answer again when they were not taken, but never the question', async () => {
    connectWith({});
    playground.receiver.answerWith(200, 500);
    await call();

    await playground.control.advance(60);

    expect(types().filter((type) => type === 'callin')).toHaveLength(1);
    expect(types().filter((type) => type === 'callout')).toHaveLength(2);
  });

  it('has empty binding fields only in the dialect that has them', async () => {
    connectWith({});
    await playground.control.setDialect({ optionalFields: 'empty' });

    await call();

    expect(pushed().events()[1].statusInfo).toMatchObject({ subscriptionId: '' });
    expect(pushed().cdrs()[0]).toMatchObject({ subscriptionId: '', mptyId: '' });
  });
});
