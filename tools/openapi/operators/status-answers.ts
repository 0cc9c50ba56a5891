import * as v from 'valibot';
import { CountField, MomentField } from '../answer-fields.ts';

const StatusLine = v.object({
  part: v.pipe(
    v.picklist([
      ...(['gate', 'backlog', 'silence', 'last-pushes', 'quarantine', 'pool', 'recordings'] as const),
      ...(['alarms', 'runs'] as const),
    ]),
    v.description('What it is about.'),
  ),
  code: v.pipe(v.string(), v.description('Stable; with `values` it says the same as `text`.')),
  name: v.string(),
  app: v.optional(v.pipe(v.string(), v.description('Of a gate, `*` is every app.'))),
  state: v.pipe(
    v.picklist(['ok', 'wrong', 'unknown']),
    v.description('`wrong`: somebody has to do something. `unknown`: nobody could look.'),
  ),
  text: v.pipe(v.string(), v.description('In English, for people.')),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
  page: v.optional(v.pipe(v.string(), v.description('The page of the project that says what to do.'))),
});

const partOf = <Value extends v.GenericSchema>(value: Value, what: string) =>
  v.pipe(
    v.nullable(v.union([v.object({ value }), v.object({ failed: v.picklist(['not-answered']) })])),
    v.description(`${what} \`failed\`: CloudWatch gave no answer. \`null\` for keys of some apps.`),
  );

const Hours = v.array(v.object({ at: MomentField, count: CountField }));

const Alarm = v.object({
  name: v.string(),
  page: v.pipe(v.string(), v.description('The name of its page.')),
  isRinging: v.boolean(),
  since: v.pipe(MomentField, v.description('When it began to ring, or stopped.')),
});

const Runs = v.object({
  name: v.string(),
  withinSeconds: v.pipe(CountField, v.description('Within how long it must have run.')),
  lastRunAt: v.pipe(v.nullable(MomentField), v.description('To five minutes; `null`: none within that.')),
  runs: v.pipe(CountField, v.description('Within that time.')),
  errors: CountField,
});

const Refused = v.object({
  total: Hours,
  byReason: v.array(v.object({ reason: v.string(), hours: Hours })),
});

/** The answer about the state of a deployment. */
export const STATUS_ANSWERS = {
  DeploymentStatus: v.object({
    at: MomentField,
    lines: v.array(StatusLine),
    alarms: partOf(v.array(Alarm), 'All alarms; none on the local stack.'),
    lastRuns: partOf(v.array(Runs), 'The functions that run by themselves.'),
    receivedPushes: partOf(Hours, 'Journaled pushes of the last 24 hours and the one that goes on.'),
    refusedPushes: partOf(Refused, 'Pushes that were refused, which are stored nowhere; the same hours.'),
  }),
};

const HOURS = [{ at: '2026-03-01T08:00:00.000Z', count: 3 }];

/** Made up. */
export const STATUS_EXAMPLES = {
  DeploymentStatus: {
    at: '2026-03-01T08:20:00.000Z',
    lines: [
      {
        ...{ part: 'gate', code: 'gate-open', name: 'gate', state: 'ok', text: 'open for 2 apps' },
        values: { apps: 2 },
      },
      {
        ...{ part: 'quarantine', code: 'quarantine-not-empty', name: 'quarantine', state: 'wrong' },
        ...{ text: '1 item', values: { items: 1 }, page: 'docs/runbook/alarms/quarantine-not-empty.md' },
      },
    ],
    alarms: {
      value: [
        {
          ...{ name: 'quarantine-not-empty', page: 'quarantine-not-empty', isRinging: true },
          since: '2026-03-01T08:15:00.000Z',
        },
      ],
    },
    lastRuns: {
      value: [
        {
          ...{ name: 'binding-sweeper', withinSeconds: 900, lastRunAt: '2026-03-01T08:15:00.000Z' },
          ...{ runs: 20, errors: 0 },
        },
      ],
    },
    receivedPushes: { value: HOURS },
    refusedPushes: { value: { total: HOURS, byReason: [{ reason: 'wrong-digest', hours: HOURS }] } },
  },
};
