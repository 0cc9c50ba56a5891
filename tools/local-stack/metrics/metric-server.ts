// CloudWatch for one machine: the sums of what the functions count in their log. It has no alarms.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { urlHost } from '../../../simulator/http/url-host.ts';
import { bytesOf } from '../changes/pass-on.ts';
import { type Engine, listen, stopServer } from '../engines.ts';
import { ownRequestsOnly } from '../guard/own-requests.ts';
import { createMetricStore } from './metric-store.ts';

/** A started stand-in. */
export type LocalMetrics = Engine &
  Readonly<{
    /** Takes in a line of the functions' log. */
    hear: (line: string) => void;
    /** Refuses every request until it is told otherwise. */
    refuse: (refuses: boolean) => void;
    /** Has it tell of these alarms, as CloudWatch does. */
    setAlarms: (alarms: readonly object[]) => void;
  }>;

const Asked = v.object({
  StartTime: v.number(),
  EndTime: v.number(),
  MetricDataQueries: v.pipe(
    v.array(
      v.object({
        Id: v.pipe(v.string(), v.regex(/^[a-z]\w*$/)),
        MetricStat: v.object({
          Metric: v.object({
            Namespace: v.string(),
            MetricName: v.string(),
            Dimensions: v.array(v.object({ Name: v.string(), Value: v.string() })),
          }),
          Period: v.number(),
          Stat: v.literal('Sum'),
        }),
      }),
    ),
    v.maxLength(500),
  ),
});

/** Starts it on a free port. */
export const startMetrics = async ({ host = '127.0.0.1' } = {}): Promise<LocalMetrics> => {
  const store = createMetricStore();
  let alarms: readonly object[] = [];
  let refuses = false;

  const data = (text: string): object => {
    const { StartTime, EndTime, MetricDataQueries } = v.parse(Asked, JSON.parse(text));
    const MetricDataResults = MetricDataQueries.map(({ Id, MetricStat: { Metric, Period } }) => {
      const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
      const asked = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions };
      const sums = [...store.sums(asked, StartTime, EndTime, Period)].sort(([one], [other]) => one - other);
      return {
        Id,
        Timestamps: sums.map(([at]) => at),
        Values: sums.map(([, sum]) => sum),
        StatusCode: 'Complete',
      };
    });
    return { MetricDataResults, Messages: [] };
  };
  const operations: Readonly<Record<string, (text: string) => object>> = {
    GetMetricData: data,
    DescribeAlarms: () => ({ MetricAlarms: alarms, CompositeAlarms: [] }),
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request);
    const [, name = ''] = request.headers['x-amz-target']?.toString().split('.') ?? [];
    const carryOut = operations[name];
    if (refuses || carryOut === undefined) {
      response.writeHead(refuses ? 503 : 400).end(JSON.stringify({ __type: 'UnknownOperationException' }));
      return;
    }
    const answered = JSON.stringify(carryOut(body.toString('utf8')));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answered);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.writeHead(400).end(JSON.stringify({ __type: 'ValidationError', message: String(error) })),
    );
  });
  ownRequestsOnly(server, { host });
  const port = await listen(server, host);
  return {
    endpoint: `http://${urlHost(host)}:${port}`,
    hear: store.hear,
    refuse: (refusing) => {
      refuses = refusing;
    },
    setAlarms: (told) => {
      alarms = told;
    },
    stop: () => stopServer(server),
  };
};
