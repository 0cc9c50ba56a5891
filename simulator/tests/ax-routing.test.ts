import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axSteps } from './mode-steps.ts';
import { A, B, C, openPlayground, type Playground, STOP_PATH } from './playground.ts';

const FIXED_LINE = '+8675512345678';

describe('routing of AX calls', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AX' });
  });
  afterEach(() => playground.close());

  const { bind, setCallee, call, pushed } = axSteps(() => playground);

  it.each([
    ['nobody is bound', undefined, C, 8018],
    ['the number is switched off', { turnFlag: 'off' }, C, 8018],
    ['only A may call', { callDirection: 1 }, C, 8016],
    ['only others may call', { callDirection: 2 }, A, 8016],
    ['A is a fixed line', { origNum: FIXED_LINE }, FIXED_LINE, 8023],
    ['a fixed line calls A', {}, FIXED_LINE, 0],
    ['a 95 number calls A', {}, '+8695555', 0],
    ['a recording is not announced', { recordFlag: 'true' }, C, 8059],
  ])('when %s: state code', async (_case, fields, from, stateCode) => {
    if (fields) await bind(fields);
    if (fields && from !== C) await setCallee();

    expect((await call(from)).stateCode).toBe(stateCode);
  });

  it('tells a call to an X without binding as abnormal', async () => {
    await call(C);

    expect(pushed().cdrs()[0]).toMatchObject({ direction: 2, subscriptionId: '', ulFailReason: 8018 });
  });

  it.each([
    ['as long as its window, a minute by default', {}, 59, 60],
    ['as long as it was set for', { duration: 259_200 }, 259_199, 259_200],
  ])('reaches the temporary callee %s', async (_case, fields, openSeconds, closedSeconds) => {
    await bind();
    await setCallee(fields);

    await playground.control.advance(openSeconds);
    const open = await call(A);
    await playground.control.advance(closedSeconds - openSeconds);

    expect([open.stateCode, (await call(A)).stateCode]).toEqual([0, 8013]);
  });

  it('reaches the last temporary callee set, with its text', async () => {
    await bind({ userData: 'of the binding' });
    await setCallee({ userData: 'first' });
    await setCallee({ calleeNum: C, userData: 'second' });

    await call(A);

    expect(pushed().cdrs()[0]).toMatchObject({ fwdDstNum: C, userData: 'second' });
    expect(pushed().events()[0].statusInfo.userData).toBe('second');
  });

  it.each([
    ['window', [0, 0]],
    ['once', [0, 8013]],
  ] as const)('serves calls with a temporary callee: %s', async (temporaryCallee, stateCodes) => {
    await playground.control.setSettings({ temporaryCallee });
    await bind();
    await setCallee({ duration: 3600 });

    expect([(await call(A)).stateCode, (await call(A)).stateCode]).toEqual(stateCodes);
  });

  it('carries one call at a time on an X', async () => {
    await bind();
    const { sessionId } = await call(C, { pace: 'clock' });
    const second = await call(B);
    await playground.client.send('POST', STOP_PATH, { body: { sessionid: sessionId, signal: 'call_stop' } });

    expect([second.stateCode, (await call(B)).stateCode]).toEqual([8102, 0]);
  });

  it('shows A the real caller when the application may', async () => {
    await playground.control.setApp(playground.app.appKey, { showsRealCaller: true });
    await bind({ calleeNumDisplay: '1' });

    await call(C);

    expect(pushed().cdrs()[0]).toMatchObject({ fwdDisplayNum: C, fwdDstNum: A });
  });
});
