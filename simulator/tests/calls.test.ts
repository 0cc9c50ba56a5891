import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, B, C, openPlayground, type Playground, X } from './playground.ts';

const HOST = 'callenabler101.example.com';
const SESSION_ID = expect.stringMatching(/^1200_\d+_4294967295_20260301023003@callenabler101\.example\.com$/);
const ICID = expect.stringMatching(/^[0-9a-f]{32}\.\d{10}\.\d{9}\.\d{1,2}$/);

describe('calls of AXB', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const events = () =>
    playground.receiver.received.filter(({ path }) => path === '/events').map(({ body }) => JSON.parse(body));
  const cdrs = () =>
    playground.receiver.received
      .filter(({ path }) => path === '/cdr')
      .flatMap(({ body }) => JSON.parse(body).feeLst);
  const types = () => events().map(({ eventType }) => eventType);
  const endOf = (from: string, outcome: 'answered') => playground.control.placeCall({ from, to: X, outcome });

  it('tells an answered, recorded call as the documents do', async () => {
    const subscriptionId = await playground.bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });

    const placed = await playground.control.placeCall({
      from: A,
      to: X,
      outcome: 'answered',
      talkSeconds: 71,
    });

    const leg = { sessionId: SESSION_ID, caller: X, called: B, subscriptionId };
    expect(events()).toEqual([
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
    expect(playground.receiver.bodies().at(-1)).toEqual({
      eventType: 'fee',
      feeLst: [
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
          serviceType: '004',
          hostName: HOST,
        },
      ],
    });
    expect(placed).toEqual({
      sessionId: cdrs()[0].sessionId,
      icid: cdrs()[0].icid,
      subscriptionId,
      recordObjectName: cdrs()[0].recordObjectName,
      stateCode: 0,
    });
  });

  it('tells an answered call that is not recorded, from B to A', async () => {
    await playground.bind({ userData: 'order-1' });

    await playground.control.placeCall({ from: B, to: X, outcome: 'answered', talkSeconds: 71 });

    const [cdr] = cdrs();
    expect(cdr).toMatchObject({
      direction: 0,
      callerNum: B,
      fwdDstNum: A,
      recordFlag: 0,
      userData: 'order-1',
    });
    expect(Object.keys(cdr).filter((name) => /^record[^F]/.test(name))).toEqual([]);
    expect(cdr).not.toHaveProperty('failTime');
    expect(events().map(({ statusInfo }) => statusInfo.userData)).toEqual(Array(5).fill('order-1'));
  });

  it.each([
    ['busy', ['callin', 'callout', 'disconnect'], 8102, 17, 486],
    ['no-answer', ['callin', 'callout', 'alerting', 'disconnect'], 8101, 19, 480],
    ['powered-off', ['callin', 'callout', 'disconnect'], 8104, 20, 480],
    ['caller-gave-up', ['callin', 'callout', 'alerting', 'disconnect'], 7502, 0, 487],
    ['caller-gave-up-before-ringing', ['callin', 'callout', 'disconnect'], 7501, 0, 487],
    ['caller-gave-up-before-transfer', ['callin', 'disconnect'], 7516, 0, 0],
  ] as const)('ends with the codes of %s', async (outcome, sequence, stateCode, q850, sip) => {
    await playground.bind();

    await playground.control.placeCall({ from: A, to: X, outcome });

    const [cdr] = cdrs();
    expect(types()).toEqual(sequence);
    expect(events().at(-1).statusInfo.stateCode).toBe(stateCode);
    expect(cdr).toMatchObject({
      ulFailReason: stateCode,
      fwdUnaswRsn: q850,
      sipStatusCode: sip,
      recordFlag: 0,
    });
    expect(cdr).not.toHaveProperty('fwdAnswerTime');
    expect(cdr.failTime).toBe(cdr.callEndTime);
    expect('fwdAlertingTime' in cdr).toBe(sequence.some((type) => type === 'alerting'));
  });

  it('tells an unanswered call with the times of the documents', async () => {
    await playground.bind();
    await playground.control.advance(35);

    await playground.control.placeCall({ from: A, to: X, outcome: 'no-answer' });

    expect(cdrs()[0]).toMatchObject({
      callInTime: '2026-03-01 02:31:23',
      fwdStartTime: '2026-03-01 02:31:23',
      fwdAlertingTime: '2026-03-01 02:31:25',
      callEndTime: '2026-03-01 02:31:55',
      failTime: '2026-03-01 02:31:55',
    });
  });

  it('tells a call of a stranger as unbound, with the fields of the documents', async () => {
    await playground.bind();

    const placed = await endOf(C, 'answered');

    expect(placed).toMatchObject({ subscriptionId: null, recordObjectName: null, stateCode: 8014 });
    expect(events()).toEqual([
      {
        eventType: 'callin',
        statusInfo: { sessionId: placed.sessionId, timestamp: '2026-03-01 02:31:19', caller: C, called: X },
      },
      {
        eventType: 'disconnect',
        statusInfo: {
          sessionId: placed.sessionId,
          timestamp: '2026-03-01 02:31:20',
          caller: C,
          called: X,
          stateCode: 8014,
          stateDesc: 'Invalid binding relationship.',
        },
      },
    ]);
    expect(cdrs()).toEqual([
      {
        direction: 2,
        spId: 'demo_company',
        appKey: 'playground-App-Key',
        icid: placed.icid,
        bindNum: X,
        sessionId: placed.sessionId,
        subscriptionId: '',
        callerNum: C,
        calleeNum: X,
        callInTime: '2026-03-01 02:31:19',
        callEndTime: '2026-03-01 02:31:20',
        failTime: '2026-03-01 02:31:20',
        fwdUnaswRsn: 0,
        ulFailReason: 8014,
        sipStatusCode: 0,
        callOutUnaswRsn: 0,
        recordFlag: 0,
        ttsPlayTimes: 0,
        ttsTransDuration: 0,
        mptyId: '',
        serviceType: '004',
        hostName: HOST,
      },
    ]);
  });

  it.each([
    ['B calls a binding only for A', 1, B, 8016],
    ['A calls a binding only for B', 2, A, 8016],
    ['A calls a binding only for A', 1, A, 0],
    ['B calls a binding only for B', 2, B, 0],
  ])('obeys the direction: %s', async (_case, callDirection, from, stateCode) => {
    await playground.bind({ callDirection });

    expect((await endOf(from, 'answered')).stateCode).toBe(stateCode);
  });

  it.each([
    ['a fixed line cannot call', { callerNum: '+8675512345678' }, '+8675512345678', 8023],
    ['a badly formed party cannot be reached', { calleeNum: '13800000002' }, A, 7506],
    ['a recorded call without an announcement is intercepted', { recordFlag: 'true' }, A, 8059],
  ])('%s', async (_case, fields, from, stateCode) => {
    await playground.bind(fields);

    expect((await endOf(from, 'answered')).stateCode).toBe(stateCode);
    expect(types().at(-1)).toBe('disconnect');
  });

  it.each([
    [9, 8055],
    [10, 8055],
    [11, 0],
  ] as const)('number state %i gives %i', async (state, stateCode) => {
    await playground.bind();
    await playground.control.setNumber(X, { state, notify: false });

    expect((await endOf(A, 'answered')).stateCode).toBe(stateCode);
  });

  it('cuts a talk at the longest duration, connected but with a release code', async () => {
    await playground.bind({ maxDuration: 1 });

    await playground.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 600 });

    expect(cdrs()[0]).toMatchObject({
      ulFailReason: 8010,
      fwdAnswerTime: '2026-03-01 02:30:20',
      callEndTime: '2026-03-01 02:31:20',
    });
  });

  it('loses the events it is told to lose', async () => {
    await playground.bind();
    const withholdEvents = ['callin', 'disconnect', 'fee'];

    await playground.control.placeCall({ from: A, to: X, outcome: 'answered', withholdEvents });

    expect(types()).toEqual(['callout', 'alerting', 'answer']);
    expect(cdrs()).toEqual([]);
  });

  it('sends a late CDR when the clock gets there', async () => {
    await playground.bind();
    await playground.control.placeCall({ from: A, to: X, outcome: 'answered', cdrDelaySeconds: 3600 });
    const before = [cdrs().length, (await playground.control.idle()).idle];

    await playground.control.advance(3600);

    expect(before).toEqual([0, false]);
    expect(cdrs()).toHaveLength(1);
    expect((await playground.control.idle()).idle).toBe(true);
  });

  it('refuses to place a call to a number nobody owns', async () => {
    const call = playground.control.placeCall({ from: A, to: '+8617099999999', outcome: 'answered' });

    await expect(call).rejects.toThrow('not an X number');
  });
});
