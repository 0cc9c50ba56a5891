/** The state of a deployment on a bad day, as the API would tell it: what no local stack has. */
const H = (hour: number): string => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const hours = (counts: readonly number[]) => counts.map((count, index) => ({ at: H(index), count }));
const REFUSED = hours([0, 0, 4, 9, 2, 0, 0, 0, 0, 0, 0, 1]);

const line = (part: string, code: string, state: string, more: object = {}) => ({
  ...{ part, code, name: `${part} ${code}`, state, text: `${part} ${code}`, values: {} },
  ...more,
});
const page = (name: string) => ({ page: `docs/runbook/alarms/${name}.md` });

export const BAD_DAY = {
  at: '2026-03-01T11:20:00.000Z',
  lines: [
    line('gate', 'gate-locked-out', 'wrong', {
      ...{ app: 'rides', values: { failures: 5, since: H(11), until: '2026-03-01T11:30:00.000Z' } },
      ...page('platform-locked-out'),
    }),
    line('backlog', 'backlog-empty', 'ok'),
    line('silence', 'pushes-come', 'ok'),
    line('last-pushes', 'last-push', 'ok', { app: 'rides', values: { at: '2026-03-01T11:18:30.000Z' } }),
    line('last-pushes', 'last-push-unseen', 'unknown', { app: 'sales', values: { lookedBackTo: H(0) } }),
    line('quarantine', 'quarantine-not-empty', 'wrong', {
      ...{ values: { items: 2 } },
      ...page('quarantine-not-empty'),
    }),
    line('pool', 'pool-filled', 'ok', {
      ...{ app: 'rides', values: { area: '755', available: 9, draining: 3, looked: 12, busy: 2 } },
    }),
    line('pool', 'pool-empty', 'wrong', {
      ...{ app: 'sales', values: { area: 'none', suspended: 4, looked: 4, busy: 0 } },
      ...page('pool-nearly-empty'),
    }),
    line('recordings', 'recordings-last-day', 'wrong', {
      values: { waiting: 3, due: 1, nearestDeadlineAt: H(20) },
      ...page('recordings-last-day'),
    }),
    line('recordings', 'recordings-none-lost', 'ok', { values: { lost: 0 } }),
    line('alarms', 'alarm-rings', 'wrong', {
      ...{ values: { alarm: 'recordings-last-day', since: H(9) } },
      ...page('recordings-last-day'),
    }),
    line('alarms', 'of-a-later-release', 'unknown', { text: 'Something that this console does not know.' }),
    line('runs', 'run-seen', 'ok', {
      values: {
        ...{ function: 'binding-sweeper', withinSeconds: 900, runs: 15, errors: 0 },
        lastRunAt: '2026-03-01T11:15:00.000Z',
      },
    }),
    line('runs', 'run-missing', 'wrong', {
      ...{ values: { function: 'recording-archiver', withinSeconds: 900, runs: 0, errors: 0 } },
      ...page('archiver-silent'),
    }),
  ],
  alarms: {
    value: [{ name: 'recordings-last-day', page: 'recordings-last-day', isRinging: true, since: H(9) }],
  },
  lastRuns: { value: [] },
  receivedPushes: { value: hours([3, 5]) },
  refusedPushes: {
    value: { total: REFUSED, byReason: [{ reason: 'wrong-digest', hours: REFUSED }] },
  },
};
