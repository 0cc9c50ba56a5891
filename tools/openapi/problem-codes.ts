import type { ErrorCode } from '../../shared/kernel/errors.ts';

/** The meaning of an error code to a caller, with an example of its `detail`. */
type Meaning = Readonly<{ when: string; detail: string; more?: Readonly<Record<string, unknown>> }>;

/** Every error code. One that is missing here does not compile. */
export const PROBLEMS = {
  'invalid-request': {
    when: 'The request is wrong; `errors` names each place. Fix it, a repeat gives the same.',
    detail: 'the request is not valid: b',
    more: {
      errors: [
        {
          path: 'b',
          message: 'must be a mainland mobile or fixed-line number',
        },
      ],
    },
  },
  'not-changeable': {
    when: 'The mode cannot change this field.',
    detail: 'this mode cannot change that',
  },
  unauthorized: {
    when: 'The API key or the signature of a push is missing or wrong.',
    detail: 'send a valid API key: Authorization: Bearer <api key>',
  },
  forbidden: {
    when: 'The caller does not have the scope that this route needs: ask whoever keeps the access document. Of a webhook: pushes are not taken from this address.',
    detail: 'this needs the scope bindings, which the caller does not have',
  },
  'not-found': { when: 'There is nothing with this id.', detail: 'there is no binding with this id' },
  'number-taken': {
    when: 'The X asked for, or that of the binding, already holds A or B; with `cooling-down` in `detail` it rests only. Ask for another X, or for none.',
    detail: 'the private number asked for already holds one of the two parties',
  },
  'party-limit': {
    when: 'A has as many X as the mode allows: five in AX and AXYB. End one of the bindings of A; no other X helps.',
    detail: 'this person has 5 private numbers, which is the most there can be',
  },
  'number-of-another-app': {
    when: 'An import names private numbers of another app; `errors` names each place. Retire them there first. Nothing was changed.',
    detail: 'private numbers in the list belong to another app',
    more: { errors: [{ path: 'row 2', message: 'belongs to the app parcels' }] },
  },
  'would-retire': {
    when: 'An import would retire more than a fifth of the pool, or numbers with live bindings. Nothing was changed. See it with `dryRun=true`; repeat with `force=true` if it is meant.',
    detail: 'the import would retire 8 of the 20 numbers of the app: repeat with force=true if that is meant',
  },
  'already-bound': {
    when: 'The change would make the binding the same as another live one: app, mode, A, B and reference. Nothing was changed. End one of the two; a repeat gives the same.',
    detail: 'another live binding has these parties and this reference already',
  },
  'party-blocked': {
    when: 'One of the people is blocked, or somebody who is in the binding that would get more; `errors` names each field. Nothing was made or changed. A repeat gives the same until somebody takes the block away.',
    detail: 'a person may not be bound: a',
    more: { errors: [{ path: 'a', message: 'is blocked' }] },
  },
  'bind-limit': {
    when: 'A or B was bound as often in this hour of the clock as the app allows (`bindsPerPersonPerHour`); `errors` names the field. Repeat after `retryAfterSeconds`.',
    detail: 'a person has as many binds in this hour as the app allows: a',
    more: {
      errors: [{ path: 'a', message: 'has as many binds in this hour as the app allows' }],
      retryAfterSeconds: 1260,
    },
  },
  'binding-in-progress': {
    when: 'Another request is making or changing this binding, or an older one may still be applied. Repeat after `retryAfterSeconds`.',
    detail: 'another request is at work on the binding',
    more: { retryAfterSeconds: 2 },
  },
  'binding-ended': {
    when: 'The binding to be changed has ended, or is being ended. Make a new one.',
    detail: 'the binding has ended',
  },
  'not-reported': {
    when: 'The app binds reported people only, and the actual user of A is not reported: the carriers would intercept the calls. Report him first (`POST /reports`).',
    detail: 'the actual user of A is not reported to the carriers: failed',
    more: { errors: [{ path: 'a', message: 'is not reported' }] },
  },
  'report-in-progress': {
    when: 'A report of a number is being verified, or submitted by another request; `errors` names each place. Nothing was sent.',
    detail: 'a report of the number is being verified',
    more: { errors: [{ path: 'numbers.0.number', message: 'report-in-progress' }] },
  },
  'report-too-soon': {
    when: 'A report of a number failed less than 24 hours ago, and the platform takes none until then. Nothing was sent.',
    detail: 'a report of the number failed less than 24 hours ago',
    more: { errors: [{ path: 'numbers.0.number', message: 'report-too-soon' }] },
  },
  'report-barred': {
    when: 'Two reports of a number failed in a row, and the platform takes no further one by itself. The operator lifts it when that is cleared up. Nothing was sent.',
    detail: 'two reports of the number failed in a row; an operator has to lift it',
    more: { errors: [{ path: 'numbers.0.number', message: 'report-barred' }] },
  },
  'recording-pending': {
    when: 'The recording is not archived yet. Ask later; `recording.deadlineAt` of the call is the latest moment.',
    detail: 'the recording is still being fetched from the platform',
  },
  'recording-lost': {
    when: 'The recording could not be fetched before the platform deleted it. It will not come.',
    detail: 'the recording could not be fetched before the platform deleted it',
  },
  'version-conflict': {
    when: 'The binding is not the version that `If-Match` names, or was changed by somebody else at the same time. Read it again.',
    detail: 'the binding is not the version that If-Match names',
  },
  'payload-too-large': { when: 'The body is too large.', detail: 'the body is larger than 64 KiB' },
  'idempotency-key-reused': {
    when: 'The Idempotency-Key was used for another request within the last 24 hours.',
    detail: 'this idempotency key was used for another request',
  },
  'pool-exhausted': {
    when: 'No X is left for these two people. Add numbers, or release bindings; a live one is never evicted.',
    detail: 'no private number is free for these two parties',
  },
  'platform-throttled': {
    when: 'The platform asked for fewer calls. Repeat after `retryAfterSeconds`, at least 60.',
    detail: 'the platform asked for fewer calls',
    more: { retryAfterSeconds: 60 },
  },
  'platform-locked-out': {
    when: 'After failed authentications no call to the platform is made for 30 minutes. The operator must look.',
    detail: 'no call to the platform is made after failed authentications',
    more: { retryAfterSeconds: 1795 },
  },
  'account-suspended': {
    when: 'The account at the platform is in arrears or frozen. The operator must act there.',
    detail: 'the platform refused the request',
    more: { platform: { httpStatus: 403, code: '1010029', text: 'The account is frozen.' } },
  },
  'platform-rejected': {
    when: 'The platform refused for another reason, told in `platform` where the platform gave one.',
    detail: 'the platform refused the request',
    more: { platform: { httpStatus: 403, code: '1010040', text: 'The app has no permission.' } },
  },
  'platform-unavailable': {
    when: 'The platform gave no usable answer. Repeat: a bind is never made twice.',
    detail: 'the platform gave no usable answer',
  },
  'store-unavailable': {
    when: 'Our store, or that of our configuration, gave no answer. Repeat: nothing is done twice.',
    detail: 'storing the binding failed',
  },
  'item-unreadable': {
    when: 'What the request needs is stored and cannot be opened: its data key is missing, or it was changed. The operator must look; a repeat gives the same until then. Lists leave such an item out and name it in `unreadable`.',
    detail: 'a stored item cannot be opened',
  },
  'internal-error': {
    when: 'A fault of ours. The log has it under the request id.',
    detail: 'something went wrong on our side',
  },
} satisfies Record<ErrorCode, Meaning>;

const isCode = (text: string): text is ErrorCode => Object.hasOwn(PROBLEMS, text);

/** All codes, in the order of the table. */
export const PROBLEM_CODES: readonly ErrorCode[] = Object.keys(PROBLEMS).filter(isCode);
