// The alarms of resources/alarm-table.cjs, and the two topics that they tell. CommonJS, because that is what the framework reads
// files with.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { ALARMS, COMPOSITES } = require('./alarm-table.cjs');

const FUNCTIONS = join(__dirname, '..', 'functions');

/** An alarm may look at so many metrics. */
const MOST_METRICS = 10;

/** Its requests may be anybody's: a flood of them is turned away, and wakes nobody. */
const STRAY_PUSHES = 'other-webhook';

const triggers = (folder) => readFileSync(join(FUNCTIONS, folder, 'function.yml'), 'utf8');

/** The functions that run by themselves, by what starts them; an operator sees what the others say. */
const groupsOfFunctions = () => {
  const folders = readdirSync(FUNCTIONS);
  const started = (by) => folders.filter((folder) => by.test(triggers(folder)));
  const schedules = started(/^ *- (?:schedule|stream):|archiver-schedules/m);
  const webhooks = folders.filter((folder) => folder.endsWith('-webhook'));
  const api = started(/^ *- httpApi:/m).filter((folder) => !webhooks.includes(folder));
  return { webhooks, schedules, api };
};

const pascal = (name) => name.replace(/(?:^|-)(\w)/g, (_all, letter) => letter.toUpperCase());

const logicalId = (name) => `${pascal(name)}Alarm`;

const ofFunction = (prefix, folder, metric) => ({
  Namespace: 'AWS/Lambda',
  MetricName: metric,
  Dimensions: [{ Name: 'FunctionName', Value: `${prefix}-${folder}` }],
});

/** The metrics of AWS that rows of the table name. A list is summed. */
const AWS_METRICS = {
  'webhook-errors': (prefix, { webhooks }) => webhooks.map((folder) => ofFunction(prefix, folder, 'Errors')),
  'schedule-errors': (prefix, { schedules }) =>
    schedules.map((folder) => ofFunction(prefix, folder, 'Errors')),
  'api-errors': (prefix, { api }) => api.map((folder) => ofFunction(prefix, folder, 'Errors')),
  throttles: (prefix, { webhooks, schedules }) =>
    [...webhooks.filter((folder) => folder !== STRAY_PUSHES), ...schedules].map((folder) =>
      ofFunction(prefix, folder, 'Throttles'),
    ),
  'sweeper-runs': (prefix) => [ofFunction(prefix, 'binding-sweeper', 'Invocations')],
  'archiver-runs': (prefix) => [ofFunction(prefix, 'recording-archiver', 'Invocations')],
  'measuring-runs': (prefix) => [ofFunction(prefix, 'measure-state', 'Invocations')],
  'counting-runs': (prefix) => [ofFunction(prefix, 'count-usage', 'Invocations')],
  'comparing-runs': (prefix) => [ofFunction(prefix, 'reconcile', 'Invocations')],
  'report-runs': (prefix) => [ofFunction(prefix, 'report-numbers', 'Invocations')],
  'privacy-runs': (prefix) => [ofFunction(prefix, 'manage-privacy', 'Invocations')],
  'events-runs': (prefix) => [ofFunction(prefix, 'publish-events', 'Invocations')],
  'events-age': (prefix) => [ofFunction(prefix, 'publish-events', 'IteratorAge')],
  'untold-events': (prefix) => [
    {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: `${prefix}-untold-events` }],
    },
  ],
  'export-runs': (prefix) => [ofFunction(prefix, 'export-records', 'Invocations')],
  'recordings-runs': (prefix) => [ofFunction(prefix, 'manage-recordings', 'Invocations')],
  'api-5xx': () => [ofApi('5xx')],
  'api-requests': () => [ofApi('Count')],
};

const ofApi = (metric) => ({
  Namespace: 'AWS/ApiGateway',
  MetricName: metric,
  Dimensions: [{ Name: 'ApiId', Value: { Ref: 'HttpApi' } }],
});

const ofOurs = (stage, { metric, by = {} }) => ({
  Namespace: 'PrivateNumber',
  MetricName: metric,
  Dimensions: Object.entries({ stage, ...by }).map(([Name, Value]) => ({ Name, Value })),
});

/** At most ten metrics each. */
const shares = (metrics) =>
  Array.from({ length: Math.ceil(metrics.length / MOST_METRICS) }, (_, share) =>
    metrics.slice(share * MOST_METRICS, (share + 1) * MOST_METRICS),
  );

/** The part of an alarm that says what it computes, from metrics `{ Metric, Stat }` by their ids. Without data of one there is none. */
const computed = (Expression, seconds, metrics) => ({
  Metrics: [
    { Id: 'all', Expression, Label: 'all', ReturnData: true },
    ...Object.entries(metrics).map(([Id, MetricStat]) => ({
      Id,
      MetricStat: { ...MetricStat, Period: seconds },
      ReturnData: false,
    })),
  ],
});

