import { counted } from '../../../shared/status/counted.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type CheckLine, judged, ok, unknown, wrong } from './check-line.ts';
import type { Expected, ExpectedTable } from './expected.ts';

const DEPLOY = 'deploy again: npx serverless deploy --stage <stage>';
const MISSING = { text: 'does not exist', fix: DEPLOY };

/** The checks of the operator's own credentials: the parts of the stack, one line each. */
export const cloudChecks = async (
  cloud: Cloud,
  stage: string,
  { tables, functions, scheduled, alarms }: Expected,
  bucketName: string | undefined,
): Promise<readonly CheckLine[]> => {
  const stack = `privatenumber-${stage}`;
  const lines = await Promise.all([
    Promise.all(tables.map((table) => tableLines(cloud, `${stack}-${table.name}`, table))),
    bucketLines(cloud, bucketName),
    functionLines(cloud, stack, functions, scheduled),
    alarmLines(cloud, alarms),
  ]);
  return lines.flat(2);
};

const tableLines = async (
  cloud: Cloud,
  tableName: string,
  { name, keys, indexes, hasRecovery }: ExpectedTable,
): Promise<readonly CheckLine[]> => {
  const table = await cloud.table(tableName);
  const line = `table ${name}`;
  const shape = judged(
    line,
    table,
    (is) => {
      if (is.status !== 'ACTIVE') return wrong(line, `is ${is.status}`, 'wait until it is ACTIVE');
      if (is.keys !== keys) return wrong(line, `has the keys ${is.keys}, not ${keys}`, DEPLOY);
      const missing = indexes.filter((index) => !is.indexes.some((has) => has.keys === index));
      if (missing.length > 0) return wrong(line, `has no index ${missing.join(', ')}`, DEPLOY);
      const inactive = is.indexes.filter(({ status }) => status !== 'ACTIVE');
      return inactive.length === 0
        ? ok(line, `is there, with ${counted(indexes.length, 'index', 'indexes')}`)
        : wrong(line, `index ${inactive.map((index) => index.keys).join(', ')} is not active`, 'wait');
    },
    {
      text: 'does not exist',
      fix: 'deploy again; one that was deleted comes back from its point-in-time copies (docs/operations.md, Restore)',
    },
  );
  // Without a table there is nothing else to ask.
  if (table.kind !== 'seen') return [shape];
  const [ttl, recovery] = await Promise.all([
    cloud.timeToLive(tableName),
    hasRecovery ? cloud.pointInTimeRecovery(tableName) : undefined,
  ]);
  const ttlName = `${line}, time to live`;
  const recoveryName = `${line}, recovery`;
  return [
    shape,
    judged(
      ttlName,
      ttl,
      (isOn) => (isOn ? ok(ttlName, 'on') : wrong(ttlName, 'off: what is past its time stays', DEPLOY)),
      MISSING,
    ),
    ...(recovery === undefined
      ? []
      : [
          judged(
            recoveryName,
            recovery,
            (isOn) =>
              isOn ? ok(recoveryName, 'on') : wrong(recoveryName, 'point-in-time recovery is off', DEPLOY),
            MISSING,
          ),
        ]),
  ];
};

const bucketLines = async (cloud: Cloud, name: string | undefined): Promise<readonly CheckLine[]> => {
  if (name === undefined) return [unknown('bucket', 'not checked: the outputs of the stack do not name it')];
  const [access, encryption, lifecycle] = await Promise.all([
    cloud.bucket(name),
    cloud.bucketEncryption(name),
    cloud.bucketLifecycle(name),
  ]);
  return [
    judged(
      'bucket',
      access,
      ({ isPrivate }) =>
        isPrivate
          ? ok('bucket', 'is there and private')
          : wrong('bucket', 'is not closed to the public', DEPLOY),
      { text: `${name} does not exist, or has no block of public access`, fix: DEPLOY },
    ),
    judged('bucket, encryption', encryption, (by) => ok('bucket, encryption', by), {
      text: 'is not encrypted',
      fix: DEPLOY,
    }),
    judged('bucket, lifecycle', lifecycle, (rules) => ok('bucket, lifecycle', counted(rules, 'rule')), {
      text: 'has no lifecycle',
      fix: DEPLOY,
    }),
  ];
};

