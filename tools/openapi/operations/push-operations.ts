import {
  DiscardBody,
  PushesQuery,
  QuarantineQuery,
  QuarantineReplayBody,
  ReplayBody,
} from '../../../functions/operate-pushes/schema.ts';
import { body, withNotes } from '../bodies.ts';
import { PUSH_EXAMPLES } from '../operators/push-answers.ts';
import { pathId, QUERY_NOTES, queryParameters } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';

const REPLAY_NOTES = {
  app: 'Only what this app received.',
  from: 'From this moment on: when it was received.',
  to: 'Before this moment.',
  after: '`next` of an answer that did not come to the end; with the same other fields.',
  itemId: 'One item; then without `app`, `from`, `to` and `after`.',
  dryRun: '`true`: read what would be fed again, and change nothing.',
};

const { itemId } = PUSH_EXAMPLES.QuarantineItem;
const DAY = { from: '2026-03-01', to: '2026-03-02' };

const FEEDS_AGAIN =
  'A record that is stored already stays as it is, so repeating is safe, and nothing is answered to the platform. A run ends after ten seconds or a page; `next` says where to go on.';

/** The operators' routes of pushes, by their route key in the template. */
export const PUSH_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'GET /operations/pushes': {
    id: 'showPushes',
    tag: 'Operations',
    summary: 'Show when pushes came, and the last ones',
    description:
      'At most seven days; the last 24 hours unless it says otherwise. Pushes that were refused (401) are stored nowhere and not among them.',
    access: 'api-key',
    parameters: queryParameters(PushesQuery, { ...QUERY_NOTES, app: 'Only pushes to this app.' }),
    answers: { 200: { description: 'Counts and the last pushes.', as: 'PushOverview' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'POST /operations/pushes/replay': {
    id: 'replayPushes',
    tag: 'Operations',
    summary: 'Feed journaled pushes to the stores again',
    description: FEEDS_AGAIN,
    access: 'api-key',
    requestBody: body(withNotes(ReplayBody, [], REPLAY_NOTES), { day: DAY }),
    answers: { 200: { description: 'What came of it.', as: 'ReplayReport' } },
    problems: ['invalid-request', 'payload-too-large', 'store-unavailable'],
  },
  'GET /operations/quarantine': {
    id: 'listQuarantine',
    tag: 'Operations',
    summary: 'List what pushes brought and nobody could read, the oldest first',
    access: 'api-key',
    parameters: queryParameters(QuarantineQuery, { ...QUERY_NOTES, app: 'Only items of this app.' }),
    answers: { 200: { description: 'A page.', as: 'QuarantineList' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'GET /operations/quarantine/{itemId}': {
    id: 'readQuarantined',
    tag: 'Operations',
    summary: 'Show the fields of an item in quarantine, without their values',
    access: 'api-key',
    parameters: [pathId('itemId')],
    answers: { 200: { description: 'The item.', as: 'QuarantineItem' } },
    problems: ['not-found', 'item-unreadable', 'store-unavailable'],
  },
  'POST /operations/quarantine/replay': {
    id: 'replayQuarantine',
    tag: 'Operations',
    summary: 'Read an item in quarantine again, or all of a time',
    description: `${FEEDS_AGAIN} An item that can be read now leaves the quarantine.`,
    access: 'api-key',
    requestBody: body(withNotes(QuarantineReplayBody, [], REPLAY_NOTES), { one: { itemId }, day: DAY }),
    answers: { 200: { description: 'What came of it.', as: 'ReplayReport' } },
    problems: ['invalid-request', 'not-found', 'payload-too-large', 'store-unavailable'],
  },
  'POST /operations/quarantine/discard': {
    id: 'discardQuarantined',
    tag: 'Operations',
    summary: 'Take an item out of the quarantine for good',
    description:
      'It is not listed or counted any more, and no repeat brings it back. It stays sealed where it is until its time is over.',
    access: 'api-key',
    requestBody: body(withNotes(DiscardBody, [], REPLAY_NOTES), { one: { itemId } }),
    answers: { 200: { description: 'The item that was taken out, or would be.', as: 'DiscardReport' } },
    problems: ['invalid-request', 'not-found', 'payload-too-large', 'store-unavailable'],
  },
};
