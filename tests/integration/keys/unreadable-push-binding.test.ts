import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { spoil, unreadableLines, withUnknownKey } from './spoil.ts';

type PushKind = Parameters<Stack['control']['pushRaw']>[0]['kind'];

const [A, B] = [person(1), person(2)];

const appOfMode = (mode: 'X' | 'AX', serial: number) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKeyOrphan0000000000${serial}`,
  appSecret: `test-app-secret-orphan-${serial}`,
  numbers: poolNumbers(3, serial * 1_000 + 27_182_001),
});
const APPS = [appOfMode('X', 1), appOfMode('AX', 2)];
const [ON_ROUTE = '', ON_AX = ''] = APPS.map(({ numbers }) => numbers[0]?.x ?? '');

type List = { items: { bindingId: string | null; notification?: string; decision?: object | null }[] };

describe('a push about a binding that cannot be opened', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: APPS.map((app) => ({ ...app, defaults: { smsReply: ['temporary-callee', 'last-contact'] } })),
      platformApps: APPS.map((app) => ({ ...app, pushUrls: {} })),
    });
  });
  afterEach(() => stack.close());

  const bind = async (body: object) => {
    const answer = await stack.request('POST', '/bindings', { body });
    expect(answer.status, answer.text).toBe(201);
    await spoil(stack, 'BINDINGS_TABLE', ({ sk }) => sk === 'B', withUnknownKey);
  };
  const pushed = async (app: number, kind: PushKind, body: object) => {
    const push = await stack.control.pushRaw({ appKey: APPS[app]?.appKey ?? '', kind, body });
    const attempt = push?.attempts.at(-1);
    return [attempt?.status, attempt?.answerBody === '' ? '' : JSON.parse(String(attempt?.answerBody))];
  };
  const smsEvent = (notificationMode: string, x: string, more: object = {}) => ({
    smsEvent: {
      smsIdentifier: '9c1d0f7a2b3e4c5d8f6a7b8c9d0e1f25',
      notificationMode,
      calling: A,
      virtualNumber: x,
      event: 'TextSMS',
      timeStamp: '2026-03-01T08:00:05.000Z',
      ...more,
    },
  });
  const listed = async (path: string): Promise<List['items']> => {
    await stack.advance(60);
    return ((await stack.request('GET', path)).body as List).items;
  };
  const isTold = () => {
    expect(unreadableLines(stack)[0]).toMatchObject({
      level: 'error',
      kind: 'binding',
      reason: 'unknown-key',
    });
    expect(stack.logs.filter((line) => line.includes('request-failed'))).toEqual([]);
  };

  it('of mode X stores the text without its binding', async () => {
    await bind({ mode: 'X', a: A, b: B, x: ON_ROUTE });
    await stack.advance(10);

    const answer = await pushed(0, 'sms', smsEvent('Notify', ON_ROUTE, { sendResult: 0, called: B }));
    isTold();

    expect(answer).toEqual([200, '']);
    expect(await listed(`/messages?x=${encodeURIComponent(ON_ROUTE)}`)).toMatchObject([
      { notification: 'Notify', bindingId: null },
    ]);
  });

  it('of mode X stores the record of a call without its binding', async () => {
    await bind({ mode: 'X', a: A, b: B, x: ON_ROUTE });
    await stack.advance(60);

    const answer = await pushed(0, 'cdr', {
      eventType: 'fee',
      feeLst: [
        {
          direction: 1,
          bindNum: ON_ROUTE,
          sessionId: '1201_2048_4294967295_20260301080003@callenabler101.huaweicaas.com',
          callerNum: A,
          calleeNum: ON_ROUTE,
          callInTime: '2026-03-01 08:00:03',
          callEndTime: '2026-03-01 08:00:07',
          failTime: '2026-03-01 08:00:07',
          fwdUnaswRsn: 0,
          ulFailReason: 8017,
          recordFlag: 0,
          serviceType: '004',
        },
      ],
    });
    isTold();

    expect(answer).toEqual([200, '']);
    expect(await listed(`/calls?x=${encodeURIComponent(ON_ROUTE)}`)).toMatchObject([{ bindingId: null }]);
  });

  it('of mode X stores the record of a call whose event cannot be opened either', async () => {
    await bind({ mode: 'X', a: A, b: B, x: ON_ROUTE });
    await stack.control.placeCall({
      appKey: APPS[0]?.appKey ?? '',
      from: A,
      to: ON_ROUTE,
      outcome: 'busy',
      cdrDelaySeconds: 600,
    });
    await spoil(stack, 'CALLS_TABLE', ({ sk }) => String(sk).startsWith('EVT#'), withUnknownKey);
    await stack.advance(660);

    expect((await stack.items('CALLS_TABLE')).filter(({ sk }) => String(sk).startsWith('CDR#'))).toHaveLength(
      1,
    );
  });

  it.each([
    ['X', 0, ON_ROUTE, { mode: 'X', a: A, b: B, x: ON_ROUTE }, '2026-03-01T07:59:59.000Z'],
    ['AX', 1, ON_AX, { mode: 'AX', a: A, x: ON_AX }, '2026-03-01T08:00:05.000Z'],
  ])(
    'of mode %s has a text dropped that the platform asks about, and stores it',
    async (_mode, app, x, body, timeStamp) => {
      await bind(body);
      const [there] = await stack.control.bindings({ x });

      const answer = await pushed(
        app,
        'smsControl',
        smsEvent('Block', x, { timeStamp, subscriptionId: there?.subscriptionId }),
      );
      isTold();

      expect(answer).toEqual([200, { actions: [{ operation: 'DiscardMessage' }] }]);
      expect(await listed(`/messages?x=${encodeURIComponent(x)}`)).toMatchObject([
        { notification: 'Block', decision: { operation: 'discard', reason: 'in-doubt' } },
      ]);
    },
  );
});
