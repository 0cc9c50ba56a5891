import { describe, expect, it } from 'vitest';
import { createProcessGate } from '../../../packages/platform/src/process-gate.ts';
import type { Standing } from '../../../shared/platform/result-codes/result-codes.ts';

const APP = { name: 'AXB', appKey: 'made-up-key', appSecret: 'made-up-secret' };

const gateAt = (start = Date.parse('2026-03-01T08:00:00Z')) => {
  let nowMs = start;
  const gate = createProcessGate(() => new Date(nowMs));
  return {
    advance: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    enter: () => gate.enter(APP),
    call: async (standing: Standing) => {
      const pass = await gate.enter(APP);
      if (pass.kind === 'open') await pass.report(standing);
      return pass.kind === 'open' ? pass.kind : `${pass.by} ${pass.retryAfterSeconds}`;
    },
  };
};

describe('the gate of one process', () => {
  it('shuts for half an hour after three failed authentications in a row', async () => {
    const { call, advance } = gateAt();
    await call('authentication-failure');
    await call('authentication-failure');
    await call('accepted');
    await call('authentication-failure');
    await call('authentication-failure');
    const third = await call('authentication-failure');

    expect([third, await call('accepted')]).toEqual(['open', 'lock-out 1800']);
    advance(1799);
    expect(await call('accepted')).toBe('lock-out 1');
    advance(1);
    expect(await call('accepted')).toBe('open');
  });

  it('shuts for half an hour after a lock-out, and for a minute after throttling', async () => {
    const { call, advance } = gateAt();
    await call('throttle');
    const throttled = await call('accepted');
    advance(60);
    await call('lock-out');

    expect([throttled, await call('accepted')]).toEqual(['throttle 60', 'lock-out 1800']);
  });

  it('lets one call probe until the credentials are accepted, and all of them afterwards', async () => {
    const { enter, call } = gateAt();
    const first = await enter();
    let isThrough = false;
    const second = enter().then((pass) => {
      isThrough = true;
      return pass;
    });
    await Promise.resolve();
    expect(isThrough).toBe(false);

    if (first.kind === 'open') await first.report('accepted');

    expect((await second).kind).toBe('open');
    await call('accepted');
    expect([(await enter()).kind, (await enter()).kind]).toEqual(['open', 'open']);
  });
});
