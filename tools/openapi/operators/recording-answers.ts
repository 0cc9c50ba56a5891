import * as v from 'valibot';
import { RECORDING_STATUSES } from '../../../shared/calls/recording-state.ts';
import { CountField, IdField, MomentField } from '../answer-fields.ts';

const RecordingLine = v.object({
  callId: IdField,
  app: v.string(),
  status: v.picklist(RECORDING_STATUSES),
  attempts: CountField,
  deadlineAt: v.optional(v.pipe(MomentField, v.description('When the platform deletes the file.'))),
  reason: v.optional(v.pipe(v.string(), v.description('Why the last attempt failed, or it is lost.'))),
  archivedAt: v.optional(MomentField),
  sizeBytes: v.optional(CountField),
  notes: v.optional(v.pipe(v.array(v.string()), v.description('What makes an archived one suspect.'))),
});

const waitingCount = {
  waiting: CountField,
  due: v.pipe(CountField, v.description('Those of them whose next attempt is due.')),
};

/** The answers about recordings. */
export const RECORDING_ANSWERS = {
  RecordingBacklog: v.object({
    at: MomentField,
    ...waitingCount,
    overdue: v.pipe(
      v.object(waitingCount),
      v.description('Those whose time at the platform is over, and which nobody has called lost yet.'),
    ),
    byDeadline: v.pipe(
      v.array(v.object({ from: MomentField, to: MomentField, ...waitingCount })),
      v.description(
        'By when the platform deletes them: hours for the next 24, then days of UTC for a week. Without gaps, and with those that have none.',
      ),
    ),
    lost: CountField,
    lostByReason: v.pipe(
      v.array(v.object({ reason: v.string(), recordings: CountField })),
      v.description('Of `lostLookedAt` recordings, those with the latest deadlines; the commonest first.'),
    ),
    lostLookedAt: CountField,
    isComplete: v.pipe(
      v.boolean(),
      v.description(
        '`false`: there is more than was counted. 10,000 a list are counted, and for some apps alone the first 1000 of all apps are looked at.',
      ),
    ),
    nearest: v.pipe(v.array(RecordingLine), v.description('Twenty that are deleted first.')),
    latestLost: v.pipe(v.array(RecordingLine), v.description('Twenty that were lost last.')),
  }),
  RetriedRecordings: v.object({
    callId: IdField,
    outcomes: v.pipe(
      v.array(
        v.picklist([
          ...(['due-now', 'in-hand', 'changed', 'would-be-due-now', 'deadline-over'] as const),
          ...(['was-erased', 'already-archived', 'no-recording', 'no-call'] as const),
          ...(['unreadable', 'erased', 'erasing', 'would-be-erased'] as const),
        ]),
      ),
      v.description(
        'One a recording of the call. `due-now`: the next run of the archiver takes it. `in-hand`: an archiver has it now. `changed`: it changed meanwhile, ask again. `deadline-over`: the platform has deleted it; only `rearchive` makes one more try. `was-erased`: nothing brings it back from here.',
      ),
    ),
  }),
};

const CALL_ID = 'hfqkabncgdmpeirhjdkcbgqnmfpeaihr';
const LINE = { callId: CALL_ID, app: 'rides', attempts: 9, reason: 'http-500' };

/** Made up; one for each of {@link RECORDING_ANSWERS}. */
export const RECORDING_EXAMPLES = {
  RecordingBacklog: {
    at: '2026-03-01T08:20:00.000Z',
    ...{ waiting: 3, due: 1, overdue: { waiting: 0, due: 0 } },
    byDeadline: [
      { from: '2026-03-01T08:20:00.000Z', to: '2026-03-01T09:00:00.000Z', waiting: 1, due: 1 },
      { from: '2026-03-01T09:00:00.000Z', to: '2026-03-01T10:00:00.000Z', waiting: 2, due: 0 },
    ],
    ...{ lost: 1, lostByReason: [{ reason: 'http-500', recordings: 1 }], lostLookedAt: 1, isComplete: true },
    nearest: [{ ...LINE, status: 'pending', deadlineAt: '2026-03-01T08:31:20.000Z' }],
    latestLost: [{ ...LINE, status: 'lost', deadlineAt: '2026-02-28T08:31:20.000Z' }],
  },
  RetriedRecordings: { callId: CALL_ID, outcomes: ['due-now'] },
};
