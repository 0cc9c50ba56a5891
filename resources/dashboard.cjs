// One dashboard a stage. CommonJS, because that is what the framework reads files with. `tests/manifest/dashboard.test.ts` finds a
// graph of a metric that no code counts.
const OURS = 'PrivateNumber';
const WIDTH = 24;
const COLUMNS = 3;
const HEIGHT = 6;

/** One line of ours, by the stage alone. */
const line = (metric, stat = 'Sum') => ({ metric, stat });

/** A line for each value of the dimensions of a metric. */
const linesBy = (metric, dimensions, stat = 'Sum') => ({ metric, dimensions, stat });

/** A line for each function, of a metric of Lambda. */
const functions = (metric, stat = 'Sum') => ({ lambda: metric, stat });

/** A line of the HTTP API. */
const api = (metric, stat = 'Sum') => ({ api: metric, stat });

/** The graphs in the order of reading: what callers meet, what comes in, what waits, what it runs on. */
const GRAPHS = [
  [
    'Binds: how many, and percent that fail',
    line('bindFailurePercent', 'SampleCount'),
    { ...line('bindFailurePercent', 'Average'), right: true },
  ],
  ['Failed binds by our error code', linesBy('bindFailures', ['code'])],
  ['Refusals of the platform by result code', linesBy('platformRefusals', ['code'])],
  ['Calls to the platform by outcome', linesBy('platformCalls', ['operation', 'outcome'])],
  [
    'Gate: lock-outs, problems, clocks apart',
    line('lockOuts'),
    linesBy('platformProblems', ['problem']),
    line('clocksApart'),
  ],
  ['Pool use in percent, by app and city', linesBy('poolUsedPercent', ['app', 'area'], 'Maximum')],
  [
    'Numbers lost, unknown, refused',
    line('numbersLost'),
    line('numbersUnknown'),
    line('numbersRefused'),
    line('numbersLeftPool'),
  ],
  ['Pushes by kind', linesBy('pushesKept', ['kind'])],
  [
    'Pushes refused, failed, not found',
    linesBy('pushesRefused', ['reason']),
    line('pushesFailed'),
    line('webhooksNotFound'),
  ],
  [
    'Lag of CDRs in seconds, minutes without a push by app',
    line('cdrLagSeconds', 'p50'),
    line('cdrLagSeconds', 'Maximum'),
    { ...line('minutesWithoutPush', 'Maximum'), right: true },
    { ...linesBy('minutesWithoutPush', ['app'], 'Maximum'), right: true },
  ],
  ['Quarantine', line('quarantineItems', 'Maximum'), line('itemsQuarantined')],
  [
    'Recordings: archived, waiting, lost',
    line('recordingsArchived'),
    line('recordingsWaiting', 'Maximum'),
    line('recordingsLost'),
    line('recordingsPaused', 'Maximum'),
  ],
  [
    'Oldest recording in seconds, hours to the nearest deadline',
    line('oldestRecordingAgeSeconds', 'Maximum'),
    { ...line('nearestDeadlineHours', 'Minimum'), right: true },
    { ...line('pausedDeadlineHours', 'Minimum'), right: true },
  ],
  [
    'Sweeper: ended, due, stuck',
    line('bindingsExpired'),
    line('bindingsReleased'),
    line('bindingsFailed'),
    line('bindingsDue', 'Maximum'),
    line('bindingEndsStuck'),
  ],
  [
    'Unbinds not found, findings, comparisons that failed',
    line('unbindNotFound'),
    line('reconcileFindings'),
    line('reconcileFailures'),
  ],
  [
    'Documents not read, keys refused, items unreadable',
    line('configurationsNotRead'),
    line('keysRefused'),
    line('itemsUnreadable'),
  ],
  ['API: requests, 4xx, 5xx', api('Count'), api('4xx'), api('5xx')],
  ['API: latency in milliseconds', api('Latency', 'p50'), api('Latency', 'p99')],
  ['Errors by function', functions('Errors')],
  ['Throttles by function', functions('Throttles')],
  ['Duration by function, p99 in milliseconds', functions('Duration', 'p99')],
];

const PERIOD_SECONDS = 300;

/** One entry of a graph; what CloudFormation fills in stands as it does in `Fn::Sub`. */
const entryOf = ({ prefix, stage }, graph, index) => {
  const { metric, dimensions, lambda, stat, right } = graph;
  const options = { stat, ...(right ? { yAxis: 'right' } : {}) };
  const search = (schema, terms) => [
    {
      expression: `SEARCH('{${schema}} ${terms}', '${stat}', ${PERIOD_SECONDS})`,
      id: `e${index + 1}`,
      label: '',
      ...(right ? { yAxis: 'right' } : {}),
    },
  ];
  if (lambda !== undefined)
    return search('AWS/Lambda,FunctionName', `MetricName="${lambda}" FunctionName="${prefix}-"`);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
  if (graph.api !== undefined) return ['AWS/ApiGateway', graph.api, 'ApiId', '${HttpApi}', options];
  if (dimensions !== undefined)
    return search(`${OURS},stage,${dimensions.join(',')}`, `MetricName="${metric}" stage="${stage}"`);
  return [OURS, metric, 'stage', stage, options];
};

const widgetOf = (deployment, [title, ...graphs], index) => ({
  type: 'metric',
  width: WIDTH / COLUMNS,
  height: HEIGHT,
  x: (index % COLUMNS) * (WIDTH / COLUMNS),
  y: Math.floor(index / COLUMNS) * HEIGHT,
  properties: {
    title,
    view: 'timeSeries',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
    region: '${AWS::Region}',
    period: PERIOD_SECONDS,
    metrics: graphs.map((graph, place) => entryOf(deployment, graph, place)),
  },
});

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('self:provider.stage');
  const prefix = `${await resolveVariable('self:service')}-${stage}`;
  const widgets = GRAPHS.map((graph, index) => widgetOf({ prefix, stage }, graph, index));
  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardName: prefix, DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets }) } },
      },
    },
  };
};
