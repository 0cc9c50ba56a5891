import type { Cloud } from '../../tools/commands/cloud/cloud.ts';
import type { Expected } from '../../tools/commands/doctor/expected.ts';

/** The parts that {@link aCloud} has. */
export const EXPECTED: Expected = {
  tables: [
    { name: 'bindings', keys: 'pk sk', indexes: ['a-index aKey createdAt'], hasRecovery: true },
    { name: 'pushes', keys: 'pk sk', indexes: [], hasRecovery: false },
  ],
  functions: ['bind', 'binding-sweeper'],
  scheduled: ['binding-sweeper'],
  alarms: ['arrears', 'platform-locked-out'],
};

const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:privatenumber-prod-page';

const value = <Value>(seenValue: Value) => ({ kind: 'seen' as const, value: seenValue });

const anAlarm = (name: string) => ({
  name,
  isRinging: false,
  hasActions: true,
  topics: [TOPIC],
  since: '2026-03-01T00:00:00.000Z',
});

/** A deployment without a fault, but for the answers that are given. */
export const aCloud = (answers: Partial<Cloud> = {}): Cloud => ({
  outputs: async () =>
    value({ HttpApiUrl: 'https://api.example.com', RecordingsBucketName: 'the-recordings' }),
  table: async (name) =>
    value({
      status: 'ACTIVE',
      keys: 'pk sk',
      indexes: name.endsWith('bindings') ? [{ keys: 'a-index aKey createdAt', status: 'ACTIVE' }] : [],
    }),
  timeToLive: async () => value(true),
  pointInTimeRecovery: async () => value(true),
  bucket: async () => value({ isPrivate: true }),
  bucketEncryption: async () => value('AES256'),
  bucketLifecycle: async () => value(2),
  functionNamed: async (name) =>
    value({
      arn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
      state: 'Active',
      lastUpdate: 'Successful',
      modifiedAt: '2026-02-28T10:00:00.000Z',
    }),
  rulesOf: async () => value([{ name: 'the-rule', isEnabled: true }]),
  alarms: async () => value(EXPECTED.alarms.map(anAlarm)),
  confirmedSubscriptions: async () => value(1),
  runsOf: async () => value({ runs: 60, errors: 0, lastRunAt: '2026-03-01T07:59:00.000Z' }),
  secret: async () => value({ versionId: 'version-1', changedAt: '2026-02-01T08:00:00.000Z' }),
  ...answers,
});
