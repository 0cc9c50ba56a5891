import { BacklogQuery, RetryBody } from '../../../functions/operate-recordings/schema.ts';
import { body, withNotes } from '../bodies.ts';
import { RECORDING_EXAMPLES } from '../operators/recording-answers.ts';
import { queryParameters } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';

const RETRY_NOTES = {
  callId: 'The call whose recordings are meant.',
  rearchive: '`true`: also one that is archived, which is then replaced, and one whose deadline is over.',
  dryRun: '`true`: tell what would be done and do nothing.',
};

/** The operators' routes of recordings, by their route key in the template. */
export const RECORDING_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'GET /operations/recordings': {
    id: 'showRecordingBacklog',
    tag: 'Operations',
    summary: 'Show which recordings wait, by when the platform deletes them, and which were lost',
    access: 'api-key',
    parameters: queryParameters(BacklogQuery, { app: 'Only recordings of this app.' }),
    answers: { 200: { description: 'The backlog.', as: 'RecordingBacklog' } },
    problems: ['invalid-request', 'store-unavailable'],
  },
  'POST /operations/recordings/retry': {
    id: 'retryRecordings',
    tag: 'Operations',
    summary: 'Have the recordings of a call fetched (again)',
    description:
      'The next run of the archiver takes them. The audit of the call says who asked, by the name of the key. Repeating is safe.',
    access: 'api-key',
    requestBody: body(withNotes(RetryBody, [], RETRY_NOTES), {
      again: { callId: RECORDING_EXAMPLES.RetriedRecordings.callId },
    }),
    answers: { 200: { description: 'What came of it.', as: 'RetriedRecordings' } },
    problems: ['invalid-request', 'not-found', 'payload-too-large', 'item-unreadable', 'store-unavailable'],
  },
};
