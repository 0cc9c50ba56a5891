import { describe, expect, it } from 'vitest';
import type { ModeName } from '../../state/options.ts';
import { A, B, C, X } from '../playground.ts';
import { type Fields, type ModePlayground, openMode } from './open-mode.ts';

const FORWARD = { actions: [{ operation: 'vNumberRoute', message: { called: B, calling: A } }] };
const DISCARD = { actions: [{ operation: 'DiscardMessage' }] };
const extInfo = (splitNum: string, direction: string) => ({
  extParas: [
    { key: 'splitNum', value: splitNum },
    { key: 'direction', value: direction },
  ],
});

type Answering = (play: ModePlayground) => unknown;
const answerWith =
  (answer: unknown): Answering =>
  ({ receiver }) =>
    receiver.reply('/sms-control', answer);
const neverAnswer: Answering = async ({ control, receiver }) => {
  await control.setSettings({ smsPatienceMs: 50 });
  receiver.answerWith(-1);
};

type Example = {
  mode: ModeName;
  title: string;
  before?: Answering;
  from: string;
  content: string;
  /** The fields of the question to the customer beside the usual ones; absent: nobody is asked. */
  question?: Fields;
  /** The fields of the notification beside the usual ones. */
  told: Fields & { sendResult: number };
  /** False: the SMS is attributed to no binding. */
  bound: boolean;
  delivered: { to: string; content: string } | null;
};

const EXAMPLES: readonly Example[] = [
  {
    mode: 'AXB',
    title: 'an SMS of A to B',
    from: A,
    content: 'On my way',
    told: {
      ...{ called: B, smsContent: 'On my way', extInfo: extInfo('1', '1'), sendResult: 0 },
      areaCode: '0755',
    },
    bound: true,
    delivered: { to: B, content: 'On my way' },
  },
  {
    mode: 'AXB',
    title: 'an SMS of a stranger, with the other name of the event',
    before: ({ control }) => control.setDialect({ textSms: 'Text SMS ' }),
    from: C,
    content: 'Hello',
    told: { event: 'Text SMS ', extInfo: extInfo('0', '2'), sendResult: 2 },
    bound: false,
    delivered: null,
  },
  {
    mode: 'AX',
    title: 'an SMS of A to the number behind the @',
    from: A,
    content: 'See you at noon@13800000002',
    told: { called: B, smsContent: 'See you at noon@13800000002', extInfo: extInfo('1', '1'), sendResult: 0 },
    bound: true,
    delivered: { to: B, content: 'See you at noon' },
  },
  {
    mode: 'AX',
    title: 'an SMS of somebody else, which shows A who wrote it',
    from: C,
    content: 'Is the flat free?',
    told: { called: A, smsContent: 'Is the flat free?', extInfo: extInfo('1', '0'), sendResult: 0 },
    bound: true,
    delivered: { to: A, content: 'Is the flat free?[From+8613800000003]' },
  },
  {
    mode: 'AX',
    title: 'an SMS of A without suffix that is discarded',
    before: answerWith(DISCARD),
    from: A,
    content: 'See you at noon',
    question: { smsContent: 'See you at noon', extInfo: extInfo('1', '1') },
    told: { extInfo: extInfo('0', '1'), sendResult: 6 },
    bound: true,
    delivered: null,
  },
  {
    mode: 'X',
    title: 'an SMS that is forwarded',
    before: answerWith(FORWARD),
    from: A,
    content: 'Please call me back',
    question: { smsContent: 'Please call me back', extInfo: extInfo('1', '1') },
    told: { called: B, smsContent: 'Please call me back', extInfo: extInfo('1', '1'), sendResult: 0 },
    bound: false,
    delivered: { to: B, content: 'Please call me back' },
  },
  {
    mode: 'X',
    title: 'an SMS about which nobody answers',
    before: neverAnswer,
    from: A,
    content: 'Please call me back',
    question: { smsContent: 'Please call me back', extInfo: extInfo('1', '1') },
    told: { extInfo: extInfo('0', '1'), sendResult: 7 },
    bound: false,
    delivered: null,
  },
];

/** Only the numbers of AXB have a city in these samples. */
const openSms = (mode: ModeName) =>
  openMode(mode, { numbers: [{ x: X, ...(mode === 'AXB' ? { areaCode: '0755' } : {}) }] });

describe('the pushes of an SMS are those of the documents', () => {
  const rows = EXAMPLES.map((row) => [row.mode, row.title, row] as const);
  it.each(rows)(
    '%s: %s',
    async (mode, _title, { before, from, content, question, told, bound, delivered }) => {
      const play = await openSms(mode);
      const subscriptionId = await play.bind();
      await before?.(play);

      const sent = await play.control.sendText({ from, to: X, content });

      const { smsIdentifier } = sent;
      const pushOf = (notificationMode: string, fields: Fields) => ({
        appKey: 'playground-App-Key',
        smsEvent: {
          ...{ smsIdentifier, notificationMode, calling: from, virtualNumber: X, event: 'TextSMS' },
          timeStamp: '2026-03-01T02:31:20.000Z',
          ...(bound ? { subscriptionId } : {}),
          ...fields,
        },
      });
      expect(smsIdentifier).toMatch(/^[0-9a-f]{32}$/);
      expect(play.pushed().questions()).toEqual(question ? [pushOf('Block', question)] : []);
      expect(play.pushed().texts()).toEqual([pushOf('Notify', told)]);
      expect(sent).toEqual({
        smsIdentifier,
        subscriptionId: bound ? subscriptionId : null,
        sendResult: told.sendResult,
        delivered,
      });
    },
  );
});
