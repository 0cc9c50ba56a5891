import * as v from 'valibot';
import { DIRECTIONS } from '../kernel/direction.ts';
import { MODES } from '../kernel/mode.ts';

const OptionalText = v.optional(v.string());

/** Where the platform keeps a recording; both are parameters of its recording URL call. */
export const RecordingSource = v.object({ fileName: v.string(), domain: v.string() });
export type RecordingSource = v.InferOutput<typeof RecordingSource>;

/**
 * A call detail record in our words. Numbers are E.164 as far as they could be read, instants ISO 8601 UTC.
 * `answeredAt` decides whether a call was answered, but for `answerUnclear`.
 */
export const Cdr = v.object({
  app: v.string(),
  mode: v.picklist(MODES),
  /** `console`: of an import of the console's list; absent: a push brought it. */
  source: v.optional(v.literal('console')),
  /** The platform's id of the call, shared by its events. May hold phone numbers: never shown, stored sealed only. */
  sessionId: v.string(),
  /** The platform's id of this record; a phone that redials by itself makes a second one. */
  recordId: OptionalText,
  subscriptionId: OptionalText,
  x: OptionalText,
  caller: OptionalText,
  /** The party that was really called: the second leg's destination, never X. */
  callee: OptionalText,
  /** The number that the second leg was shown. */
  presentedNumber: OptionalText,
  direction: v.picklist(DIRECTIONS),
  startedAt: OptionalText,
  /** The second leg was started. */
  forwardedAt: OptionalText,
  ringingAt: OptionalText,
  answeredAt: OptionalText,
  /** The platform sent a moment of the answer that cannot be one: events tell whether somebody answered; there may be a recording. */
  answerUnclear: v.optional(v.boolean()),
  endedAt: OptionalText,
  failedAt: OptionalText,
  q850Cause: v.optional(v.number()),
  releaseCode: v.optional(v.number()),
  sipStatus: v.optional(v.number()),
  hungUpBy: v.optional(v.picklist(['caller', 'callee'])),
  recorded: v.boolean(),
  recordingStartedAt: OptionalText,
  recording: v.optional(RecordingSource),
  /** The platform gave a direct link instead of a storage domain. */
  recordingUrl: OptionalText,
  extension: OptionalText,
  userData: OptionalText,
  /** All that the platform sent and no field above takes, as sent. */
  other: v.optional(v.record(v.string(), v.unknown())),
});
export type Cdr = v.InferOutput<typeof Cdr>;
