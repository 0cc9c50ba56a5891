import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axSteps } from './mode-steps.ts';
import { A, AX_PATH, B, codeOf, openPlayground, type Playground, X } from './playground.ts';

describe('AX rules that need the control API', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AX' });
  });
  afterEach(() => playground.close());

  const { bind, setCallee } = axSteps(() => playground);

  it.each([9, 10, 11] as const)('gives no new binding to an X in state %i', async (state) => {
    await playground.control.setNumber(X, { state, notify: false });

    const named = await playground.client.send('POST', AX_PATH, {
      body: { origNum: A, privateNum: X },
    });
    const picked = await playground.client.send('POST', AX_PATH, {
      body: { origNum: A, areaCode: '0755', privateNumType: 'mobile-virtual' },
    });

    expect([named, picked].map(codeOf)).toEqual(['403/1012102', '403/1011002']);
  });

  it.each([
    [9, '403/1012102'],
    [10, '403/1012102'],
    [11, '200/0'],
  ] as const)('changes a binding of an X in state %i: %s', async (state, expected) => {
    await bind();
    await playground.control.setNumber(X, { state, notify: false });

    const changed = await playground.client.send('PUT', AX_PATH, {
      body: { privateNum: X, maxDuration: 1 },
    });

    expect([codeOf(changed), codeOf(await setCallee())]).toEqual([expected, expected]);
  });

  it('limits the binds of an A a day', async () => {
    await playground.control.setSettings({ bindsPerDay: 1 });
    const body = { origNum: A, privateNum: X };
    await playground.client.send('DELETE', AX_PATH, { query: `subscriptionId=${await bind()}` });

    const sameDay = await playground.client.send('POST', AX_PATH, { body });
    await playground.control.advance(86_400);

    expect([codeOf(sameDay), codeOf(await playground.client.send('POST', AX_PATH, { body }))]).toEqual([
      '403/1020182',
      '200/0',
    ]);
  });

  it('never ends a binding by itself, and shows it with its temporary callee', async () => {
    const subscriptionId = await bind();
    await playground.control.advance(1000 * 86_400);
    await setCallee({ duration: 60 });

    expect(await playground.control.bindings({ x: X })).toMatchObject([
      {
        subscriptionId,
        mode: 'AX',
        a: A,
        b: null,
        expiresAt: null,
        temporaryCallee: { number: B, expiresAt: '2028-11-25T02:32:20.000Z' },
      },
    ]);
  });

  it('refuses to record when recording is not enabled', async () => {
    await playground.control.setApp(playground.app.appKey, { recording: false });
    const body = { origNum: A, privateNum: X, recordFlag: 'true' };

    expect(codeOf(await playground.client.send('POST', AX_PATH, { body }))).toBe('403/1012012');
  });
});
