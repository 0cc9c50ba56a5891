// X-Ray: how long each run of a function took, and how much of it was its start (docs/stack.md, Tracing).

/** AWS China has X-Ray, and Lambda there does not send to it: https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html */
const WITHOUT_TRACING = /^cn-/;

/** @returns {string[]} a line where a region cannot trace. */
export const tracingFaults = ({ tracing }, region) =>
  tracing === 'active' && WITHOUT_TRACING.test(region)
    ? [`tracing=active is not possible in ${region}: Lambda sends no traces in AWS China`]
    : [];

/** @returns {{ lambda: 'Active' } | undefined} for the framework */
export const tracingOf = ({ tracing }) => (tracing === 'active' ? { lambda: 'Active' } : undefined);

/** @returns {object[]} statements of the role of a function. X-Ray has no resources to name here. */
export const tracingStatements = (settings) =>
  tracingOf(settings) === undefined
    ? []
    : [
        {
          Effect: 'Allow',
          Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
          Resource: ['*'],
        },
      ];
