import {
  ImportQuery,
  ListNumbersQuery,
  NumberQuery,
  PoolQuery,
} from '../../../functions/manage-numbers/schema.ts';
import { CallQuery, RecordingQuery } from '../../../functions/query-calls/schema.ts';
import { MessageQuery } from '../../../functions/query-messages/schema.ts';
import type { PushRoute } from '../../../shared/pushes/intake/push-journal.ts';
import { importBody, numberChangeBody } from '../bodies.ts';
import type { Json } from '../json-schema.ts';
import {
  ACCEPT_LANGUAGE,
  CALL_QUERY_NOTES,
  PATH_SECRET,
  PATH_X,
  pathId,
  QUERY_NOTES,
  queryParameters,
} from '../parameters.ts';
import { PUSH_ANSWER, pushBody } from '../pushes.ts';
import { type ApiOperation, WHILE_ASKING_THE_PLATFORM } from './api-operation.ts';
import { BINDING_OPERATIONS } from './binding-operations.ts';
import { CONSOLE_OPERATIONS } from './console-operations.ts';
import { PARTY_OPERATIONS } from './party-operations.ts';
import { PROBLEM_OPERATIONS } from './problem-operations.ts';
import { PUSH_OPERATIONS } from './push-operations.ts';
import { RECORDING_OPERATIONS } from './recording-operations.ts';
import { REPORT_OPERATIONS } from './report-operations.ts';
import { SEARCH_OPERATIONS } from './search-operations.ts';
import { STATUS_OPERATIONS } from './status-operations.ts';
import { USAGE_OPERATIONS } from './usage-operations.ts';

const webhook = (id: string, summary: string, parameters: readonly Json[] = []): ApiOperation => ({
  id,
  tag: 'Webhooks',
  summary,
  description:
    'Any kind of push is understood on any of the webhooks, also with a slash at the end of the path. Repeats leave what one delivery leaves. A body that is not a push is answered 200 and goes to the quarantine.',
  access: 'signature',
  ...(parameters.length === 0 ? {} : { parameters }),
  requestBody: pushBody(),
  answers: { 200: PUSH_ANSWER },
  problems: ['payload-too-large', 'store-unavailable'],
});

/** An address of the webhooks, and the same with a secret in it. */
const pushAddress = (route: PushRoute, id: string, summary: string) => ({
  [`POST /webhooks/${route}`]: webhook(id, summary),
  [`POST /webhooks/{secret}/${route}`]: webhook(`${id}BySecret`, `${summary}, with a secret in it`, [
    PATH_SECRET,
  ]),
});

