import * as v from 'valibot';
import { OperatorName } from '../../shared/http/operator-name.ts';
import { isMoment } from '../../shared/kernel/clock.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';

/** So many calls are looked up and stored within the time of a run. */
export const CALLS_A_RUN = 500;

const E164 = v.pipe(v.string(), v.regex(/^\+\d{2,24}$/, 'must be E.164'));
const Moment = v.pipe(v.string(), v.isoTimestamp('must be a moment'), v.check(isMoment, 'must be a moment'));
const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

const Call = v.strictObject({
  place: v.pipe(v.string(), v.maxLength(32)),
  x: E164,
  caller: E164,
  callee: v.optional(E164),
  startedAt: Moment,
  ringingAt: v.optional(Moment),
  answeredAt: v.optional(Moment),
  endedAt: v.optional(Moment),
  talkSeconds: v.optional(v.number()),
  answerUnclear: v.optional(v.literal(true)),
  sessionId: v.optional(Text),
  subscriptionId: v.optional(Text),
  releaseCode: v.optional(v.number()),
});

/** Made with letters alone; see `shared/kernel/ids.ts`. */
const ImportId = v.pipe(v.string(), v.regex(/^[a-z]{8,64}$/, 'must be the id of an import'));
const ORDERED = { app: v.string(), operator: OperatorName, dryRun: v.optional(v.boolean(), false) };

/** A part of the list, which the command has read; the parts of one list have one `importId`. A dry run judges. */
const PartEvent = v.strictObject({
  ...ORDERED,
  importId: v.optional(ImportId),
  calls: v.pipe(v.array(Call), v.maxLength(CALLS_A_RUN, `must hold at most ${CALLS_A_RUN} calls`)),
});

/** Takes back what an import has added, from the part behind `after` on. */
const UndoEvent = v.strictObject({ ...ORDERED, undo: ImportId, after: v.optional(Text) });

export type PartEvent = v.InferOutput<typeof PartEvent>;
export type UndoEvent = v.InferOutput<typeof UndoEvent>;

/** The event of `npm run ops -- calls`. @throws {AppError} `invalid-request` naming the fields; never what was in them. */
export const readImportEvent = (event: unknown): PartEvent | UndoEvent =>
  typeof event === 'object' && event !== null && 'undo' in event
    ? parseEvent(UndoEvent, event, 'order')
    : parseEvent(PartEvent, event, 'order');