const functionLines = async (
  cloud: Cloud,
  stack: string,
  names: readonly string[],
  scheduled: readonly string[],
): Promise<readonly CheckLine[]> => {
  const found = await Promise.all(
    names.map(async (name) => ({ name, answer: await cloud.functionNamed(`${stack}-${name}`) })),
  );
  const lines = found.map(({ name, answer }) => {
    const line = `function ${name}`;
    return judged(
      line,
      answer,
      ({ state, lastUpdate, modifiedAt }) =>
        state === 'Active' && lastUpdate === 'Successful'
          ? ok(line, `deployed at ${modifiedAt}`)
          : wrong(line, `is ${state}, its last update ${lastUpdate}`, DEPLOY),
      MISSING,
    );
  });
  const schedules = await Promise.all(
    found
      .filter(({ name }) => scheduled.includes(name))
      .map(async ({ name, answer }) => {
        const line = `schedule ${name}`;
        if (answer.kind !== 'seen') return unknown(line, 'not checked: its function could not be looked at');
        const rules = await cloud.rulesOf(answer.value.arn);
        return judged(line, rules, (list) => scheduleLine(line, list), MISSING);
      }),
  );
  return [...shortened('functions', lines), ...schedules];
};

const scheduleLine = (
  line: string,
  rules: readonly Readonly<{ name: string; isEnabled: boolean }>[],
): CheckLine => {
  const disabled = rules.filter(({ isEnabled }) => !isEnabled);
  if (rules.length === 0) return wrong(line, 'has no rule: it never runs', DEPLOY);
  return disabled.length === 0
    ? ok(line, rules.length === 1 ? 'on' : `${rules.length} rules, all on`)
    : wrong(
        line,
        `switched off: ${disabled.map(({ name }) => name).join(', ')}`,
        'aws events enable-rule --name <rule> --region <region>',
      );
};

const alarmLines = async (cloud: Cloud, names: readonly string[]): Promise<readonly CheckLine[]> => {
  const answer = await cloud.alarms();
  if (answer.kind !== 'seen') return [judged('alarms', answer, () => ok('alarms', ''), MISSING)];
  const there = new Map(answer.value.map((alarm) => [alarm.name, alarm]));
  const lines = names.map((name) => {
    const line = `alarm ${name}`;
    const alarm = there.get(name);
    if (alarm === undefined) return wrong(line, 'does not exist', DEPLOY);
    return alarm.hasActions
      ? ok(line, 'on')
      : wrong(
          line,
          'tells nobody: its actions are off',
          'aws cloudwatch enable-alarm-actions --alarm-names <alarm> --region <region>',
        );
  });
  const topics = [...new Set(answer.value.flatMap((alarm) => alarm.topics))].sort();
  const subscriptions = await Promise.all(
    topics.map(async (topic) => {
      const line = `topic ${topic.split(':').at(-1)}`;
      return judged(
        line,
        await cloud.confirmedSubscriptions(topic),
        (confirmed) =>
          confirmed > 0
            ? ok(line, counted(confirmed, 'confirmed subscription'))
            : wrong(
                line,
                'nobody is told: no confirmed subscription',
                'set alarmEmail and confirm the e-mail, or subscribe by yourself',
              ),
        MISSING,
      );
    }),
  );
  return [...shortened('alarms', lines), ...subscriptions];
};

/** Many lines that are all well are one line. */
const shortened = (name: string, lines: readonly CheckLine[]): readonly CheckLine[] => {
  const bad = lines.filter(({ state }) => state !== 'ok');
  const good = lines.length - bad.length;
  return good === 0 ? bad : [ok(name, `${good} of ${lines.length} as they should be`), ...bad];
};
