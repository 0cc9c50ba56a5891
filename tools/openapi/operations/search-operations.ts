import type * as v from 'valibot';
import { ListBlocksQuery } from '../../../functions/manage-parties/schema.ts';
import { ReportsQuery } from '../../../functions/manage-reports/schema.ts';
import { ListBindingsQuery } from '../../../functions/query-bindings/schema.ts';
import { CallQuery } from '../../../functions/query-calls/schema.ts';
import { MessageQuery } from '../../../functions/query-messages/schema.ts';
import type { AnswerName } from '../answers.ts';
import { namedNumberChangeBody, searchBody } from '../bodies.ts';
import { SEARCH_EXAMPLES } from '../examples.ts';
import type { Json } from '../json-schema.ts';
import { ACCEPT_LANGUAGE, BINDING_QUERY_NOTES, CALL_QUERY_NOTES, QUERY_NOTES } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';
import { BLOCK_LIST_NOTES } from './party-operations.ts';
import { REPORT_NOTES, REPORT_PROBLEMS } from './report-operations.ts';

type Search = Readonly<{
  id: string;
  tag: ApiOperation['tag'];
  /** The things that are found. */
  things: string;
  query: v.GenericSchema;
  notes: Readonly<Record<string, string>>;
  example: unknown;
  as: AnswerName;
  parameters?: readonly Json[];
  problems?: ApiOperation['problems'];
}>;

const search = ({
  id,
  tag,
  things,
  query,
  notes,
  example,
  as,
  parameters,
  problems = [],
}: Search): ApiOperation => ({
  id,
  tag,
  summary: `Find ${things}, with the query in the body`,
  description: `As \`GET /${things}\`, field by field and page by page; each opens the cursors of the other. For queries that name a number or a reference: a URL stands in the log of every gateway and proxy and in the history of a browser, a body does not. So a search takes no query string. It changes nothing, may be repeated, and is a read in the audit.`,
  access: 'api-key',
  ...(parameters === undefined ? {} : { parameters }),
  requestBody: searchBody(query, notes, example),
  answers: { 200: { description: as === 'ReportOrList' ? 'A report, or a page.' : 'A page.', as } },
  problems: ['invalid-request', 'payload-too-large', 'store-unavailable', ...problems],
});

/** The routes that name in their body what others name in their URL, by their route key in the template. */
export const SEARCH_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'POST /bindings/search': search({
    id: 'searchBindings',
    tag: 'Bindings',
    things: 'bindings',
    query: ListBindingsQuery,
    notes: BINDING_QUERY_NOTES,
    example: SEARCH_EXAMPLES.bindings,
    as: 'BindingList',
  }),
  'POST /calls/search': search({
    id: 'searchCalls',
    tag: 'Calls',
    things: 'calls',
    query: CallQuery,
    notes: CALL_QUERY_NOTES,
    example: SEARCH_EXAMPLES.calls,
    as: 'CallList',
    parameters: [ACCEPT_LANGUAGE],
  }),
  'POST /messages/search': search({
    id: 'searchMessages',
    tag: 'Messages',
    things: 'messages',
    query: MessageQuery,
    notes: QUERY_NOTES,
    example: SEARCH_EXAMPLES.messages,
    as: 'MessageList',
    parameters: [ACCEPT_LANGUAGE],
  }),
  'POST /blocks/search': search({
    id: 'searchBlocks',
    tag: 'Parties',
    things: 'blocks',
    query: ListBlocksQuery,
    notes: BLOCK_LIST_NOTES,
    example: SEARCH_EXAMPLES.blocks,
    as: 'BlockList',
    problems: ['item-unreadable'],
  }),
  'POST /reports/search': search({
    id: 'searchReports',
    tag: 'Reports',
    things: 'reports',
    query: ReportsQuery,
    notes: REPORT_NOTES,
    example: SEARCH_EXAMPLES.reports,
    as: 'ReportOrList',
    problems: REPORT_PROBLEMS,
  }),
  'PATCH /numbers': {
    id: 'changeNumber',
    tag: 'Numbers',
    summary: 'Change a private number by hand, with the number in the body',
    description:
      'As `PATCH /numbers/{x}`, without the number in the URL, where it would stand in logs. It takes no query string.',
    access: 'api-key',
    requestBody: namedNumberChangeBody(),
    answers: { 200: { description: 'The number.', as: 'PrivateNumber' } },
    problems: [
      'invalid-request',
      'not-found',
      'number-of-another-app',
      'payload-too-large',
      'store-unavailable',
    ],
  },
};
