import { ListBindingsQuery, ReadQuery } from '../../../functions/query-bindings/schema.ts';
import { ReleaseQuery } from '../../../functions/unbind/schema.ts';
import { bindBody, body, calleeBody, changeBody, IF_MATCH, withNotes } from '../bodies.ts';
import { BINDING_QUERY_NOTES, IDEMPOTENCY_KEY, pathId, QUERY_NOTES, queryParameters } from '../parameters.ts';
import { type ApiOperation, WHILE_ASKING_THE_PLATFORM } from './api-operation.ts';

const RELEASE_NOTES = {
  ...QUERY_NOTES,
  reference: 'The bindings with exactly this reference.',
  app: 'Only bindings of this app, by its name in the configuration.',
};

const ENDS_ALL =
  'Repeating is safe: a repeat ends what is left, and its list is empty once nothing lives any more. A problem tells what stopped one of them; the others were tried. A binding that was made the moment before is ended as well.';

/** The answers to both forms of the end of a reference. */
const ENDED_ALL = {
  answers: {
    200: { description: 'The bindings that were live, all of them ended.', as: 'ReleasedBindings' },
    202: {
      description:
        "The bindings that were live. The account's state at the platform stops some unbinds, or may do so; those are `releasing` and the sweeper goes on.",
      as: 'ReleasedBindings',
    },
  },
  problems: [
    'invalid-request',
    'binding-in-progress',
    'payload-too-large',
    ...WHILE_ASKING_THE_PLATFORM,
    'store-unavailable',
  ],
} as const satisfies Pick<ApiOperation, 'answers' | 'problems'>;

