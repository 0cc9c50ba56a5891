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
  sessionId: v.optional(Text),
  subscriptionId: v.optional(Text),
  releaseCode: v.optional(v.number()),
});

/** The event of `npm run ops -- calls import`: a part of the list, which the command has read. */
const ImportEvent = v.strictObject({
  app: v.string(),
  operator: OperatorName,
  calls: v.pipe(v.array(Call), v.maxLength(CALLS_A_RUN, `must hold at most ${CALLS_A_RUN} calls`)),
  dryRun: v.optional(v.boolean(), false),
});

/** @throws {AppError} `invalid-request` naming the fields; never what was in them. */
export const readImportEvent = (event: unknown): v.InferOutput<typeof ImportEvent> =>
  parseEvent(ImportEvent, event, 'order');
