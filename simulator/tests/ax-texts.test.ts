import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, AX_PATH, B, C, openPlayground, type Playground, pushedTo, X } from './playground.ts';

const SMS_ID = expect.stringMatching(/^[0-9a-f]{32}$/);
const extInfo = (splitNum: string, direction: string) => ({
  extParas: [
    { key: 'splitNum', value: splitNum },
    { key: 'direction', value: direction },
  ],
});

describe('texts of AX', () => {
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

  it('notifies of a text to the number behind the @ as the documents do', async () => {
    const sent = await send(A, 'See you at noon@13800000002');

    expect(pushed().texts()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: {
          ...common('Notify'),
          calling: A,
          called: B,
          smsContent: 'See you at noon@13800000002',
          extInfo: extInfo('1', '1'),
          sendResult: 0,
        },
      },
    ]);
    expect(pushed().questions()).toEqual([]);
    expect(sent.delivered).toEqual({ to: B, content: 'See you at noon' });
  });

  it.each(['a@b@13800000002', 'x@+8613800000002', 'x@8613800000002'])(
    'knows the suffix of %s',
    async (content) => {
      expect((await send(A, content)).delivered?.to).toBe(B);
    },
  );

  it('notifies of a text of somebody else as the documents do, and shows A who wrote it', async () => {
    const sent = await send(C, 'Is the flat free?');

    expect(pushed().texts()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: {
          ...common('Notify'),
          calling: C,
          called: A,
          smsContent: 'Is the flat free?',
          extInfo: extInfo('1', '0'),
          sendResult: 0,
        },
      },
    ]);
    expect(sent.delivered).toEqual({ to: A, content: 'Is the flat free?[From+8613800000003]' });
  });

  it('counts the parts of the text as it goes on', async () => {
    await send(C, 'x'.repeat(150));
    const longer = lastNotify().extInfo;
    await send(A, `${'x'.repeat(155)}@13800000002`);

    expect([longer, lastNotify().extInfo]).toEqual([extInfo('2', '0'), extInfo('1', '1')]);
  });

  it.each([
    ['excludes texts', { privateSms: 'false' }, 11],
    ['is switched off', { turnFlag: 'off' }, 3],
  ])('does not forward, nor ask, when the binding %s', async (_case, change, sendResult) => {
    await playground.client.send('PUT', AX_PATH, { body: { subscriptionId, ...change } });

    const results = [(await send(C, 'Hello')).sendResult, (await send(A, 'Hello')).sendResult];

    expect(results).toEqual([sendResult, sendResult]);
    expect(pushed().questions()).toEqual([]);
  });

  it('does not ask while the account is frozen', async () => {
    await playground.control.setApp(playground.app.appKey, { state: 'frozen' });

    expect((await send(A, 'Hello')).sendResult).toBe(1);
    expect(pushed().questions()).toEqual([]);
  });

  it('knows nobody on an X without binding', async () => {
    await playground.client.send('DELETE', AX_PATH, { query: `subscriptionId=${subscriptionId}` });

    await send(C, 'Hello');

    expect(lastNotify()).toMatchObject({ sendResult: 2, extInfo: extInfo('0', '2') });
  });
});
