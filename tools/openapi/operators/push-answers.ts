import * as v from 'valibot';
import { PUSH_ROUTES } from '../../../shared/pushes/intake/push-journal.ts';
import { PUSH_KINDS } from '../../../shared/pushes/push.ts';
import { CountField, IdField, listOf, MomentField } from '../answer-fields.ts';

const quarantined = {
  itemId: IdField,
  app: v.string(),
  kind: v.pipe(v.picklist(PUSH_KINDS), v.description('Of the push that it was in.')),
  reason: v.pipe(v.string(), v.description('Why it was not understood.')),
  receivedAt: MomentField,
  journalId: v.pipe(IdField, v.description('The push that it was in.')),
};

const SentField = v.object({
  path: v.pipe(v.string(), v.description('Empty: not an object was sent.')),
  type: v.picklist(['text', 'number', 'boolean', 'null', 'list', 'object']),
  length: v.optional(v.pipe(CountField, v.description('Of a text; of a list its entries.'))),
  form: v.optional(
    v.pipe(
      v.string(),
      v.description('Of a short text: each digit as `#`, each letter as `a`; none of several words.'),
    ),
  ),
  value: v.optional(
    v.pipe(
      v.union([v.number(), v.boolean()]),
      v.description('Only true, false and integers of up to three digits.'),
    ),
  ),
});

const About = v.partial(v.object(quarantined));

/** The answers about pushes and their quarantine. */
export const PUSH_ANSWERS = {
  PushOverview: v.object({
    from: MomentField,
    to: MomentField,
    buckets: v.pipe(
      v.array(
        v.object({
          from: MomentField,
          to: MomentField,
          received: v.pipe(v.nullable(CountField), v.description('`null`: not counted.')),
        }),
      ),
      v.description(
        'Hours, in more than two days quarters of a day, without gaps. Later events of a call are not counted.',
      ),
    ),
    latest: v.pipe(
      v.array(
        v.object({
          journalId: IdField,
          app: v.string(),
          route: v.picklist(PUSH_ROUTES),
          receivedAt: MomentField,
          kind: v.optional(
            v.pipe(v.picklist(PUSH_KINDS), v.description('Absent where the push cannot be opened.')),
          ),
          items: v.optional(CountField),
        }),
      ),
      v.description('The last fifty, the newest first.'),
    ),
    truncated: v.pipe(
      v.boolean(),
      v.description(
        '`true`: some buckets are `null`, because counting them would take too long. For some apps alone only 500 pushes of all apps are looked at.',
      ),
    ),
  }),
  QuarantineList: v.omit(listOf(v.object(quarantined)), ['unreadable']),
  QuarantineItem: v.object({
    ...quarantined,
    route: v.picklist(PUSH_ROUTES),
    sent: v.pipe(
      v.nullable(v.object({ fields: v.array(SentField), truncated: v.boolean() })),
      v.description(
        'The fields of what was sent, without their values; `null` where the journal alone has it.',
      ),
    ),
  }),
  ReplayReport: v.object({
    replayed: v.pipe(
      CountField,
      v.description('Pushes, or items; in a dry run those that would be fed again.'),
    ),
    stored: v.pipe(CountField, v.description('Records that were not there yet.')),
    duplicates: CountField,
    quarantined: v.pipe(CountField, v.description('Items that still cannot be read.')),
    ignored: v.pipe(CountField, v.description('Items without an effect.')),
    broughtIn: v.pipe(CountField, v.description('Items that left the quarantine.')),
    skipped: v.optional(
      v.pipe(CountField, v.description('Of other apps than asked for. Only for keys of all apps.')),
    ),
    unreadable: v.pipe(CountField, v.description('No push for the reader of this release.')),
    unopened: v.pipe(v.array(IdField), v.description('Those that no data key opens.')),
    next: v.pipe(
      v.nullable(v.string()),
      v.description('Where to go on, as `after` of the same request; `null`: it came to the end.'),
    ),
  }),
  DiscardReport: v.object({
    outcome: v.picklist(['discarded', 'would-be-discarded']),
    ...About.entries,
    itemId: IdField,
  }),
};

const ITEM_ID = 'qhdkabncgdmpeirhjdkcbgqnmfpeaihr';
const JOURNAL_ID = 'nhfqabncgdmpeirhjdkcbgqnmfpeaihr';
const ITEM = {
  ...{ itemId: ITEM_ID, app: 'rides', kind: 'cdrs', reason: 'no-session-id' },
  ...{ receivedAt: '2026-03-01T08:00:00.000Z', journalId: JOURNAL_ID },
};

/** Made up; one for each of {@link PUSH_ANSWERS}. */
export const PUSH_EXAMPLES = {
  PushOverview: {
    ...{ from: '2026-03-01T07:00:00.000Z', to: '2026-03-01T09:00:00.000Z' },
    buckets: [
      { from: '2026-03-01T07:00:00.000Z', to: '2026-03-01T08:00:00.000Z', received: 0 },
      { from: '2026-03-01T08:00:00.000Z', to: '2026-03-01T09:00:00.000Z', received: 1 },
    ],
    latest: [
      {
        ...{ journalId: JOURNAL_ID, app: 'rides', route: 'cdr' },
        ...{ receivedAt: '2026-03-01T08:00:00.000Z', kind: 'cdrs', items: 2 },
      },
    ],
    truncated: false,
  },
  QuarantineList: { items: [ITEM], nextCursor: null },
  QuarantineItem: {
    ...ITEM,
    route: 'cdr',
    sent: {
      fields: [
        { path: 'callDirection', type: 'number', value: 0 },
        { path: 'startTime', type: 'text', length: 19, form: '####-##-## ##:##:##' },
        { path: 'callerNum', type: 'text', length: 14, form: '+#############' },
      ],
      truncated: false,
    },
  },
  ReplayReport: {
    ...{ replayed: 1, stored: 1, duplicates: 0, quarantined: 0, ignored: 0, broughtIn: 1, skipped: 0 },
    ...{ unreadable: 0, unopened: [], next: null },
  },
  DiscardReport: { outcome: 'discarded', ...ITEM },
};
