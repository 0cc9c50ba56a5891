// The cost model of docs/performance.md: list prices and assumptions below, times what tests/harness/cost-meter.ts counts.
//
//   node tools/with-node24.mjs tests/bench/cost-model.ts           prints it
//   node tools/with-node24.mjs tests/bench/cost-model.ts --write   writes it into docs/performance.md
import { loadTemplate, type Template } from '../../tools/local-stack/template.ts';
import type { Cost } from '../harness/cost-meter.ts';
import { putIntoPage } from './table/page.ts';
import { lifeCosts, recordedCallCost } from './table/wire-costs.ts';

/** US dollars, list prices of us-east-1 as far as known, to be checked; without free tiers and discounts. */
const PRICES = {
  'Lambda, a million requests': 0.2,
  'Lambda on arm64, a GB-second': 0.000_013_333_4,
  'HTTP API, a million requests': 1,
  'DynamoDB on demand, a million write units': 0.625,
  'DynamoDB on demand, a million read units': 0.125,
  'DynamoDB, a GB and month stored': 0.25,
  'DynamoDB, a GB and month of point-in-time recovery': 0.2,
  'S3, a thousand PUT requests': 0.005,
  'S3 Standard, a GB and month': 0.023,
  'CloudWatch Logs, a GB taken in': 0.5,
  'CloudWatch, a metric and month': 0.3,
  'CloudWatch, a metric of an alarm and month': 0.1,
  'CloudWatch, a composite alarm and month': 0.5,
  'CloudWatch, a dashboard and month': 3,
  'Secrets Manager, a secret and month': 0.4,
  'Secrets Manager, ten thousand reads': 0.05,
};

/** Assumptions about the use; change them to your own. */
const USE = {
  'share of calls that are recorded': 0.5,
  'bindings a call': 0.5,
  'share of bindings that are unbound; the others expire': 0.5,
  'MB of a recording': 0.5,
  'days that calls and recordings stay': 180,
  'milliseconds billed for a push': 30,
  'milliseconds billed for a bind or unbind': 300,
  'milliseconds billed for a recording': 500,
  'milliseconds billed for a run on schedule that finds nothing': 60,
  'bytes logged an invocation': 700,
  'metrics with data, idle': 0,
  'metrics with data, busy': 60,
  'reads of the secret an hour': 75,
  'bytes of index entries for each byte of an item': 0.5,
};

const DAYS_A_MONTH = 30;
const MEMORY_GB = 0.5;
const PUSHES_A_CALL = 6;

type Counts = Readonly<{
  bind: Cost;
  unbind: Cost;
  expiry: Cost;
  call: Cost;
  metricsOfAlarms: number;
  compositeAlarms: number;
  secrets: number;
  runsAMonth: number;
}>;
type Bill = Readonly<Record<string, number>>;

const count = async (): Promise<Counts> => {
  const template = await loadTemplate();
  const ofType = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);
  return {
    ...(await lifeCosts('AXB')),
    call: await recordedCallCost(),
    metricsOfAlarms: ofType('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => metricsOf(Properties['Metrics']))
      .reduce((sum, metrics) => sum + metrics, 0),
    compositeAlarms: ofType('AWS::CloudWatch::CompositeAlarm').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    runsAMonth: runsAMonth(template),
  };
};

/** The metrics that an alarm looks at: one, or those of its expression. */
const metricsOf = (queries: unknown): number =>
  Array.isArray(queries) ? queries.filter((query) => 'MetricStat' in query).length : 1;

/** Runs on schedule a month; those of the night are few. */
const runsAMonth = ({ Resources }: Template): number =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .map(({ Properties }) => /^rate\((\d+) minutes?\)$/.exec(String(Properties['ScheduleExpression']))?.[1])
    .reduce(
      (sum, minutes) => sum + (minutes === undefined ? 0 : (DAYS_A_MONTH * 24 * 60) / Number(minutes)),
      0,
    );