/** The part of an alarm that says which metric it watches, or the sum of which. A function that did not run has no data, and counts as none. */
const watched = (deployment, row, metrics) => {
  const { statistic: Stat = 'Sum', seconds = 300, least, share } = row;
  const [Metric] = metrics;
  if (least !== undefined) {
    const counted = { Metric: ofOurs(deployment.stage, least), Stat: 'Sum' };
    return computed(`IF(counted >= ${least.count}, value, 0)`, seconds, { value: { Metric, Stat }, counted });
  }
  if (share !== undefined) {
    const [whole] = AWS_METRICS[share.of]();
    return computed(`IF(part >= ${share.least}, 100 * part / whole, 0)`, seconds, {
      part: { Metric, Stat },
      whole: { Metric: whole, Stat },
    });
  }
  if (metrics.length === 1) return { ...Metric, Statistic: Stat, Period: seconds };
  const all = metrics.map((one, index) => [`m${index + 1}`, { Metric: one, Stat }]);
  return computed('SUM(METRICS())', seconds, Object.fromEntries(all));
};

/** One alarm, or several where there are more metrics than one may look at. */
const alarmsOf = (deployment, row) => {
  const { prefix, stage, groups, tell } = deployment;
  const { name, severity, times = 1, at = 1, below, noData, partOf } = row;
  const metrics = row.aws === undefined ? [ofOurs(stage, row)] : AWS_METRICS[row.aws](prefix, groups);
  return shares(metrics).map((share, index) => {
    const suffix = index === 0 ? '' : `-${index + 1}`;
    const resource = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: `${prefix}-${name}${suffix}`,
        AlarmDescription: descriptionOf(row),
        ...watched(deployment, row, share),
        EvaluationPeriods: times,
        ComparisonOperator: below === undefined ? 'GreaterThanOrEqualToThreshold' : 'LessThanThreshold',
        Threshold: below ?? (typeof at === 'number' ? at : Number(deployment.settings[at.setting])),
        TreatMissingData: noData === 'rings' ? 'missing' : 'notBreaching',
        ...(partOf === undefined ? tell(severity) : {}),
        ...(noData === 'rings' ? { InsufficientDataActions: tell(severity).AlarmActions } : {}),
      },
    };
    return [`${logicalId(name + suffix)}`, resource];
  });
};

const descriptionOf = ({ name, severity, means }) =>
  `${means} [${severity}] See docs/runbook/alarms/${name}.md`;

/** `made`: each row with the alarms that it became, as `[id, resource]`. */
const compositeOf = ({ prefix, tell }, composite, made) => {
  const { name, severity, causes } = composite;
  const alarmsWhere = (isMeant) => made.filter(({ row }) => isMeant(row)).flatMap(({ alarms }) => alarms);
  const parts = alarmsWhere(({ partOf }) => partOf === name);
  const reasons = alarmsWhere((row) => causes.includes(row.name));
  const rung = (alarms) =>
    alarms.map(([, { Properties }]) => `ALARM("${Properties.AlarmName}")`).join(' OR ');
  return {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    // The alarms of a rule have to be there first.
    DependsOn: [...parts, ...reasons].map(([id]) => id),
    Properties: {
      AlarmName: `${prefix}-${name}`,
      AlarmDescription: descriptionOf(composite),
      AlarmRule: `(${rung(parts)}) AND NOT (${rung(reasons)})`,
      ...tell(severity),
    },
  };
};

/** The topic of a severity: one of the stack's own, or one that the deployment names. */
const topicOf = (prefix, severity, given, email) => {
  const id = `${pascal(severity)}Topic`;
  if (given !== '') return { arn: given, resources: {} };
  const subscription = email === '' ? {} : { Subscription: [{ Protocol: 'email', Endpoint: email }] };
  const topic = {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: `${prefix}-${severity}`, ...subscription },
  };
  return { arn: { Ref: id }, resources: { [id]: topic } };
};

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('self:provider.stage');
  const prefix = `${await resolveVariable('self:service')}-${stage}`;
  const setting = (name) => resolveVariable(`self:custom.settings.${name}`);
  const email = await setting('alarmEmail');
  const topics = {
    page: topicOf(prefix, 'page', await setting('pageTopicArn'), email),
    ticket: topicOf(prefix, 'ticket', await setting('ticketTopicArn'), email),
  };
  const tell = (severity) => ({ AlarmActions: [topics[severity].arn], OKActions: [topics[severity].arn] });
  const settings = { silenceMinutes: await setting('silenceMinutes') };
  const deployment = { prefix, stage, groups: groupsOfFunctions(), tell, settings };
  const made = ALARMS.map((row) => ({ row, alarms: alarmsOf(deployment, row) }));
  return {
    Resources: {
      ...topics.page.resources,
      ...topics.ticket.resources,
      ...Object.fromEntries(made.flatMap(({ alarms }) => alarms)),
      ...Object.fromEntries(
        COMPOSITES.map((row) => [logicalId(row.name), compositeOf(deployment, row, made)]),
      ),
    },
  };
};
