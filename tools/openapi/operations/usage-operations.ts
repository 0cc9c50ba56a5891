import { UsageRequest } from '../../../functions/query-usage/schema.ts';
import { ANSWER_EXAMPLES } from '../examples.ts';
import { QUERY_NOTES, queryParameters } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';

/** The routes of usage, by their route key in the template. */
export const USAGE_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'GET /usage': {
    id: 'readUsage',
    tag: 'Usage',
    summary: 'Sum calls and texts, by day, app, private number or reference',
    description:
      'CDRs are counted, each once, on the day of UTC on which they started; a call without a CDR is not there yet. The first call or text of a number and day is counted within a minute, the others within an hour; `uncounted` says how many numbers and days wait longer, with records that came late. Only what was used has a row. By `day`, `app` and `x` at most 400 days, by `reference` 31. A sheet (`text/csv`) has every row, without `limit` and `cursor`.',
    access: 'api-key',
    parameters: queryParameters(UsageRequest, {
      ...QUERY_NOTES,
      by: 'What a row is of. `x` and `reference` are those of an app.',
      from: 'From this month, day or moment on; a moment stands for its day (of UTC). Absent: since the month has begun.',
      to: 'Before this month or day, which is not in the span; only when it is the same as `from` it is that month or day. A moment: with its day. Absent: until today. `from` and `to` of an answer may be asked with again.',
      limit: 'Rows of an answer; absent: 1000.',
    }),
    answers: {
      200: {
        description: 'The sums, as JSON, or with `Accept: text/csv` as a sheet.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/UsageAnswer' },
            example: ANSWER_EXAMPLES.UsageAnswer,
          },
          'text/csv': { schema: { type: 'string' } },
        },
      },
    },
    problems: ['invalid-request', 'store-unavailable'],
  },
};
