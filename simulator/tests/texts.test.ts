import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, B, C, openPlayground, type Playground, X } from './playground.ts';

describe('texts of AXB', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const pushed = () => playground.receiver.bodies();
  const lastEvent = () => JSON.parse(playground.receiver.received.at(-1)?.body ?? '{}').smsEvent;

  it('notifies of a forwarded text as the documents do', async () => {
    const subscriptionId = await playground.bind();

    const sent = await playground.control.sendText({ from: A, to: X, content: 'On my way' });

    expect(pushed()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: {
          smsIdentifier: expect.stringMatching(/^[0-9a-f]{32}$/),
          notificationMode: 'Notify',
          calling: A,
          called: B,
          virtualNumber: X,
          event: 'TextSMS',
          timeStamp: '2026-03-01T02:31:20.000Z',
          subscriptionId,
          smsContent: 'On my way',
          extInfo: {
            extParas: [
              { key: 'splitNum', value: '1' },
              { key: 'direction', value: '1' },
            ],
          },
          sendResult: 0,
          areaCode: '0755',
        },
      },
    ]);
    const { smsIdentifier } = lastEvent();
    const delivered = { to: B, content: 'On my way' };
    expect(sent).toEqual({ smsIdentifier, subscriptionId, sendResult: 0, delivered });
  });

  it('notifies of a text of a stranger as the documents do', async () => {
    await playground.bind();
    await playground.control.setDialect({ textSms: 'Text SMS ' });

    await playground.control.sendText({ from: C, to: X, content: 'Hello' });

    expect(pushed()).toEqual([
      {
        appKey: 'playground-App-Key',
        smsEvent: {
          smsIdentifier: expect.stringMatching(/^[0-9a-f]{32}$/),
          notificationMode: 'Notify',
          calling: C,
          virtualNumber: X,
          event: 'Text SMS ',
          timeStamp: '2026-03-01T02:31:20.000Z',
          extInfo: {
            extParas: [
              { key: 'splitNum', value: '0' },
              { key: 'direction', value: '2' },
            ],
          },
          sendResult: 2,
        },
      },
    ]);
  });

  it.each([
    ['160 plain characters', 'x'.repeat(160), '1'],
    ['161 plain characters', 'x'.repeat(161), '2'],
    ['70 Chinese characters', '好'.repeat(70), '1'],
    ['71 Chinese characters', '好'.repeat(71), '2'],
  ])('counts the parts of %s', async (_case, content, splitNum) => {
    await playground.bind();

    await playground.control.sendText({ from: B, to: X, content });

    expect(lastEvent().extInfo.extParas).toEqual([
      { key: 'splitNum', value: splitNum },
      { key: 'direction', value: '0' },
    ]);
  });

  it.each([
    ['the account is frozen', () => playground.control.setApp(playground.app.appKey, { state: 'frozen' }), 1],
    ['the number is paused', () => playground.control.setNumber(X, { state: 9, notify: false }), 3],
    [
      'the application has no SMS',
      () => playground.control.setApp(playground.app.appKey, { sms: false }),
      11,
    ],
  ])('does not forward when %s', async (_case, prepare, sendResult) => {
    await playground.bind();
    await prepare();

    await playground.control.sendText({ from: A, to: X, content: 'Hello' });

    expect(lastEvent()).toMatchObject({ sendResult });
    expect(lastEvent()).not.toHaveProperty('called');
  });

  it('does not forward what the binding excludes', async () => {
    await playground.bind({ privateSms: 'false' });

    expect((await playground.control.sendText({ from: A, to: X, content: 'Hello' })).sendResult).toBe(11);
  });

  it('keeps the text to itself unless the application has it switched on', async () => {
    await playground.bind();
    await playground.control.setApp(playground.app.appKey, { smsContent: false });

    await playground.control.sendText({ from: A, to: X, content: 'secret' });

    expect(lastEvent()).not.toHaveProperty('smsContent');
  });
});
