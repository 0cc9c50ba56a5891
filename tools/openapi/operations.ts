import { ImportQuery, ListNumbersQuery, NumberQuery } from '../../functions/manage-numbers/schema.ts';
import { ListBindingsQuery, ReadQuery } from '../../functions/query-bindings/schema.ts';
import { CallQuery, RecordingQuery } from '../../functions/query-calls/schema.ts';
import { MessageQuery } from '../../functions/query-messages/schema.ts';
import { ReleaseQuery } from '../../functions/unbind/schema.ts';
import type { ErrorCode } from '../../shared/kernel/errors.ts';
import type { AnswerName } from './answers.ts';
import { bindBody, calleeBody, changeBody, IF_MATCH, importBody, numberChangeBody } from './bodies.ts';
import type { Json } from './json-schema.ts';
import { ACCEPT_LANGUAGE, IDEMPOTENCY_KEY, PATH_X, pathId, queryParameters } from './parameters.ts';
import { PUSH_ANSWER, pushBody } from './pushes.ts';

/** One route, as far as it differs from the others. */
export type ApiOperation = Readonly<{
  id: string;
  tag: 'Bindings' | 'Calls' | 'Messages' | 'Numbers' | 'Webhooks' | 'Health';
  summary: string;
  description?: string;
  /** The permitted callers: bearers of an API key, the platform by its signature, anybody. */
  access: 'api-key' | 'signature' | 'open';
  parameters?: readonly Json[];
  requestBody?: Json;
  /** Answers that are not problems, by status. */
  answers: Readonly<Record<number, Readonly<{ description: string; as: AnswerName }> | Json>>;
  /** Problems besides those that every route of that access has. */
  problems: readonly ErrorCode[];
}>;

const WHILE_ASKING_THE_PLATFORM = [
  'platform-rejected',
  'platform-throttled',
  'platform-locked-out',
  'account-suspended',
  'platform-unavailable',
] as const satisfies readonly ErrorCode[];

const webhook = (id: string, summary: string): ApiOperation => ({
  id,
  tag: 'Webhooks',
  summary,
  description:
    'Any kind of push is understood on any of the webhooks, also with a slash at the end of the path. Repeats leave what one delivery leaves. A body that is not a push is answered 200 and goes to the quarantine.',
  access: 'signature',
  requestBody: pushBody(),
  answers: { 200: PUSH_ANSWER },
  problems: ['payload-too-large', 'store-unavailable'],
});

