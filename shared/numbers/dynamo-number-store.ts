import * as v from 'valibot';
import { ifReadable } from '../sealing/if-readable.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import {
  causeInKey,
  type NumberStatusReport,
  type ReportOutcome,
  reportKey,
} from './number-status-report.ts';
import type { NumberStore, ReadableNumbers, TakenBack } from './number-store.ts';
import { mayBeChosen, NUMBER_STATES, NumberByHand, type PrivateNumber } from './private-number.ts';
import { changeOfReport } from './report-change.ts';
import { withoutReport, withReport } from './state-in-force.ts';

/**
 * The sealed number is as it was set by hand. The reported state is beside it, so that a report is one write that reads
 * nothing; `reportedAs` holds the cause. Without it `stateAt` is the second from which on reports count. `decidedAt` is the
 * time of the state by hand, `goneSince` that of the first report in a row that it is gone; a number that is retired keeps it.
 */
const Item = v.object({
  sk: v.string(),
  sealed: v.string(),
  state: v.picklist(NUMBER_STATES),
  stateAt: v.string(),
  reportedAs: v.optional(v.string()),
  goneSince: v.optional(v.string()),
});

/** Before every instant, so that a number whose state has no time can always be overridden. */
const NEVER = '';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/** The pool in DynamoDB: one partition an app, one sealed item a number. */
export const createDynamoNumberStore = (options: Options): NumberStore => ({
  async ofApp(app) {
    const items = await queryAll(options.documents, {
      purpose: 'listing private numbers',
      table: options.table,
      where: 'pk = :pk AND begins_with(sk, :x)',
      values: { ':pk': `APP#${app}`, ':x': 'X#' },
    });
    return readableNumbers(options.sealer, items);
  },

  async get(app, x) {
    const found = await readItem(options, app, x);
    return found && numberOf(options.sealer, found);
  },

  async among(apps, numbers) {
    const { documents, table, sealer, lookup } = options;
    const keys = apps.flatMap((app) => numbers.map((x) => keyOf(lookup, app, x)));
    const items = await batchGetAll(documents, { purpose: 'looking for private numbers', table, keys });
    return items.map((item) => numberOf(sealer, item));
  },

  async addIfAbsent(number) {
    const { table, lookup, sealer } = options;
    const key = keyOf(lookup, number.app, number.x);
    const { state, decidedAt, since, sealed, openArea } = byHandOf(sealer, number, key.sk);
    await options.documents.put({
      purpose: 'adding the private number',
      table,
      item: { ...key, state, stateAt: since, decidedAt, sealed, openArea },
      condition: 'attribute_not_exists(pk)',
    });
  },

  async save(number, takenBack) {
    const { table, lookup } = options;
    const key = keyOf(lookup, number.app, number.x);
    const { written } = await options.documents.update({
      purpose: 'storing the private number',
      table,
      key,
      ...savingOf(byHandOf(options.sealer, number, key.sk, takenBack), takenBack),
    });
    return written;
  },

  async report(report) {
    const { written } = await options.documents.update({
      purpose: 'storing the state of the private number',
      table: options.table,
      key: keyOf(options.lookup, report.app, report.x),
      ...changeOfReport(report),
    });
    return written ? 'changed' : whyNot(report, await readItem(options, report.app, report.x));
  },
});

const readableNumbers = (sealer: Sealer, items: readonly Attributes[]): ReadableNumbers => {
  const read = items.map((item) => ({ item, number: ifReadable(() => numberOf(sealer, item)) }));
  return {
    numbers: read.flatMap(({ number }) => number ?? []),
    unreadable: read.flatMap(({ item, number }) =>
      number === undefined ? lookupKeyIn(String(item['sk'])) : [],
    ),
  };
};

/** The look-up key of a number in the sort key of its item. */
export const lookupKeyIn = (sk: string): string => sk.slice('X#'.length);

/** The key of a number in the table. */
export const numberKey = (app: string, lookupKey: string) => ({ pk: `APP#${app}`, sk: `X#${lookupKey}` });