/** The routes of bindings, by their route key in the template. */
export const BINDING_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'POST /bindings': {
    id: 'bind',
    tag: 'Bindings',
    summary: 'Join two people through a private number',
    description:
      'Success means that the platform has the binding and that it is stored. Without an `Idempotency-Key` the same live (app, mode, a, b, reference) is the same binding; any number of parallel repeats causes one binding at the platform. The first request decides its terms: `differs` names the fields of this one that want something else (only what was asked for; `ttlSeconds` by the whole term; never `areaCode`, which is for the choice of X alone). PATCH changes them. While an older change may still give that binding to other people the answer is `binding-in-progress`; one that was cut short is finished by a later repeat, after which the pair gets a binding of its own. A repeat of an `Idempotency-Key` has no `differs`. `warnings` says that A is not reported to the carriers, where the app warns of it; one that enforces answers `not-reported`.',
    access: 'api-key',
    parameters: [IDEMPOTENCY_KEY],
    requestBody: bindBody(),
    answers: {
      200: { description: 'The same binding exists and lives.', as: 'BoundBinding' },
      201: {
        description:
          'A new binding, or the first answer of this idempotency key. `differs` occurs where this request took up the bind of an earlier one that was cut short.',
        as: 'BoundBinding',
      },
      202: {
        description:
          'The platform is down, and the app has `platformDown: queue`: the binding is `pending` and is made within two minutes when the platform answers again, until `queuedUntil`. The events `binding.active` and `binding.failed` tell what has become of it, and so does a repeat: this answer while it waits, also to a request of the same pair without a key, 200 or 201 once it is made. `DELETE` ends it, and its key then answers with the ended binding.',
        as: 'BoundBinding',
      },
    },
    problems: [
      'invalid-request',
      'number-taken',
      'party-limit',
      'binding-in-progress',
      'bind-limit',
      'party-blocked',
      'payload-too-large',
      'idempotency-key-reused',
      'not-reported',
      'pool-exhausted',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'GET /bindings': {
    id: 'listBindings',
    tag: 'Bindings',
    summary: 'Find bindings, ended ones too, newest first',
    description:
      'At least one of `a`, `b`, `party`, `x`, `y`, `reference` and `app`; all that are given must hold. `from` and `to` are about `createdAt`. `at` asks who had a number at a moment: from `createdAt` on (`aSince`, `bSince` for people whom a change brought, and for their Y) and before the end, which is the end of its time, or its release; in AX, which has no timer, until it was unbound. A page may be short, and even empty, and yet have a `nextCursor`, where little of what was looked at matches. The list may lag a second behind: a binding that was made or changed within the last second may be missing. `GET /bindings/{bindingId}` never lags.',
    access: 'api-key',
    parameters: queryParameters(ListBindingsQuery, BINDING_QUERY_NOTES),
    answers: { 200: { description: 'A page.', as: 'BindingList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'GET /bindings/{bindingId}': {
    id: 'readBinding',
    tag: 'Bindings',
    summary: 'Read a binding',
    description:
      'With `verify=true` the platform is asked: `match`, `drift` (`differences` names our fields: parties, X, life time, its end as `expiresAt` as far as the platform tells of it, and all terms that its answer has, also those that nobody asked for, which are compared with their default; `turnFlag`, `calleeNumDisplay` and `displayNumMode` are settings of the platform that we never use) or `missing`. An ended binding that is gone there matches; one that lives there drifts in its `status`. The problems of the platform occur with `verify=true` only.',
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
    description:
      'X never changes. What the mode of the binding cannot change is `not-changeable`. AX: a new A who is the temporary callee, as long as his time runs, is `invalid-request`; any other new A ends the temporary callee, who was set for the former one. While one of its people is blocked a binding gets no other person on any side, also none in the place of that one, and no longer life: `party-blocked` names the side. It may get less, and may be ended.',
    access: 'api-key',
    parameters: [pathId('bindingId'), IF_MATCH],
    requestBody: changeBody(),
    answers: {
      200: { description: 'The changed binding; its `version` is one higher.', as: 'ChangedBinding' },
    },
    problems: [
      'invalid-request',
      'not-changeable',
      'not-found',
      'number-taken',
      'party-limit',
      'already-bound',
      'binding-ended',
      'binding-in-progress',
      'version-conflict',
      'party-blocked',
      'payload-too-large',
      'not-reported',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'PUT /bindings/{bindingId}/temporary-callee': {
    id: 'setTemporaryCallee',
    tag: 'Bindings',
    summary: "Say whom A's next calls to X reach",
    description:
      'Mode AX only. Overwrites the former one; repeating is safe. A change of `a` ends it. A callee is not A, nor whom a change under way makes A: `invalid-request`. Nobody else is set either before that change of A is certain: `binding-in-progress`. Nobody is set for an A who is blocked (`party-blocked`, `a`); another callee takes one who is blocked away.',
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
      'party-blocked',
      'payload-too-large',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'DELETE /bindings/{bindingId}': {
    id: 'unbind',
    tag: 'Bindings',
    summary: 'End a binding',
    description:
      'Repeating gives the same answer. Nothing is deleted: CDRs and recordings come later. There is no body: one with fields is `invalid-request`. A caller without the scope `read` sees X and Y, and nobody whom the binding joined.',
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
    problems: [
      'invalid-request',
      'not-found',
      'binding-in-progress',
      'payload-too-large',
      ...WHILE_ASKING_THE_PLATFORM,
      'store-unavailable',
    ],
  },
  'POST /bindings/end': {
    id: 'endByReference',
    tag: 'Bindings',
    summary: 'End all live bindings of a reference, with the reference in the body',
    description: `${ENDS_ALL} It takes no query string.`,
    access: 'api-key',
    requestBody: body(withNotes(ReleaseQuery, [], RELEASE_NOTES), { one: { reference: 'order-42' } }),
    ...ENDED_ALL,
  },
  'DELETE /bindings': {
    id: 'unbindByReference',
    tag: 'Bindings',
    summary: 'End all live bindings of a reference',
    description: `The older form of \`POST /bindings/end\`, with the reference in the URL. ${ENDS_ALL} There is no body: one with fields is \`invalid-request\`.`,
    access: 'api-key',
    parameters: queryParameters(ReleaseQuery, RELEASE_NOTES),
    ...ENDED_ALL,
  },
};
