import { describe, expect, it } from 'vitest';
import type { ModeName } from '../../state/options.ts';
import { A, B, C, CALLEE_PATH, codeOf, RECORDING_PATH, X } from '../playground.ts';
import { type Fields, type ModePlayground, openMode, X3, Y } from './open-mode.ts';

/** A request of a binding that is there already, and who it is about. */
type Ask = (play: ModePlayground, id: string) => ReturnType<ModePlayground['send']>;

const post =
  (body: Fields): Ask =>
  (play) =>
    play.send('POST', { body });
const put =
  (fields: Fields): Ask =>
  (play, subscriptionId) =>
    play.send('PUT', { body: { subscriptionId, ...fields } });

describe.each([9, 10, 11] as const)('a number in state %i', (state) => {
  it.each([
    ['AX', 'named', post({ origNum: A, privateNum: X }), '403/1012102'],
    ['AX', 'picked', post({ origNum: A, areaCode: '0755', privateNumType: 'mobile-virtual' }), '403/1011002'],
    ['AXB', 'named', post({ callerNum: A, calleeNum: B, relationNum: X }), '403/1012102'],
    ['AXE', 'named', post({ bindNum: B, virtualNum: X }), '403/1012102'],
    ['AXE', 'picked', post({ bindNum: B, areaCode: '0755' }), '403/1012008'],
    ['AXYB', 'picked', post({ origNum: A }), '403/1012008'],
  ] as const)('%s gives no new binding to it as X, when it is %s', async (mode, _how, ask, expected) => {
    const play = await openMode(mode);
    for (const x of [X, Y, X3]) await play.control.setNumber(x, { state, notify: false });

    expect(codeOf(await ask(play, ''))).toBe(expected);
  });

  it('AXYB gives no further Y-B to it as X', async () => {
    const play = await openMode('AXYB');
    const subscriptionId = await play.bind();
    await play.control.setNumber(X, { state, notify: false });

    expect(codeOf(await play.send('POST', { body: { origNum: B, subscriptionId } }))).toBe('403/1012102');
  });

  it.each([
    ['AX', 'the binding', put({ maxDuration: 1 })],
    [
      'AX',
      'the temporary callee',
      ({ client }) => client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B } }),
    ],
    ['AXB', 'the binding', put({ callDirection: 1 })],
    ['AXE', 'the binding', put({ userData: 'x' })],
  ] as [ModeName, string, Ask][])('%s changes %s only in state 11', async (mode, _what, ask) => {
    const play = await openMode(mode);
    const id = await play.bind();
    await play.control.setNumber(X, { state, notify: false });

    expect(codeOf(await ask(play, id))).toBe({ 9: '403/1012102', 10: '403/1012102', 11: '200/0' }[state]);
  });
});

describe('an application without recording', () => {
  const TO_RECORD = { recordFlag: 'true' };

  it.each([
    ['AX', 'bind', post({ origNum: A, privateNum: X3, ...TO_RECORD })],
    ['AXB', 'bind', post({ callerNum: A, calleeNum: B, relationNum: X3, ...TO_RECORD })],
    ['AXB', 'modify', put(TO_RECORD)],
    [
      'AXB',
      'ask for a recording',
      ({ client }) =>
        client.send('GET', RECORDING_PATH, { query: 'fileName=a.wav&recordDomain=ostor.example.com' }),
    ],
  ] as [ModeName, string, Ask][])('cannot record: %s, %s', async (mode, _operation, ask) => {
    const play = await openMode(mode);
    const id = await play.bind();
    await play.control.setApp(play.app.appKey, { recording: false });

    expect(codeOf(await ask(play, id))).toBe('403/1012012');
  });
});

describe('the control API shows a binding', () => {
  it.each([
    [
      'AX, which never ends by itself, with its temporary callee',
      'AX',
      {},
      async ({ control, client }) => {
        await control.advance(1000 * 86_400);
        await client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B, duration: 60 } });
      },
      {
        ...{ a: A, b: null, expiresAt: null },
        temporaryCallee: { number: B, expiresAt: '2028-11-25T02:32:20.000Z' },
      },
    ],
    [
      'AXB with its pair',
      'AXB',
      { duration: 600 },
      () => undefined,
      { a: A, b: B, expiresAt: '2026-03-01T02:41:20.000Z' },
    ],
    [
      'AXE with its extension and last caller',
      'AXE',
      { bindExpiredTime: 1 },
      ({ call }) => call({ from: B, extension: '1234' }),
      { a: A, extension: '1234', lastCaller: B, expiresAt: '2026-03-01T03:31:20.000Z' },
    ],
    [
      'AXYB with the Y and B that were bound, and all Y-B',
      'AXYB',
      { duration: 600 },
      ({ call }) => call({ from: C }),
      {
        ...{ a: A, y: Y, b: B, expiresAt: '2026-03-01T02:41:20.000Z' },
        relations: [
          { b: B, automatic: false },
          { b: C, automatic: true },
        ],
      },
    ],
  ] as [string, ModeName, Fields, (play: ModePlayground) => unknown, Fields][])(
    '%s',
    async (_title, mode, fields, before, expected) => {
      const play = await openMode(mode);
      const subscriptionId = await play.bindPair(fields);
      await before(play);

      expect(await play.control.bindings({ x: X })).toMatchObject([
        { subscriptionId, mode, x: X, ...expected },
      ]);
    },
  );
});
