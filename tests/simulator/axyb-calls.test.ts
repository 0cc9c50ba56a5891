import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, AXYB_PATH, B, C, codeOf, D, openPlayground, type Playground, pushedTo } from './playground.ts';

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

  const pushed = () => pushedTo(playground.receiver);
  const send = (method: string, fields: { body?: unknown; query?: string } = {}) => {
    const query = [`app_key=${playground.app.appKey}`, fields.query].filter(Boolean).join('&');
    return playground.client.send(method, AXYB_PATH, { ...fields, query });
  };
  const bind = async (body: Record<string, unknown>) => {
    const { json, text } = await send('POST', { body });
    if (json?.['resultcode'] !== '0') throw new Error(`Not bound: ${text}`);
    return { id: String(json['subscriptionId']), number: String(json['relationNumber']) };
  };
  const bindPair = async (one: Record<string, unknown> = {}, two: Record<string, unknown> = {}) => {
    const { id, number: x } = await bind({ origNum: A, ...one });
    const { number: y } = await bind({ origNum: B, subscriptionId: id, ...two });
    return { id, x, y };
  };
  const call = (
    from: string,
    to: string,
    more: Partial<Parameters<Playground['control']['placeCall']>[0]> = {},
  ) => playground.control.placeCall({ from, to, outcome: 'answered', ...more });
  const relations = async () => (await playground.control.bindings())[0]?.['relations'];

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

  describe('callers nobody has bound', () => {
    it('get a Y at their first call, and keep it', async () => {
      const { id, number: x } = await bind({ origNum: A, ybDuration: 600 });

      await call(C, x);
      await call(C, x);

      expect(
        pushed()
          .cdrs()
          .map((cdr) => [cdr.subscriptionId, cdr.fwdDisplayNum, cdr.fwdDstNum]),
      ).toEqual([
        [id, N2, A],
        [id, N2, A],
      ]);
      expect(await relations()).toMatchObject([
        { y: N2, b: C, automatic: true, expiresAt: '2026-03-01T02:41:20.000Z' },
      ]);
    });

    it('can be called back by A', async () => {
      const { number: x } = await bind({ origNum: A });
      await call(C, x);

      await call(A, N2);

      expect(pushed().cdrs().at(-1)).toMatchObject({ direction: 1, fwdDstNum: C, fwdDisplayNum: N1 });
    });

    it('may be fixed lines', async () => {
      const { number: x } = await bind({ origNum: A });

      expect((await call(FIXED_LINE, x)).stateCode).toBe(0);
    });

    it('are turned away when no number is left for a Y', async () => {
      const { number: x } = await bind({ origNum: A });
      await call(B, x);
      await call(C, x);

      expect((await call(D, x)).stateCode).toBe(8031);
      expect(pushed().cdrs().at(-1)).toMatchObject({ direction: 0, ulFailReason: 8031 });
    });

    it('get no Y on a number that is not in use', async () => {
      const { number: x } = await bind({ origNum: A });
      for (const number of [N2, N3]) await playground.control.setNumber(number, { state: 11, notify: false });

      expect((await call(B, x)).stateCode).toBe(8031);
    });

    it('get no Y that is full', async () => {
      await playground.control.setSettings({ relationsPerY: 1 });
      const [one, other] = [await bind({ origNum: A }), await bind({ origNum: D })];
      await call(B, one.number);

      expect((await call(C, other.number)).stateCode).toBe(8031);
    });
  });

  describe('life time', () => {
    const found = async (id: string) => codeOf(await send('GET', { query: `subscriptionId=${id}` }));
    const dials = async (from: string, to: string) => (await call(from, to)).stateCode;

    it.each([
      ['2 hours by default', {}, 7200],
      ['as long as it was said', { duration: 60 }, 60],
    ])('A-X lasts %s, and takes its Y-B along', async (_case, fields, seconds) => {
      const { id, x, y } = await bindPair(fields);

      await playground.control.advance(seconds - 1);
      const before = [await found(id), await dials(B, x), await dials(A, y)];
      await playground.control.advance(1);

      expect(before).toEqual(['200/0', 0, 0]);
      expect([await found(id), await dials(B, x), await dials(A, y)]).toEqual(['403/1016001', 8030, 8030]);
    });

    it('A-X never ends with 0', async () => {
      const { id, y } = await bindPair({ duration: 0 });

      await playground.control.advance(1000 * 86_400);

      expect([await found(id), await dials(A, y)]).toEqual(['200/0', 0]);
    });

    it('Y-B ends by itself and leaves A-X', async () => {
      const { id, y } = await bindPair({ duration: 600 }, { ybDuration: 60 });

      await playground.control.advance(59);
      const before = await dials(A, y);
      await playground.control.advance(1);

      expect([before, await dials(A, y), await found(id)]).toEqual([0, 8030, '200/0']);
      expect(await relations()).toEqual([]);
    });

    it('Y-B never outlives A-X', async () => {
      const { id } = await bind({ origNum: A, duration: 600 });
      await playground.control.advance(500);
      const { number: y } = await bind({ origNum: B, subscriptionId: id, ybDuration: 600 });

      await playground.control.advance(100);

      expect(await dials(A, y)).toBe(8030);
    });

    it('of a Y that is free again gives it to the next', async () => {
      const { id, y } = await bindPair({}, { ybDuration: 60 });
      await playground.control.advance(60);

      expect((await bind({ origNum: C, subscriptionId: id })).number).toBe(y);
    });
  });

  describe('rules that need the control API', () => {
    it.each([
      [9, '403/1012102'],
      [10, '403/1012102'],
      [11, '403/1012102'],
    ] as const)('gives no further Y-B to an X in state %i', async (state, expected) => {
      const { id, number: x } = await bind({ origNum: A });
      await playground.control.setNumber(x, { state, notify: false });

      expect(codeOf(await send('POST', { body: { origNum: B, subscriptionId: id } }))).toBe(expected);
    });

    it('takes no X that is not in state 5', async () => {
      for (const [at, x] of [N1, N2, N3].entries())
        await playground.control.setNumber(x, { state: ([9, 10, 11] as const)[at] ?? 9, notify: false });

      expect(codeOf(await send('POST', { body: { origNum: A } }))).toBe('403/1012008');
    });

    it('shows the binding with the Y and B that were bound', async () => {
      const { id, x, y } = await bindPair({ duration: 600 });
      await call(C, x);

      expect(await playground.control.bindings({ x })).toMatchObject([
        { subscriptionId: id, mode: 'AXYB', a: A, x, y, b: B, expiresAt: '2026-03-01T02:41:20.000Z' },
      ]);
      expect(await relations()).toMatchObject([
        { b: B, automatic: false },
        { b: C, automatic: true },
      ]);
    });

    it('has no texts', async () => {
      await expect(playground.control.sendText({ from: B, to: N1, content: 'Hello' })).rejects.toThrow(
        'no SMS',
      );
    });
  });
});