/** Every documented route, by its route key in the template. */
export const OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'POST /bindings': {
    id: 'bind',
    tag: 'Bindings',
    summary: 'Join two people through a private number',
    description:
      'Success means that the platform has the binding and that it is stored. Without an `Idempotency-Key` the same live (app, mode, a, b, reference) is the same binding; any number of parallel repeats causes one binding at the platform.',
    access: 'api-key',
    parameters: [IDEMPOTENCY_KEY],
    requestBody: bindBody(),
    answers: {
      200: { description: 'The same binding exists and lives.', as: 'Binding' },
      201: { description: 'A new binding, or the first answer of this idempotency key.', as: 'Binding' },
    },
    problems: [
      'invalid-request',
      'number-taken',
      'party-limit',
      'binding-in-progress',
      'payload-too-large',
      'idempotency-key-reused',
      'pool-exhausted',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'GET /bindings': {
    id: 'listBindings',
    tag: 'Bindings',
    summary: 'Find bindings, ended ones too, newest first',
    description: 'At least one of `a`, `b`, `x`, `y` and `reference`; all that are given must hold.',
    access: 'api-key',
    parameters: queryParameters(ListBindingsQuery),
    answers: { 200: { description: 'A page.', as: 'BindingList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'GET /bindings/{bindingId}': {
    id: 'readBinding',
    tag: 'Bindings',
    summary: 'Read a binding',
    description:
      'With `verify=true` the platform is asked: `match`, `drift` (`differences` names our fields: parties, X, life time, its end as `expiresAt` as far as the platform tells of it, and all terms that its answer has) or `missing`. An ended binding that is gone there matches; one that lives there drifts in its `status`. The problems of the platform occur with `verify=true` only.',
    access: 'api-key',
    parameters: [pathId('bindingId'), ...queryParameters(ReadQuery)],
    answers: {
      200: { description: 'The binding; with `verify=true` also `platform`.', as: 'VerifiedBinding' },
    },
    problems: ['invalid-request', 'not-found', ...WHILE_ASKING_THE_PLATFORM, 'store-unavailable'],
  },
  'PATCH /bindings/{bindingId}': {
    id: 'changeBinding',
    tag: 'Bindings',
    summary: 'Change a live binding',
    description: 'X never changes. What the mode of the binding cannot change is `not-changeable`.',
    access: 'api-key',
    parameters: [pathId('bindingId'), IF_MATCH],
    requestBody: changeBody(),
    answers: { 200: { description: 'The changed binding; its `version` is one higher.', as: 'Binding' } },
    problems: [
      'invalid-request',
      'not-changeable',
      'not-found',
      'number-taken',
      'party-limit',
      'binding-ended',
      'binding-in-progress',
      'version-conflict',
      'payload-too-large',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'PUT /bindings/{bindingId}/temporary-callee': {
    id: 'setTemporaryCallee',
    tag: 'Bindings',
    summary: "Say whom A's next calls to X reach",
    description: 'Mode AX only. Overwrites the former one; repeating is safe.',
    access: 'api-key',
    parameters: [pathId('bindingId')],
    requestBody: calleeBody(),
    answers: { 200: { description: 'The binding with its `temporaryCallee`.', as: 'Binding' } },
    problems: [
      'invalid-request',
      'not-changeable',
      'not-found',
      'binding-ended',
      'binding-in-progress',
      'version-conflict',
      'payload-too-large',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'DELETE /bindings/{bindingId}': {
    id: 'unbind',
    tag: 'Bindings',
    summary: 'End a binding',
    description: 'Repeating gives the same answer. Nothing is deleted: CDRs and recordings come later.',
    access: 'api-key',
    parameters: [pathId('bindingId')],
    answers: {
      200: { description: 'The ended binding.', as: 'Binding' },
      202: {
        description:
          "The account's state at the platform stops the unbind, or may do so; the binding is `releasing` and the sweeper goes on.",
        as: 'Binding',
      },
    },
    problems: ['not-found', 'binding-in-progress', ...WHILE_ASKING_THE_PLATFORM, 'store-unavailable'],
  },
  'DELETE /bindings': {
    id: 'unbindByReference',
    tag: 'Bindings',
    summary: 'End all live bindings of a reference',
    description:
      'Repeating is safe: a repeat ends what is left, and its list is empty once nothing lives any more. A problem tells what stopped one of them; the others were tried. The list that it goes by may lag a second behind, so a binding that was made within the last second may be missed.',
    access: 'api-key',
    parameters: queryParameters(ReleaseQuery),
    answers: {
      200: { description: 'The bindings that were live, all of them ended.', as: 'ReleasedBindings' },
      202: {
        description:
          "The bindings that were live. The account's state at the platform stops some unbinds, or may do so; those are `releasing` and the sweeper goes on.",
        as: 'ReleasedBindings',
      },
    },
    problems: ['invalid-request', 'binding-in-progress', ...WHILE_ASKING_THE_PLATFORM, 'store-unavailable'],
  },
  'GET /calls': {
    id: 'listCalls',
    tag: 'Calls',
    summary: 'Find calls, newest first',
    description: 'Exactly one of `bindingId`, `x` and `party`.',
    access: 'api-key',
    parameters: [...queryParameters(CallQuery), ACCEPT_LANGUAGE],
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
    description: 'Exactly one of `bindingId` and `x`.',
    access: 'api-key',
    parameters: [...queryParameters(MessageQuery), ACCEPT_LANGUAGE],
    answers: { 200: { description: 'A page.', as: 'MessageList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
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
      'The list is complete: a number that is missing becomes `retired`, and nothing is deleted. An import that fails half-way tells how many changes are stored; import the same list again.',
    access: 'api-key',
    parameters: queryParameters(ImportQuery),
    requestBody: importBody(),
    answers: { 200: { description: 'What was done, or would be.', as: 'ImportResult' } },
    problems: [
      'invalid-request',
      'number-of-another-app',
      'would-retire',
      'payload-too-large',
      'store-unavailable',
    ],
  },
  'PATCH /numbers/{x}': {
    id: 'setNumberState',
    tag: 'Numbers',
    summary: 'Change a private number by hand: its state, or whether it is reserved for binds that name it',
    access: 'api-key',
    parameters: [PATH_X, ...queryParameters(NumberQuery)],
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
  'POST /webhooks/call-events': webhook('pushCallEvents', "The console's call status address"),
  'POST /webhooks/cdr': webhook('pushCdrs', "The console's CDR address"),
  'POST /webhooks/sms': webhook('pushTexts', "The console's SMS notification and SMS control address"),
  'POST /webhooks/number-status': webhook('pushNumberStatus', "The console's X-number status address"),
  'GET /health': {
    id: 'health',
    tag: 'Health',
    summary: 'Tell that the API serves',
    access: 'open',
    answers: { 200: { description: 'It serves. No store is asked.', as: 'Health' } },
    problems: [],
  },
};
