import {
  BlockBody,
  ListBlocksQuery,
  PhoneChangeBody,
  PhoneChangeQuery,
} from '../../../functions/manage-parties/schema.ts';
import { body, withNotes } from '../bodies.ts';
import { BLOCK_EXAMPLE, PHONE_CHANGE_EXAMPLE } from '../examples.ts';
import { pathId, QUERY_NOTES, queryParameters } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';

const PHONE_CHANGE_NOTES = {
  from: 'The number that the person has in the bindings.',
  to: 'The new number. Neither of the two may be a private number of ours.',
  app: 'Bindings of this app alone; absent: of all that the caller may see.',
  cursor: '`nextCursor` of the answer before. It opens for the same numbers and the same app only.',
};

const BLOCK_NOTES = {
  party: 'The person, by a number.',
  app: 'In this app alone; absent: in all. A caller that is limited to apps names one.',
  reason: 'For people; at most 200 characters, and no phone number.',
  until:
    'In ISO 8601, and in the future: a day (of UTC) or a moment with its zone. Absent: until it is taken away.',
  endLive: "`true`: the person's live bindings there are ended as well.",
};

/** The meanings of the fields of the list of blocks. */
export const BLOCK_LIST_NOTES = {
  ...QUERY_NOTES,
  party: 'The blocks of this person, all on one page.',
  app: 'Blocks in this app alone, without those in all apps.',
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
      'Where `from` is blocked, in that app or in all, the result is `conflict` with `party-blocked`: the block does not go along to another number, so the person keeps the former one until the block is taken away. So it is where `to` or somebody else in the binding is blocked. A temporary callee who was replaced meanwhile is `failed` with `version-conflict`, and a repeat leaves that binding out.',
      'A temporary callee ends with a change of A, as with `PATCH`. A dry run does not know what the platform refuses. A change without an answer that may bring the former number is finished first; as long as an older attempt may be applied late the item is `failed` with `binding-in-progress`.',
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
  'POST /blocks': {
    id: 'block',
    tag: 'Parties',
    summary: 'Block a person, who may not be bound nor reach anybody',
    description: [
      'Binds, changes and temporary callees that name the person are `party-blocked` from then on. Calls of mode X from the person are closed, and texts that the platform asks about (X, AX) are discarded. In the other modes the platform puts calls through without asking, so only the end of the bindings stops them: `endLive`. Where the person is a temporary callee, that alone is ended, and `changedBy` of the binding names the caller. A binding that a change gives to others meanwhile is left to them.',
      'A live binding of the person gets no other person, not in the place of that one either, and no longer life: `party-blocked`. It may get less.',
      'A change without an answer that would bring the person is taken back, by whoever would have finished it: the binding keeps its people. With `endLive` that is done at once, and as long as an attempt may be applied late the item is `failed` with `binding-in-progress`. A binding of AXE that had no call-back number or tone ends, because the platform cannot take one away.',
      'Repeating is safe, writes over the block that the person has in that app, and with `endLive` goes on with the bindings that are left. A bind of the same moment may still be made: a repeat ends it.',
    ].join('\n\n'),
    access: 'api-key',
    requestBody: body(withNotes(BlockBody, [], BLOCK_NOTES), { block: BLOCK_EXAMPLE }),
    answers: {
      200: { description: 'It is written over the block that was there.', as: 'MadeBlock' },
      201: { description: 'The person is blocked.', as: 'MadeBlock' },
      202: { description: 'The person is blocked, and some bindings are left to be ended.', as: 'MadeBlock' },
    },
    problems: ['invalid-request', 'payload-too-large', 'store-unavailable'],
  },
  'GET /blocks': {
    id: 'listBlocks',
    tag: 'Parties',
    summary: 'See who is blocked',
    description:
      'In no order that means anything; those that are over are left out, and a page may hold fewer than `limit`. A caller that is limited to apps sees the blocks of these apps, and not those in all. With `party` it is the older form of `POST /blocks/search`, which has no number in its URL.',
    access: 'api-key',
    parameters: queryParameters(ListBlocksQuery, BLOCK_LIST_NOTES),
    answers: { 200: { description: 'A page.', as: 'BlockList' } },
    problems: ['invalid-request', 'item-unreadable', 'store-unavailable'],
  },
  'DELETE /blocks/{blockId}': {
    id: 'unblock',
    tag: 'Parties',
    summary: 'Take a block away',
    access: 'api-key',
    parameters: [pathId('blockId')],
    answers: { 200: { description: 'The block that was.', as: 'Block' } },
    problems: ['invalid-request', 'not-found', 'payload-too-large', 'item-unreadable', 'store-unavailable'],
  },
};