/** The partition of `area-index` with the numbers of an area that a bind may be given, as far as a person decides it. */
export const areaPartition = (app: string, areaCode: string): string => `APP#${app}#${areaCode}`;

const keyOf = (lookup: LookupKeys, app: string, x: string) => numberKey(app, lookup('private-number', x));

const readItem = (
  { documents, table, lookup }: Options,
  app: string,
  x: string,
): Promise<Attributes | undefined> =>
  documents.get({ purpose: 'reading the private number', table, key: keyOf(lookup, app, x) });

const byHandOf = (sealer: Sealer, number: PrivateNumber, sk: string, takenBack?: TakenBack) => {
  const byHand = withoutReport(number);
  const { state, stateAt: decidedAt = NEVER } = byHand;
  const seenAt = takenBack?.seen?.stateAt ?? NEVER;
  const since = secondOf(decidedAt > seenAt ? decidedAt : seenAt);
  const { app, areaCode } = byHand;
  const openArea = mayBeChosen(byHand) && areaCode !== undefined ? areaPartition(app, areaCode) : undefined;
  return { state, decidedAt, since, openArea, sealed: sealer.seal(JSON.stringify(byHand), sk) };
};

/** The platform's times have whole seconds: a report of the second in which somebody decided must not look older. */
const secondOf = (at: string): string => at.replace(/\.\d+Z$/, '.000Z');

const savingOf = (
  { state, decidedAt, since, sealed, openArea }: ReturnType<typeof byHandOf>,
  takenBack: TakenBack | undefined,
) => {
  const area = openArea === undefined ? {} : { ':openArea': openArea };
  const set = `SET sealed = :sealed, decidedAt = :decidedAt${openArea === undefined ? '' : ', openArea = :openArea'}`;
  const removed = openArea === undefined ? ['openArea'] : [];
  const isNewer = '(attribute_not_exists(decidedAt) OR decidedAt <= :decidedAt)';
  const values = { ':decidedAt': decidedAt, ':sealed': sealed, ...area };
  if (takenBack === undefined)
    return { change: changing(set, removed), condition: `attribute_exists(pk) AND ${isNewer}`, values };
  const { seen } = takenBack;
  const reported = state === 'retired' ? ['reportedAs'] : ['reportedAs', 'goneSince'];
  const isSeen = seen === undefined ? 'attribute_not_exists(reportedAs)' : 'reportedAs = :seen';
  return {
    change: changing(`${set}, #state = :state, stateAt = :since`, [...reported, ...removed]),
    condition: `${isNewer} AND ${isSeen}`,
    names: { '#state': 'state' },
    values: {
      ...values,
      ':state': state,
      ':since': since,
      ...(seen === undefined ? {} : { ':seen': seen.key }),
    },
  };
};

const changing = (set: string, removed: readonly string[]): string =>
  removed.length === 0 ? set : `${set} REMOVE ${removed.join(', ')}`;

const whyNot = (report: NumberStatusReport, found: Attributes | undefined): ReportOutcome => {
  if (found === undefined) return 'absent';
  const { state, stateAt, reportedAs } = v.parse(Item, found);
  if (state === 'retired') return 'retired';
  return stateAt === report.at && reportedAs === reportKey(report) ? 'known' : 'older';
};

/** The number in an item of the table. @throws {ValiError} when it is none; {AppError} `item-unreadable`. */
export const numberOf = (sealer: Sealer, attributes: Attributes): PrivateNumber => {
  const { sk, sealed, state, stateAt, reportedAs, goneSince } = v.parse(Item, attributes);
  const byHand = openItem(sealer, NumberByHand, { kind: 'number', id: lookupKeyIn(sk), sealed, context: sk });
  const report =
    reportedAs === undefined ? undefined : { state, stateAt, key: reportedAs, cause: causeInKey(reportedAs) };
  return { ...withReport(byHand, report), goneSince };
};
