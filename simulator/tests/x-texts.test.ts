import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, B, openPlayground, type Playground, pushedTo, X } from './playground.ts';

const FORWARD = { actions: [{ operation: 'vNumberRoute', message: { called: B, calling: A } }] };
const extInfo = (splitNum: string) => ({
  extParas: [
    { key: 'splitNum', value: splitNum },
    { key: 'direction', value: '1' },
  ],
});
const common = (notificationMode: string) => ({
  smsIdentifier: expect.stringMatching(/^[0-9a-f]{32}$/),
  notificationMode,
  calling: A,
  virtualNumber: X,
  event: 'TextSMS',
  timeStamp: '2026-03-01T02:31:20.000Z',
});

describe('texts of X', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'X', numbers: [{ x: X }] });
  });
  afterEach(() => playground.close());

  const pushed = () => pushedTo(playground.receiver);
  const send = (content = 'Please call me back') => playground.control.sendText({ from: A, to: X, content });

  it('asks about every text and notifies after the forward, as the documents do', async () => {
    playground.receiver.reply('/sms-control', FORWARD);

    const sent = await send();

    expect(pushed().questions()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: { ...common('Block'), smsContent: 'Please call me back', extInfo: extInfo('1') },
      },
    ]);
    expect(pushed().texts()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: {
          ...common('Notify'),
          called: B,
          smsContent: 'Please call me back',
          extInfo: extInfo('1'),
          sendResult: 0,
        },
      },
    ]);
    expect(sent).toMatchObject({
      subscriptionId: null,
      delivered: { to: B, content: 'Please call me back' },
    });
  });

  it('asks also about a text that ends as AX understands it', async () => {
    playground.receiver.reply('/sms-control', FORWARD);

    await send('Hello@13800000004');

    expect(pushed().texts()[0].smsEvent.called).toBe(B);
  });

  it('notifies of a question without answer as the documents do', async () => {
    await playground.control.setSettings({ smsPatienceMs: 50 });
    playground.receiver.answerWith(-1);

    await send();

    expect(pushed().texts()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: { ...common('Notify'), extInfo: extInfo('0'), sendResult: 7 },
      },
    ]);
  });

  it('notifies of a discarded text with 6', async () => {
    playground.receiver.reply('/sms-control', { actions: [{ operation: 'DiscardMessage' }] });

    expect((await send()).sendResult).toBe(6);
  });

  it('does not ask about texts to a number without SMS', async () => {
    await playground.control.setNumber(X, { state: 9, notify: false });

    expect((await send()).sendResult).toBe(3);
    expect(pushed().questions()).toEqual([]);
  });
});
