import { describe, expect, it } from 'vitest';
import type { ModeName } from '../../../state/options.ts';
import { A, B, C, CALLEE_PATH, X } from '../../playground.ts';
import { FIXED_LINE, type Fields, type ModePlayground, openMode, X3, Y } from '../open-mode.ts';

const setCallee = ({ client }: ModePlayground) =>
  client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B } });
const RECORDED_IN_SILENCE = { recordFlag: 'true' };

type Row = [
  mode: ModeName,
  title: string,
  bind: readonly [ofA: Fields, ofB?: Fields],
  call: Parameters<ModePlayground['call']>[0],
  stateCode: number,
  before?: (play: ModePlayground) => unknown,
];

const ROWS: Row[] = [
  ['AX', 'the number is switched off', [{ turnFlag: 'off' }], { from: C }, 8018],
  ['AX', 'only A may call, and another does', [{ callDirection: 1 }], { from: C }, 8016],
  ['AX', 'only others may call, and A does', [{ callDirection: 2 }], { from: A }, 8016, setCallee],
  ['AX', 'A is a fixed line and calls', [{ origNum: FIXED_LINE }], { from: FIXED_LINE }, 8023, setCallee],
  ['AX', 'a fixed line calls A', [{}], { from: FIXED_LINE }, 0],
  ['AX', 'a 95 number calls A', [{}], { from: '+8695555' }, 0],
  ['AX', 'a recording is not announced', [RECORDED_IN_SILENCE], { from: C }, 8059],
  ['AXB', 'only A may call, and B does', [{ callDirection: 1 }], { from: B }, 8016],
  ['AXB', 'only B may call, and A does', [{ callDirection: 2 }], { from: A }, 8016],
  ['AXB', 'only A may call, and does', [{ callDirection: 1 }], { from: A }, 0],
  ['AXB', 'only B may call, and does', [{ callDirection: 2 }], { from: B }, 0],
  ['AXB', 'A is a fixed line and calls', [{ callerNum: FIXED_LINE }], { from: FIXED_LINE }, 8023],
  ['AXB', 'the other party is badly formed', [{ calleeNum: '13800000002' }], { from: A }, 7506],
  ['AXB', 'a recording is not announced', [RECORDED_IN_SILENCE], { from: A }, 8059],
  ['AXE', 'a fixed line calls A', [{}], { from: FIXED_LINE, extension: '1234' }, 0],
  [
    'AXE',
    'A is a fixed line and calls back',
    [{ bindNum: FIXED_LINE, callbackNum: C }],
    { from: FIXED_LINE },
    8023,
  ],
  ['AXYB', 'A dials the own X', [{}], { from: A }, 8032],
  ['AXYB', 'B dials the own Y', [{}], { from: B, to: Y }, 8032],
  ['AXYB', 'a stranger dials Y', [{}], { from: C, to: Y }, 8030],
  ['AXYB', 'anybody dials a number without binding', [{}], { from: C, to: X3 }, 8030],
  ['AXYB', 'only A may call, and B does', [{ callDirection: 1 }], { from: B }, 8016],
  ['AXYB', 'only A may call, and a stranger does', [{ callDirection: 1 }], { from: C }, 8016],
  ['AXYB', 'only A may call, and does', [{ callDirection: 1 }], { from: A, to: Y }, 0],
  ['AXYB', 'only B may call, and A does', [{ callDirection: 2 }], { from: A, to: Y }, 8016],
  ['AXYB', 'only B may call, and does', [{ callDirection: 2 }], { from: B }, 0],
  ['AXYB', 'B is a fixed line and calls', [{}, { origNum: FIXED_LINE }], { from: FIXED_LINE }, 8023],
  ['AXYB', 'A is a fixed line and calls', [{ origNum: FIXED_LINE }], { from: FIXED_LINE, to: Y }, 8023],
  ['AXYB', 'a fixed line that is not bound calls A', [{}], { from: FIXED_LINE }, 0],
  ['X', 'another number than X is shown', [{ displayCalleeNum: '+8617000000009' }], { from: A }, 8059],
  ['X', 'a recording is not announced', [{ recordHintTone: undefined }], { from: A }, 8059],
  ['X', 'X is shown by default', [{ displayCalleeNum: undefined }], { from: A }, 0],
];

describe('routing of a call', () => {
  it.each(ROWS)('%s, when %s', async (mode, _title, bind, call, stateCode, before) => {
    const play = await openMode(mode);
    await play.bindPair(...bind);
    await before?.(play);

    expect((await play.call(call)).stateCode).toBe(stateCode);
    expect(play.types().at(-1)).toBe('disconnect');
  });

  it.each([
    ['AX', { from: C }],
    ['AXB', { from: A }],
    ['AXE', { from: B, extension: '1234' }],
    ['AXYB', { from: B }],
    ['X', { from: A }],
  ] as const)('%s has no calls on a bound X in state 9 or 10, but in state 11', async (mode, call) => {
    const play = await openMode(mode);
    await play.bindPair();

    const codes: number[] = [];
    for (const state of [9, 10, 11] as const) {
      await play.control.setNumber(X, { state, notify: false });
      codes.push((await play.call(call)).stateCode);
    }

    expect(codes).toEqual([8055, 8055, 0]);
  });
});
