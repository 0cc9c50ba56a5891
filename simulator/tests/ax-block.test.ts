import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, AX_PATH, B, C, openPlayground, type Playground, pushedTo, X } from './playground.ts';

const SMS_ID = expect.stringMatching(/^[0-9a-f]{32}$/);
const extInfo = (splitNum: string, direction: string) => ({
  extParas: [
    { key: 'splitNum', value: splitNum },
    { key: 'direction', value: direction },
  ],
});
const FORWARD = { actions: [{ operation: 'vNumberRoute', message: { called: B, calling: A } }] };
const DISCARD = { actions: [{ operation: 'DiscardMessage' }] };

describe('texts of AX that the customer is asked about', () => {
  let playground: Playground;
  let subscriptionId: string;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AX', numbers: [{ x: X }] });
    const { json } = await playground.client.send('POST', AX_PATH, { body: { origNum: A, privateNum: X } });
    subscriptionId = String(json?.['subscriptionId']);
  });
  afterEach(() => playground.close());

  const pushed = () => pushedTo(playground.receiver);
  const send = (from: string, content: string) => playground.control.sendText({ from, to: X, content });
  const lastNotify = () => pushed().texts().at(-1)?.smsEvent;
  const common = (notificationMode: string) => ({
    smsIdentifier: SMS_ID,
    notificationMode,
    virtualNumber: X,
    event: 'TextSMS',
    timeStamp: '2026-03-01T02:31:20.000Z',
    subscriptionId,
  });

  it('asks about a text without suffix as the documents do', async () => {
    playground.receiver.reply('/sms-control', DISCARD);

    await send(A, 'See you at noon');

    expect(pushed().questions()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: {
          ...common('Block'),
          calling: A,
          smsContent: 'See you at noon',
          extInfo: extInfo('1', '1'),
        },
      },
    ]);
  });

  it.each(['See you@', 'x@1380000000', 'x@23800000002', 'x＠13800000002', 'x@13800000002 ', 'x#13800000002'])(
    'asks about %s',
    async (content) => {
      playground.receiver.reply('/sms-control', DISCARD);

      await send(A, content);

      expect(pushed().questions()).toHaveLength(1);
    },
  );

  it('notifies of a text that was discarded as the documents do', async () => {
    playground.receiver.reply('/sms-control', DISCARD);

    const sent = await send(A, 'See you at noon');

    expect(pushed().texts()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: { ...common('Notify'), calling: A, extInfo: extInfo('0', '1'), sendResult: 6 },
      },
    ]);
    expect(lastNotify().smsIdentifier).toBe(pushed().questions()[0].smsEvent.smsIdentifier);
    expect(sent).toMatchObject({ sendResult: 6, delivered: null });
  });

  it.each([
    ['an array', FORWARD],
    ['an object', { actions: FORWARD.actions[0] }],
  ])('forwards when told to by %s', async (_case, answer) => {
    playground.receiver.reply('/sms-control', answer);

    const sent = await send(A, 'Hello');

    expect(lastNotify()).toMatchObject({ called: B, sendResult: 0 });
    expect(sent.delivered).toEqual({ to: B, content: 'Hello' });
  });

  it('gives the text of the answer back', async () => {
    const [action] = FORWARD.actions;
    playground.receiver.reply('/sms-control', { actions: [{ ...action, userData: 'ticket-77' }] });

    await send(A, 'Hello');

    expect(lastNotify().userData).toBe('ticket-77');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'discard'],
    ['no action', { actions: [] }],
    ['an operation nobody knows', { actions: [{ operation: 'forward' }] }],
    ['userData with {', { actions: [{ operation: 'DiscardMessage', userData: '{' }] }],
  ])('takes %s for no answer: 7', async (_case, answer) => {
    playground.receiver.reply('/sms-control', answer);

    expect((await send(A, 'Hello')).sendResult).toBe(7);
    expect(lastNotify().sendResult).toBe(7);
  });

  it.each([
    ['no message', undefined],
    ['no receiver', { calling: A }],
    ['no sender', { called: B }],
    ['another sender', { called: B, calling: C }],
    ['a receiver that is no number', { called: '13800000002', calling: A }],
  ])('cannot forward with %s: 10', async (_case, message) => {
    playground.receiver.reply('/sms-control', { actions: [{ operation: 'vNumberRoute', message }] });

    expect((await send(A, 'Hello')).sendResult).toBe(10);
    expect(lastNotify()).not.toHaveProperty('called');
  });

  it('discards a text when nobody answers in time, and does not ask again', async () => {
    await playground.control.setSettings({ smsPatienceMs: 50 });
    playground.receiver.reply('/sms-control', FORWARD);
    playground.receiver.answerWith(-1);

    const sent = await send(A, 'Hello');
    await playground.control.advance(86_400);

    expect(sent.sendResult).toBe(7);
    expect(pushed().questions()).toHaveLength(1);
    expect((await playground.control.idle()).idle).toBe(true);
  });

  it.each([500, 204, 0])('discards a text when the answer is %i', async (status) => {
    playground.receiver.reply('/sms-control', FORWARD);
    playground.receiver.answerWith(status);

    expect((await send(A, 'Hello')).sendResult).toBe(7);
  });

  it('discards a text when nobody can be asked', async () => {
    const { callEvents, cdr, sms } = playground.app.pushUrls;
    await playground.control.setPushUrls(playground.app.appKey, {
      callEvents: callEvents ?? '',
      cdr: cdr ?? '',
      sms: sms ?? '',
    });

    expect((await send(A, 'Hello')).sendResult).toBe(7);
  });

  it('loses the answer when told to', async () => {
    playground.receiver.reply('/sms-control', FORWARD);
    await playground.control.faults.add({ on: 'push', kind: 'answer-lost', pushKind: 'smsControl' });

    expect((await send(A, 'Hello')).sendResult).toBe(7);
  });
});
