import { describe, expect, it } from 'vitest';
import type { ModeName } from '../../state/options.ts';
import { A, B, C, X } from '../playground.ts';
import { openMode } from './open-mode.ts';

const FORWARD = { operation: 'vNumberRoute', message: { called: B, calling: A } };

/** A playground whose customer is asked about the SMS of A, unless it says to whom it goes. */
const openAsked = async (mode: ModeName) => {
  const play = await openMode(mode);
  await play.bind();
  return {
    ...play,
    answerWith: (answer: unknown) => play.receiver.reply('/sms-control', answer),
    write: (content = 'Hello') => play.control.sendText({ from: A, to: X, content }),
    told: () => play.pushed().texts().at(-1)?.smsEvent,
    questions: () => play.pushed().questions(),
  };
};

describe.each(['AX', 'X'] as const)('the customer is asked about an SMS of %s', (mode) => {
  it('in a question with the identifier of the notification', async () => {
    const asked = await openAsked(mode);
    asked.answerWith({ actions: [{ operation: 'DiscardMessage' }] });

    const sent = await asked.write();

    expect(sent).toMatchObject({ sendResult: 6, delivered: null });
    expect(asked.told()).toMatchObject({ sendResult: 6, smsIdentifier: sent.smsIdentifier });
    expect(asked.questions()).toMatchObject([{ smsEvent: { smsIdentifier: sent.smsIdentifier } }]);
  });

  it.each([
    ['an array', { actions: [FORWARD] }],
    ['an object', { actions: FORWARD }],
  ])('who forwards it with %s', async (_case, answer) => {
    const asked = await openAsked(mode);
    asked.answerWith(answer);

    const sent = await asked.write();

    expect(asked.told()).toMatchObject({ called: B, sendResult: 0 });
    expect(sent.delivered).toEqual({ to: B, content: 'Hello' });
  });

  it('whose userData comes back', async () => {
    const asked = await openAsked(mode);
    asked.answerWith({ actions: [{ ...FORWARD, userData: 'ticket-77' }] });

    await asked.write();

    expect(asked.told().userData).toBe('ticket-77');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'discard'],
    ['no action', { actions: [] }],
    ['an operation that does not exist', { actions: [{ operation: 'forward' }] }],
    ['userData with {', { actions: [{ operation: 'DiscardMessage', userData: '{' }] }],
  ])('whose answer of %s is none: 7', async (_case, answer) => {
    const asked = await openAsked(mode);
    asked.answerWith(answer);

    expect((await asked.write()).sendResult).toBe(7);
    expect(asked.told().sendResult).toBe(7);
  });

  it.each([
    ['no message', undefined],
    ['no receiver', { calling: A }],
    ['no sender', { called: B }],
    ['another sender', { called: B, calling: C }],
    ['a receiver that is not a number', { called: '13800000002', calling: A }],
  ])('who cannot forward it with %s: 10', async (_case, message) => {
    const asked = await openAsked(mode);
    asked.answerWith({ actions: [{ operation: 'vNumberRoute', message }] });

    expect((await asked.write()).sendResult).toBe(10);
    expect(asked.told()).not.toHaveProperty('called');
  });

  it('only once: it is discarded when no answer comes in time', async () => {
    const asked = await openAsked(mode);
    await asked.control.setSettings({ smsPatienceMs: 50 });
    asked.answerWith({ actions: [FORWARD] });
    asked.receiver.answerWith(-1);

    const sent = await asked.write();
    await asked.control.advance(86_400);

    expect(sent.sendResult).toBe(7);
    expect(asked.questions()).toHaveLength(1);
    expect((await asked.control.idle()).idle).toBe(true);
  });

  it.each([500, 204, 0])('and it is discarded when the answer is %i', async (status) => {
    const asked = await openAsked(mode);
    asked.answerWith({ actions: [FORWARD] });
    asked.receiver.answerWith(status);

    expect((await asked.write()).sendResult).toBe(7);
  });

  it('and it is discarded when there is no address to ask at', async () => {
    const asked = await openAsked(mode);
    const { sms = '' } = asked.app.pushUrls;
    await asked.control.setPushUrls(asked.app.appKey, { sms });

    expect((await asked.write()).sendResult).toBe(7);
  });

  it('and it is discarded when the answer gets lost', async () => {
    const asked = await openAsked(mode);
    asked.answerWith({ actions: [FORWARD] });
    await asked.control.faults.add({ on: 'push', kind: 'answer-lost', pushKind: 'smsControl' });

    expect((await asked.write()).sendResult).toBe(7);
  });
});

describe('the customer is asked about an SMS that ends with', () => {
  it.each([
    ['AX', 'See you@'],
    ['AX', 'x@1380000000'],
    ['AX', 'x@23800000002'],
    ['AX', 'x＠13800000002'],
    ['AX', 'x@13800000002 '],
    ['AX', 'x#13800000002'],
    ['X', 'Hello@13800000004'],
  ] as const)('no number that %s would take: %s', async (mode, content) => {
    const asked = await openAsked(mode);
    asked.answerWith({ actions: [FORWARD] });

    await asked.write(content);

    expect(asked.questions()).toHaveLength(1);
    expect(asked.told().called).toBe(B);
  });
});
