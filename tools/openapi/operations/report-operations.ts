import { ReportQuery, ReportsBody, ReportsQuery } from '../../../functions/manage-reports/schema.ts';
import { body, withNotes } from '../bodies.ts';
import { REPORT_EXAMPLE } from '../examples.ts';
import { inputSchema } from '../json-schema.ts';
import { QUERY_NOTES, queryParameters } from '../parameters.ts';
import { type ApiOperation, WHILE_ASKING_THE_PLATFORM } from './api-operation.ts';

/** The meanings of the fields by which reports are named. */
export const REPORT_NOTES = {
  ...QUERY_NOTES,
  number: 'The number of A.',
  state: 'Only numbers in this state.',
};

/** The reports belong to the account, and a key may see a part of its apps only; a deployment may have no access to them. */
export const REPORT_PROBLEMS = [
  'forbidden',
  'not-found',
  ...WHILE_ASKING_THE_PLATFORM,
  'store-unavailable',
] as const;

/** Reports of the actual users of A numbers. */
export const REPORT_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'POST /reports': {
    id: 'reportNumbers',
    tag: 'Reports',
    summary: 'Report the actual users of numbers to the carriers',
    description:
      'All or none. Name, identity card and photo go through to the platform and are kept nowhere. A photo is JPEG or PNG in base64, 32 KiB at most; the whole body has 64 KiB, so with photos of that size report one number a request. A number that is reported already is not sent again (`submitted: false`); delete its report first when it has another user. Without an answer of the platform the number stays in progress until the platform has it or can carry the report out no longer (some six minutes), and then the platform’s word decides. A caller who may see some apps only may not do this: reports belong to all.',
    access: 'api-key',
    requestBody: body(inputSchema(ReportsBody), { one: REPORT_EXAMPLE }),
    answers: {
      200: { description: 'All of them are reported already.', as: 'SubmittedReports' },
      202: {
        description: 'Submitted. The verification takes its time; ask with GET.',
        as: 'SubmittedReports',
      },
    },
    problems: [
      'invalid-request',
      'report-in-progress',
      'report-too-soon',
      'report-barred',
      'payload-too-large',
      ...REPORT_PROBLEMS,
    ],
  },
  'GET /reports': {
    id: 'listReports',
    tag: 'Reports',
    summary: 'Find out how numbers are reported',
    description:
      'With `number` one report, as the platform says now. Without it a list, as of the last hourly refresh, by the look-up keys of the numbers; a page of a rare state may be short and have a `nextCursor` all the same. With `number` it is the older form of `POST /reports/search`, which has no number in its URL.',
    access: 'api-key',
    parameters: queryParameters(ReportsQuery, REPORT_NOTES),
    answers: { 200: { description: 'A report, or a page.', as: 'ReportOrList' } },
    problems: ['invalid-request', ...REPORT_PROBLEMS],
  },
  'POST /reports/delete': {
    id: 'deleteNamedReport',
    tag: 'Reports',
    summary: 'Take a number off the list of reports, with the number in the body',
    description:
      'Calls of the number as A are intercepted from then on. Repeating is safe. Failures of the number are not forgotten by it. It takes no query string.',
    access: 'api-key',
    requestBody: body(withNotes(ReportQuery, [], REPORT_NOTES), { one: { number: '+8613800000001' } }),
    answers: { 200: { description: 'The number as it is now.', as: 'Report' } },
    problems: ['invalid-request', 'payload-too-large', ...REPORT_PROBLEMS],
  },
  'DELETE /reports': {
    id: 'deleteReport',
    tag: 'Reports',
    summary: 'Take a number off the list of reports',
    description:
      'The older form of `POST /reports/delete`, with the number in the URL. Calls of the number as A are intercepted from then on. Repeating is safe. Failures of the number are not forgotten by it.',
    access: 'api-key',
    parameters: queryParameters(ReportQuery, REPORT_NOTES),
    answers: { 200: { description: 'The number as it is now.', as: 'Report' } },
    problems: ['invalid-request', ...REPORT_PROBLEMS],
  },
};
