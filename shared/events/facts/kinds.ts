import * as v from 'valibot';
import { BINDING_STATUSES } from '../../bindings/model/binding.ts';
import { DIRECTIONS } from '../../kernel/direction.ts';
import { MODES } from '../../kernel/mode.ts';

// The events of the business, as they stand in `detail` of EventBridge. A field may be added, never changed or removed
// (tests/unit/events/event-files.test.ts), so words that may become more are plain strings here.

const MaybeText = v.nullable(v.string());
const Count = v.pipe(v.number(), v.integer());
const MaybeCount = v.nullable(Count);

/** Phone numbers and their like, in E.164 where they could be read; only with `eventsWithNumbers: true` of the app. */
const numbers = <Entries extends v.ObjectEntries>(entries: Entries) => v.optional(v.object(entries));

const BINDING = {
  mode: v.picklist(MODES),
  status: v.picklist(BINDING_STATUSES),
  version: Count,
  /** `null`: never expires, or not yet known. */
  expiresAt: MaybeText,
  numbers: numbers({
    a: v.optional(v.string()),
    b: v.optional(v.string()),
    x: v.optional(v.string()),
    y: v.optional(v.string()),
    extension: v.optional(v.string()),
    temporaryCallee: v.optional(v.string()),
  }),
};

/** Why a call or an SMS ended as it did; `class` as in the answers of our API. */
const Outcome = v.nullable(v.object({ code: Count, source: v.string(), class: v.string() }));

const CALL = {
  callId: v.string(),
  mode: v.picklist(MODES),
  direction: v.picklist(DIRECTIONS),
  startedAt: MaybeText,
  endedAt: MaybeText,
  outcome: Outcome,
  numbers: numbers({
    x: v.optional(v.string()),
    caller: v.optional(v.string()),
    callee: v.optional(v.string()),
  }),
};

/** `false`: no record says whether anybody answered. An event from before the field is without it. */
const AnswerKnown = v.optional(v.boolean());

const MESSAGE = {
  messageId: v.string(),
  mode: v.picklist(MODES),
  direction: v.picklist(DIRECTIONS),
  sentAt: MaybeText,
  receivedAt: v.string(),
  /** Segments that were really sent and are billed. */
  segments: MaybeCount,
  result: v.nullable(v.object({ code: Count, class: v.string() })),
  numbers: numbers({
    x: v.optional(v.string()),
    sender: v.optional(v.string()),
    receiver: v.optional(v.string()),
  }),
};

const NUMBER = {
  /** Ours and opaque; the same number has the same always. */
  numberId: v.string(),
  areaCode: MaybeText,
  state: v.string(),
  cause: MaybeText,
  numbers: numbers({ x: v.string() }),
};

/** The fields of `data`, by kind. */
export const DATA = {
  /** `replaces`: the binding of a lost number in whose place it was made. */
  'binding.active': v.object({ ...BINDING, replaces: MaybeText }),
  /** `changed`: the fields that are another than before, as our API names them. */
  'binding.changed': v.object({ ...BINDING, changed: v.array(v.string()) }),
  /**
   * `endReason`: `released` by a caller, `repaired` and others as in the answers of our API; `null`: not known. `endedBy`: the name of the
   * caller's key; `null` where nobody asked. `replacedBy`: the binding on another number that took its place.
   */
  'binding.released': v.object({
    ...BINDING,
    endReason: MaybeText,
    endedBy: MaybeText,
    replacedBy: MaybeText,
  }),
  'binding.expired': v.object(BINDING),
  /** `replaces`: the binding that was to be moved from a lost number; it is told of as ever. */
  'binding.failed': v.object({ ...BINDING, replaces: MaybeText }),
  'call.ended': v.object({
    ...CALL,
    answered: v.boolean(),
    answerKnown: AnswerKnown,
    answeredAt: MaybeText,
    talkSeconds: MaybeCount,
    billedMinutes: MaybeCount,
    hungUpBy: MaybeText,
  }),
  'call.missed': v.object({ ...CALL, answerKnown: AnswerKnown }),
  'message.received': v.object(MESSAGE),
  'message.failed': v.object(MESSAGE),
  'recording.archived': v.object({
    callId: v.string(),
    archivedAt: v.string(),
    sizeBytes: Count,
    sha256: v.string(),
  }),
  'recording.lost': v.object({ callId: v.string(), reason: MaybeText }),
  /** `bindingIds`: a hundred at most of the `liveBindings` on it; `page`, from 1 on, and `last` tell of how many events this is. */
  'number.lost': v.object({
    ...NUMBER,
    liveBindings: Count,
    bindingIds: v.array(v.string()),
    page: Count,
    last: v.boolean(),
  }),
  'number.recovered': v.object(NUMBER),
  /** `areaCode`: of the city whose numbers run out; `null`: those without one. */
  'pool.low': v.object({
    areaCode: MaybeText,
    usable: Count,
    liveBindings: Count,
    needed: Count,
    /** From 0 to 1: how much of the usable numbers is in use. */
    fill: v.number(),
  }),
  'platform.locked-out': v.object({ until: v.string() }),
  'account.suspended': v.object({}),
} as const;

/** The kind of an event: `type`, and the detail-type on the bus. */
export type EventKind = keyof typeof DATA;
export type DataOf<Kind extends EventKind> = v.InferOutput<(typeof DATA)[Kind]>;

/** The source of every event on the bus. */
export const EVENT_SOURCE = 'privatenumber';

/** The schema of an event of one kind. */
export const eventSchema = <Kind extends EventKind>(kind: Kind) =>
  v.object({
    // The attributes of CloudEvents 1.0.
    specversion: v.literal('1.0'),
    /** The same for the same fact, however often it is told. */
    id: v.string(),
    source: v.literal(EVENT_SOURCE),
    type: v.literal(kind),
    subject: v.string(),
    time: v.string(),
    datacontenttype: v.literal('application/json'),
    app: v.string(),
    reference: MaybeText,
    bindingId: MaybeText,
    /** ISO 8601 UTC; the same as `time`. */
    occurredAt: v.string(),
    data: DATA[kind],
  });

/** An event as it is put on the bus: what {@link eventSchema} of its type takes. */
export type BusinessEvent = Readonly<{
  specversion: '1.0';
  id: string;
  source: typeof EVENT_SOURCE;
  type: EventKind;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  app: string;
  reference: string | null;
  bindingId: string | null;
  occurredAt: string;
  data: object;
}>;
