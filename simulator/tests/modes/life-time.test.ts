import { describe, expect, it } from 'vitest';
import { A, B, codeOf } from '../playground.ts';
import { type Fields, type ModePlayground, openMode, Y } from './open-mode.ts';

describe('life time of a binding', () => {
  const HOUR = 3600;
  /** The calls that are possible while the binding lives, and the state code afterwards. */
  const CALLS = {
    AXB: { calls: [{ from: A }, { from: B }], over: 8014 },
    AXE: { calls: [{ from: B, extension: '1234' }], over: 8022 },
    AXYB: { calls: [{ from: B }, { from: A, to: Y }], over: 8030 },
  } as const;
  type Mortal = keyof typeof CALLS;
  type Life = [
    mode: Mortal,
    title: string,
    fields: Fields,
    seconds: number,
    change?: { after: number; fields: Fields },
  ];

  const stateOf = async (mode: Mortal, play: ModePlayground, subscriptionId: string) => {
    const found = codeOf(await play.send('GET', { query: `subscriptionId=${subscriptionId}` }));
    const codes: number[] = [];
    for (const call of CALLS[mode].calls) codes.push((await play.call(call)).stateCode);
    return [found, ...codes];
  };
  const bindAndChange = async (play: ModePlayground, fields: Fields, change: Life[4]) => {
    const subscriptionId = await play.bindPair(fields);
    if (!change) return subscriptionId;
    await play.control.advance(change.after);
    const changed = await play.send('PUT', { body: { subscriptionId, ...change.fields } });
    expect(codeOf(changed)).toBe('200/0');
    return subscriptionId;
  };

  it.each<Life>([
    ['AXB', 'its seconds', { duration: 600 }, 600],
    [
      'AXB',
      'the seconds of a modify from then on',
      { duration: 600 },
      1101,
      { after: 501, fields: { duration: 600 } },
    ],
    [
      'AXB',
      'its seconds, with a modify that has none',
      { duration: 600 },
      600,
      { after: 501, fields: { callDirection: 0 } },
    ],
    ['AXE', '168 hours by default', {}, 168 * HOUR],
    ['AXE', 'its hours', { timeUnit: '0', bindExpiredTime: 2 }, 2 * HOUR],
    ['AXE', 'its minutes', { timeUnit: '1', bindExpiredTime: 2 }, 120],
    [
      'AXE',
      'the hours of a modify from then on',
      { bindExpiredTime: 2 },
      4 * HOUR,
      { after: HOUR, fields: { bindExpiredTime: 3 } },
    ],
    [
      'AXE',
      'the minutes of a modify from then on',
      { bindExpiredTime: 2 },
      HOUR + 90 * 60,
      { after: HOUR, fields: { timeUnit: '1', bindExpiredTime: 90, callbackExpiredTime: 1 } },
    ],
    [
      'AXE',
      'its hours, with a modify that says nothing',
      { bindExpiredTime: 2 },
      2 * HOUR,
      { after: HOUR, fields: { userData: 'x' } },
    ],
    [
      'AXE',
      'its hours, with a modify of the unit alone',
      { bindExpiredTime: 2 },
      2 * HOUR,
      { after: HOUR, fields: { timeUnit: '1' } },
    ],
    ['AXYB', '2 hours by default, and its Y-B too', {}, 7200],
    ['AXYB', 'its seconds, and its Y-B too', { duration: 60 }, 60],
  ])('%s: lasts %s, and frees its numbers', async (mode, _title, fields, seconds, change) => {
    const play = await openMode(mode);
    const id = await bindAndChange(play, fields, change);
    const { calls, over } = CALLS[mode];

    await play.control.advance(seconds - (change?.after ?? 0) - 1);
    const before = await stateOf(mode, play, id);
    await play.control.advance(1);

    expect(before).toEqual(['200/0', ...calls.map(() => 0)]);
    expect(await stateOf(mode, play, id)).toEqual(['403/1016001', ...calls.map(() => over)]);
    await play.bindPair(fields);
  });

  it.each<Life>([
    ['AXB', 'without seconds', {}, 400 * 86_400],
    ['AXB', 'after a modify to 0', { duration: 600 }, 86_400, { after: 501, fields: { duration: 0 } }],
    ['AXE', 'with 0', { bindExpiredTime: 0 }, 1000 * 86_400],
    ['AXYB', 'with 0', { duration: 0 }, 1000 * 86_400],
  ])('%s: never ends %s', async (mode, _title, fields, seconds, change) => {
    const play = await openMode(mode);
    const id = await bindAndChange(play, fields, change);

    await play.control.advance(seconds);

    expect(await stateOf(mode, play, id)).toEqual(['200/0', ...CALLS[mode].calls.map(() => 0)]);
  });
});