/** A month in dollars, by service, for so many calls a day. */
const billOf = (callsADay: number, counts: Counts): Bill => {
  const calls = callsADay * DAYS_A_MONTH;
  const recorded = calls * USE['share of calls that are recorded'];
  const bound = calls * USE['bindings a call'];
  const unbound = bound * USE['share of bindings that are unbound; the others expire'];
  const pushes = calls * PUSHES_A_CALL;
  const total = (of: 'writeUnits' | 'readUnits' | 'storedBytes'): number =>
    calls * counts.call[of] +
    bound * counts.bind[of] +
    unbound * counts.unbind[of] +
    (bound - unbound) * counts.expiry[of];
  const invocations = pushes + bound + unbound + counts.runsAMonth;
  const billedMs =
    pushes * USE['milliseconds billed for a push'] +
    (bound + unbound) * USE['milliseconds billed for a bind or unbind'] +
    recorded * USE['milliseconds billed for a recording'] +
    counts.runsAMonth * USE['milliseconds billed for a run on schedule that finds nothing'];
  const months = USE['days that calls and recordings stay'] / DAYS_A_MONTH;
  const storedGb =
    (total('storedBytes') * months * (1 + USE['bytes of index entries for each byte of an item'])) / 1e9;
  const metrics = USE[calls > 0 ? 'metrics with data, busy' : 'metrics with data, idle'];
  return {
    Lambda:
      (invocations / 1e6) * PRICES['Lambda, a million requests'] +
      (billedMs / 1000) * MEMORY_GB * PRICES['Lambda on arm64, a GB-second'],
    'HTTP API': ((pushes + bound + unbound) / 1e6) * PRICES['HTTP API, a million requests'],
    'DynamoDB, writes': (total('writeUnits') / 1e6) * PRICES['DynamoDB on demand, a million write units'],
    'DynamoDB, reads':
      ((total('readUnits') + counts.runsAMonth * IDLE_READ_UNITS) / 1e6) *
      PRICES['DynamoDB on demand, a million read units'],
    'DynamoDB, storage':
      storedGb *
      (PRICES['DynamoDB, a GB and month stored'] +
        PRICES['DynamoDB, a GB and month of point-in-time recovery']),
    S3:
      (recorded / 1000) * PRICES['S3, a thousand PUT requests'] +
      ((recorded * USE['MB of a recording'] * months) / 1000) * PRICES['S3 Standard, a GB and month'],
    'CloudWatch, logs':
      ((invocations * USE['bytes logged an invocation']) / 1e9) * PRICES['CloudWatch Logs, a GB taken in'],
    'CloudWatch, alarms and metrics':
      counts.metricsOfAlarms * PRICES['CloudWatch, a metric of an alarm and month'] +
      counts.compositeAlarms * PRICES['CloudWatch, a composite alarm and month'] +
      PRICES['CloudWatch, a dashboard and month'] +
      metrics * PRICES['CloudWatch, a metric and month'],
    'Secrets Manager':
      counts.secrets * PRICES['Secrets Manager, a secret and month'] +
      ((USE['reads of the secret an hour'] * 24 * DAYS_A_MONTH) / 10_000) *
        PRICES['Secrets Manager, ten thousand reads'],
  };
};

/** Of a run that finds nothing: queries of an index, half a unit each. */
const IDLE_READ_UNITS = 4;

const dollars = (value: number): string =>
  value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString('en');

const LOADS = [0, 10_000, 1_000_000, 10_000_000];

const tableOf = (counts: Counts): string => {
  const bills = LOADS.map((load) => billOf(load, counts));
  const sums = bills.map((bill) => Object.values(bill).reduce((sum, part) => sum + part, 0));
  const line = (name: string, values: readonly number[]) =>
    `| ${name} | ${values.map(dollars).join(' | ')} |`;
  return [
    `| US dollars a month | ${LOADS.map((load) => (load === 0 ? 'idle' : `${load.toLocaleString('en')} calls a day`)).join(' | ')} |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...Object.keys(bills[0] ?? {}).map((service) =>
      line(
        service,
        bills.map((bill) => bill[service] ?? 0),
      ),
    ),
    line('all', sums),
    `| for 1,000 calls | | ${sums
      .slice(1)
      .map((sum, index) => dollars(sum / (((LOADS[index + 1] ?? 0) * DAYS_A_MONTH) / 1000)))
      .join(' | ')} |`,
  ].join('\n');
};

const listOf = (title: string, inputs: Readonly<Record<string, number>>): string =>
  [
    `| ${title} | |`,
    '| --- | ---: |',
    ...Object.entries(inputs).map(([name, value]) => `| ${name} | ${value} |`),
  ].join('\n');

const counts = await count();
const counted = {
  'write units of a bind': counts.bind.writeUnits,
  'write units of an unbind': counts.unbind.writeUnits,
  'write units of an expiry': counts.expiry.writeUnits,
  'write units of a recorded call': counts.call.writeUnits,
  'read units of a bind': counts.bind.readUnits,
  'bytes stored of a bind': counts.bind.storedBytes,
  'bytes stored of a call': counts.call.storedBytes,
  'metrics that alarms look at': counts.metricsOfAlarms,
  'composite alarms': counts.compositeAlarms,
  secrets: counts.secrets,
  'runs on schedule a month': counts.runsAMonth,
};
const text = [
  tableOf(counts),
  listOf('Prices, in US dollars: list prices of us-east-1, to be checked', PRICES),
  listOf('Use, assumed', USE),
  listOf('Counted from the code', counted),
].join('\n\n');
process.stdout.write(`${text}\n`);
if (process.argv.includes('--write')) await putIntoPage('cost-model', text);
