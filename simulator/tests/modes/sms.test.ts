import { describe, expect, it } from 'vitest';
import type { ModeName } from '../../state/options.ts';
import { A, B, C, X } from '../playground.ts';
import { type Fields, type ModePlayground, openMode } from './open-mode.ts';

const extInfo = (splitNum: string, direction: string) => ({
  extParas: [
    { key: 'splitNum', value: splitNum },
    { key: 'direction', value: direction },
  ],
});

/** Something that happens before an SMS is written; `id` is that of the binding. */
type Step = (play: ModePlayground, id: string) => unknown;

describe('an SMS', () => {
  it.each([
    ['AXB', '160 plain characters', B, 'x'.repeat(160), '1', '0'],
    ['AXB', '161 plain characters', B, 'x'.repeat(161), '2', '0'],
    ['AXB', '70 Chinese characters', B, '好'.repeat(70), '1', '0'],
    ['AXB', '71 Chinese characters', B, '好'.repeat(71), '2', '0'],
    ['AX', '150 characters, to which the writer is added', C, 'x'.repeat(150), '2', '0'],
    ['AX', '155 characters, from which the suffix is taken', A, `${'x'.repeat(155)}@13800000002`, '1', '1'],
  ] as const)(
    '%s: is counted in parts as it goes on: %s',
    async (mode, _case, from, content, splitNum, direction) => {
      const play = await openMode(mode);
      await play.bind();

      await play.control.sendText({ from, to: X, content });

      expect(play.pushed().texts()[0].smsEvent.extInfo).toEqual(extInfo(splitNum, direction));
    },
  );

  const freeze: Step = ({ app, control }) => control.setApp(app.appKey, { state: 'frozen' });
  const pause: Step = ({ control }) => control.setNumber(X, { state: 9, notify: false });
  const takeAway: Step = ({ app, control }) => control.setApp(app.appKey, { sms: false });
  const modify =
    (fields: Fields): Step =>
    (play, subscriptionId) =>
      play.send('PUT', { body: { subscriptionId, ...fields } });
  it.each([
    ['AXB', 'the account is frozen', {}, freeze, [A], 1],
    ['AXB', 'the number is paused', {}, pause, [A], 3],
    ['AXB', 'the application has no SMS', {}, takeAway, [A], 11],
    ['AXB', 'the binding excludes SMS', { privateSms: 'false' }, () => undefined, [A], 11],
    ['AX', 'the binding excludes SMS', {}, modify({ privateSms: 'false' }), [C, A], 11],
    ['AX', 'the binding is switched off', {}, modify({ turnFlag: 'off' }), [C, A], 3],
    ['AX', 'the account is frozen', {}, freeze, [A], 1],
    ['X', 'the number is paused', {}, pause, [A], 3],
  ] as [ModeName, string, Fields, Step, string[], number][])(
    '%s: is not forwarded, and nobody is asked, when %s',
    async (mode, _case, fields, prepare, writers, sendResult) => {
      const play = await openMode(mode);
      await prepare(play, await play.bind(fields));

      for (const from of writers) await play.control.sendText({ from, to: X, content: 'Hello' });

      const told = play
        .pushed()
        .texts()
        .map(({ smsEvent }) => smsEvent);
      expect(told).toMatchObject(writers.map(() => ({ sendResult })));
      for (const smsEvent of told) expect(smsEvent).not.toHaveProperty('called');
      expect(play.pushed().questions()).toEqual([]);
    },
  );

  it('AX: reaches nobody on an X without binding', async () => {
    const play = await openMode('AX');

    await play.control.sendText({ from: C, to: X, content: 'Hello' });

    expect(play.pushed().texts()[0].smsEvent).toMatchObject({ sendResult: 2, extInfo: extInfo('0', '2') });
  });

  it.each(['a@b@13800000002', 'x@+8613800000002', 'x@8613800000002'])(
    'AX: is sent to the number at the end of %s',
    async (content) => {
      const play = await openMode('AX');
      await play.bind();

      expect((await play.control.sendText({ from: A, to: X, content })).delivered?.to).toBe(B);
    },
  );

  it('AXB: keeps its words to itself unless the application has them switched on', async () => {
    const play = await openMode('AXB');
    await play.bind();
    await play.control.setApp(play.app.appKey, { smsContent: false });

    await play.control.sendText({ from: A, to: X, content: 'secret' });

    expect(play.pushed().texts()[0].smsEvent).not.toHaveProperty('smsContent');
  });

  it.each(['AXE', 'AXYB'] as const)('%s: does not exist', async (mode) => {
    const play = await openMode(mode);

    await expect(play.control.sendText({ from: B, to: X, content: 'Hello' })).rejects.toThrow('no SMS');
  });
});
