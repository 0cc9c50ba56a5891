import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ROOT } from '../../../tools/local-stack/template.ts';

type Job = Readonly<{ nextInvocation: () => Date; cancel: () => void }>;
const offline = createRequire(import.meta.url).resolve('serverless-offline');
const schedules = createRequire(offline)('node-schedule');

const { goOnFromNow } = await import(`${ROOT}/tools/local-stack/shared-clock.mjs`);

let job: Job;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T08:00:30.000Z') });
  job = schedules.scheduleJob('* * * * *', () => undefined);
});
afterEach(() => {
  job.cancel();
  vi.useRealTimers();
});

it.each([
  ['ahead', '2026-03-06T08:00:30.000Z', '2026-03-06T08:01:00.000Z'],
  ['back', '2026-02-01T08:00:30.000Z', '2026-02-01T08:01:00.000Z'],
])('a schedule goes on from the minute to which the clock was put %s', (_case, now, next) => {
  vi.setSystemTime(new Date(now));

  goOnFromNow(schedules);

  expect(new Date(job.nextInvocation()).toISOString()).toBe(next);
});
