import { describe, expect, it } from 'vitest';
import { A, B, C, CALLEE_PATH, codeOf, STOP_PATH, X } from '../playground.ts';
import { type Fields, openMode } from './open-mode.ts';

const openAx = async (fields: Fields = {}) => {
  const play = await openMode('AX');
  const subscriptionId = await play.bind(fields);
  return {
    ...play,
    subscriptionId,
    setCallee: (callee: Fields = {}) =>
      play.client.send('PUT', CALLEE_PATH, { body: { privateNum: X, calleeNum: B, ...callee } }),
    codeOfCall: async (from: string) => (await play.call({ from })).stateCode,
  };
};

describe('the temporary callee of AX', () => {
  it.each([
    ['as long as its window, a minute by default', {}, 59, 60],
    ['as long as it was set for', { duration: 259_200 }, 259_199, 259_200],
  ])('is reached %s', async (_case, fields, openSeconds, closedSeconds) => {
    const ax = await openAx();
    await ax.setCallee(fields);

    await ax.control.advance(openSeconds);
    const open = await ax.codeOfCall(A);
    await ax.control.advance(closedSeconds - openSeconds);

    expect([open, await ax.codeOfCall(A)]).toEqual([0, 8013]);
  });

  it('is the last one set, with its userData', async () => {
    const ax = await openAx({ userData: 'of the binding' });
    await ax.setCallee({ userData: 'first' });
    await ax.setCallee({ calleeNum: C, userData: 'second' });

    await ax.call({ from: A });

    expect(ax.pushed().cdrs()[0]).toMatchObject({ fwdDstNum: C, userData: 'second' });
    expect(ax.pushed().events()[0].statusInfo.userData).toBe('second');
  });

  it.each([
    ['window', [0, 0]],
    ['once', [0, 8013]],
  ] as const)('serves the calls of its setting: %s', async (temporaryCallee, stateCodes) => {
    const ax = await openAx();
    await ax.control.setSettings({ temporaryCallee });
    await ax.setCallee({ duration: 3600 });

    expect([await ax.codeOfCall(A), await ax.codeOfCall(A)]).toEqual(stateCodes);
  });
});

describe('AX', () => {
  it('carries one call at a time on an X', async () => {
    const ax = await openAx();
    const { sessionId } = await ax.call({ from: C, pace: 'clock' });
    const second = await ax.codeOfCall(B);
    await ax.client.send('POST', STOP_PATH, { body: { sessionid: sessionId, signal: 'call_stop' } });

    expect([second, await ax.codeOfCall(B)]).toEqual([8102, 0]);
  });

  it('shows A the real caller when the application may', async () => {
    const play = await openMode('AX');
    await play.control.setApp(play.app.appKey, { showsRealCaller: true });
    await play.bind({ calleeNumDisplay: '1' });

    await play.call({ from: C });

    expect(play.pushed().cdrs()[0]).toMatchObject({ fwdDisplayNum: C, fwdDstNum: A });
  });

  it('limits the binds of an A a day', async () => {
    const ax = await openAx();
    await ax.control.setSettings({ bindsPerDay: 1 });
    await ax.send('DELETE', { query: `subscriptionId=${ax.subscriptionId}` });
    const bindAgain = async () => codeOf(await ax.send('POST', { body: { origNum: A, privateNum: X } }));

    const sameDay = await bindAgain();
    await ax.control.advance(86_400);

    expect([sameDay, await bindAgain()]).toEqual(['403/1020182', '200/0']);
  });
});
