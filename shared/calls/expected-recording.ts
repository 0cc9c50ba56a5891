import { addSeconds } from '../kernel/clock.ts';
import { cdrTalkSeconds } from './call-times.ts';
import type { Cdr } from './cdr.ts';
import {
  KEPT_BY_PLATFORM_SECONDS,
  LEAST_RECORDED_TALK_SECONDS,
  type RecordingState,
} from './recording-state.ts';

/**
 * The state in which the recording of a CDR begins. A recording without file name and link can never be fetched: it is
 * `lost` from the start and shown as such in the call, because `none` would say that nobody recorded.
 */
export const expectedRecording = (cdr: Cdr, receivedAt: Date): RecordingState => {
  if (!cdr.recorded) return { status: 'none', attempts: 0 };
  if (isTooShort(cdr)) return { status: 'not-expected', attempts: 0 };
  const deadlineAt = deadlineOf(cdr, receivedAt);
  return hasSource(cdr)
    ? { status: 'pending', attempts: 0, deadlineAt }
    : { status: 'lost', attempts: 0, deadlineAt, reason: 'no-source' };
};

/** True for a CDR that announces a recording which can never be fetched. */
export const announcesLostRecording = (cdr: Cdr): boolean =>
  cdr.recorded && !hasSource(cdr) && !isTooShort(cdr);

const hasSource = ({ recording, recordingUrl }: Cdr): boolean =>
  recording !== undefined || recordingUrl !== undefined;

/** When the end of a call is unknown, so is its talk: its file is tried. */
const isTooShort = (cdr: Cdr): boolean => {
  const talk = cdrTalkSeconds(cdr);
  return talk !== undefined && talk < LEAST_RECORDED_TALK_SECONDS;
};

/** Seven days after the earlier of call end and first receipt: the page counts from the push, which may have come late. */
const deadlineOf = ({ endedAt }: Cdr, receivedAt: Date): string => {
  const ended = endedAt === undefined ? receivedAt : new Date(endedAt);
  return addSeconds(ended < receivedAt ? ended : receivedAt, KEPT_BY_PLATFORM_SECONDS).toISOString();
};