/** Every documented route, by its route key in the template. */
export const OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  ...BINDING_OPERATIONS,
  ...PARTY_OPERATIONS,
  'GET /calls': {
    id: 'listCalls',
    tag: 'Calls',
    summary: 'Find calls, newest first',
    description:
      'At least one of `bindingId`, `x`, `party` and `app`; all that are given must hold. A page may be short, and even empty, and yet have a `nextCursor`, where little of what was looked at matches. The list may lag a second behind: a call that was pushed within the last second may be missing. `GET /calls/{callId}` never lags.',
    access: 'api-key',
    parameters: [...queryParameters(CallQuery, CALL_QUERY_NOTES), ACCEPT_LANGUAGE],
    answers: { 200: { description: 'A page.', as: 'CallList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'GET /calls/{callId}': {
    id: 'readCall',
    tag: 'Calls',
    summary: 'Read a call',
    access: 'api-key',
    parameters: [pathId('callId'), ACCEPT_LANGUAGE],
    answers: { 200: { description: 'The call, as far as it is known by now.', as: 'Call' } },
    problems: ['not-found', 'store-unavailable'],
  },
  'GET /calls/{callId}/recording': {
    id: 'linkRecording',
    tag: 'Calls',
    summary: 'Get a link to the recording of a call',
    description:
      'The link opens for 15 minutes without a key. Who got it is noted. `leg` names one of the legs of the call, the first being 1.',
    access: 'api-key',
    parameters: [pathId('callId'), ...queryParameters(RecordingQuery)],
    answers: { 200: { description: 'The link.', as: 'RecordingLink' } },
    problems: ['invalid-request', 'not-found', 'recording-pending', 'recording-lost', 'store-unavailable'],
  },
  'POST /calls/{callId}/stop': {
    id: 'stopCall',
    tag: 'Calls',
    summary: 'End a call that goes on',
    description: 'Releases both sides. Repeating is safe.',
    access: 'api-key',
    parameters: [pathId('callId')],
    answers: { 200: { description: 'The call is over.', as: 'StoppedCall' } },
    problems: ['not-found', ...WHILE_ASKING_THE_PLATFORM, 'store-unavailable'],
  },
  'GET /messages': {
    id: 'listMessages',
    tag: 'Messages',
    summary: 'Find text messages, newest first',
    description:
      'Exactly one of `bindingId` and `x`. The list may lag a second behind: a text that was pushed within the last second may be missing.',
    access: 'api-key',
    parameters: [...queryParameters(MessageQuery), ACCEPT_LANGUAGE],
    answers: { 200: { description: 'A page.', as: 'MessageList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  ...USAGE_OPERATIONS,
  ...PUSH_OPERATIONS,
  ...RECORDING_OPERATIONS,
  ...STATUS_OPERATIONS,
  'GET /numbers': {
    id: 'listNumbers',
    tag: 'Numbers',
    summary: 'List the private numbers, by app and number',
    access: 'api-key',
    parameters: queryParameters(ListNumbersQuery),
    answers: { 200: { description: 'A page.', as: 'PrivateNumberList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'PUT /numbers': {
    id: 'importNumbers',
    tag: 'Numbers',
    summary: 'Import the numbers of an app',
    description:
      'The list is complete: a number that is missing becomes `retired`, and nothing is deleted. An import that fails half-way tells how many changes are stored; import the same list again. To import what a dry run has shown, and nothing else, send its `fingerprint` as `ifDifference`. A fixed line is a fault: the platform has none as X.',
    access: 'api-key',
    parameters: queryParameters(ImportQuery, {
      ...QUERY_NOTES,
      app: 'The app that has the numbers, by its name in the configuration. Needed when there are several apps.',
    }),
    requestBody: importBody(),
    answers: { 200: { description: 'What was done, or would be.', as: 'ImportResult' } },
    problems: [
      'invalid-request',
      'number-of-another-app',
      'would-retire',
      'version-conflict',
      'payload-too-large',
      'store-unavailable',
    ],
  },
  'PATCH /numbers/{x}': {
    id: 'setNumberState',
    tag: 'Numbers',
    summary: 'Change a private number by hand: its state, or whether it is reserved for binds that name it',
    description:
      'The state by hand and the one that the platform reports stand side by side, and the worse is in force and in the answer. `available` takes back the state by hand; where there is none, it takes back the report.',
    access: 'api-key',
    parameters: [
      PATH_X,
      ...queryParameters(NumberQuery, {
        app: 'The app that has the number. Needed when several apps have it.',
      }),
    ],
    requestBody: numberChangeBody(),
    answers: { 200: { description: 'The number.', as: 'PrivateNumber' } },
    problems: [
      'invalid-request',
      'not-found',
      'number-of-another-app',
      'payload-too-large',
      'store-unavailable',
    ],
  },
  'GET /pool': {
    id: 'showPool',
    tag: 'Numbers',
    summary: 'Show how full the pool is, by app and city',
    description:
      'An item for each app and city that has numbers, by app and area code. A large pool is not counted for each request: `measuredAt` and `ageSeconds` say how old the figures are.',
    access: 'api-key',
    parameters: queryParameters(PoolQuery),
    answers: { 200: { description: 'The pool.', as: 'Pool' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  ...REPORT_OPERATIONS,
  ...SEARCH_OPERATIONS,
  'GET /access': {
    id: 'readAccess',
    tag: 'Access',
    summary: 'Show what the caller may do',
    description:
      'Its scopes, the apps that exist for it with those of their settings that a caller meets, and the clock of the service. A page or a tool asks this first, to offer only what will not be refused.',
    access: 'api-key',
    answers: { 200: { description: 'The rights of the caller.', as: 'Access' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  ...pushAddress('call-events', 'pushCallEvents', "The console's call status address"),
  ...pushAddress('cdr', 'pushCdrs', "The console's CDR address"),
  ...pushAddress('sms', 'pushTexts', "The console's SMS notification and SMS control address"),
  ...pushAddress('number-status', 'pushNumberStatus', "The console's X-number status address"),
  ...PROBLEM_OPERATIONS,
  ...CONSOLE_OPERATIONS,
  'GET /health': {
    id: 'health',
    tag: 'Health',
    summary: 'Tell that the API answers',
    description:
      'Says that the gateway and one function answer, and nothing else: it asks neither a store nor the documents, without which every other route answers 503. A check that sees more is `GET /bindings?reference=uptime-check` with a key of the scope `read:masked`.',
    access: 'open',
    answers: { 200: { description: 'It answers.', as: 'Health' } },
    problems: [],
  },
};
