import { PhoneChangeBody, PhoneChangeQuery } from '../../../functions/manage-parties/schema.ts';
import { body, withNotes } from '../bodies.ts';
import { PHONE_CHANGE_EXAMPLE } from '../examples.ts';
import { queryParameters } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';

const PHONE_CHANGE_NOTES = {
  from: 'The number that the person has in the bindings.',
  to: 'The new number. Neither of the two may be a private number of ours.',
  app: 'Bindings of this app alone; absent: of all that the caller may see.',
  cursor: '`nextCursor` of the answer before. It opens for the same numbers and the same app only.',
};

/** The documented routes about a person across all bindings, by route key. */
export const PARTY_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'POST /parties/change': {
    id: 'changePhone',
    tag: 'Parties',
    summary: 'Give a person another number in all live bindings',
    description: [
      'Each live binding is changed as by `PATCH`, or by a new temporary callee: A and B of AXB and X, A of AX, B of AXYB, the temporary callee of AX and the call-back number of AXE. X stays, and so does the end of each binding. A of AXE and of AXYB cannot be changed: the result is `not-changeable`, because a new binding has another X or extension, of which the caller has to tell people.',
      'Later binds of the former number are not affected. Repeating is safe: what was changed is not found by the former number any more. After a 202 go on with `nextCursor`; where items have failed, repeat without it. AXYB, AX and AXE: somebody who was put on the other side within the last seconds may be missing, and a repeat finds him.',
      'A temporary callee ends with a change of A, as with `PATCH`. A dry run does not know what the platform refuses.',
    ].join('\n\n'),
    access: 'api-key',
    parameters: queryParameters(PhoneChangeQuery),
    requestBody: body(withNotes(PhoneChangeBody, [], PHONE_CHANGE_NOTES), { phone: PHONE_CHANGE_EXAMPLE }),
    answers: {
      200: { description: 'All bindings were looked at, and none has failed.', as: 'PhoneChangeReport' },
      202: {
        description:
          'There is more to do: `nextCursor`, or items that have failed. With `Retry-After` where the platform asks for it.',
        as: 'PhoneChangeReport',
      },
    },
    problems: ['invalid-request', 'payload-too-large', 'store-unavailable'],
  },
};
