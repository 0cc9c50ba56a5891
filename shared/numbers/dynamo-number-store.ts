import * as v from 'valibot';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import { openSealed } from '../sealing/open-sealed.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents, PutInput } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import {
  causeInKey,
  type NumberStatusReport,
  type ReportOutcome,
  reportKey,
} from './number-status-report.ts';
import type { NumberStore } from './number-store.ts';
import { NUMBER_STATES, PrivateNumber } from './private-number.ts';

/**
 * The reported state is beside the sealed number, so that a report is one write that reads nothing; `reportedAs` holds
 * the cause.
 */
const Item = v.object({
  sk: v.string(),
  sealed: v.string(),
  state: v.picklist(NUMBER_STATES),
  stateAt: v.string(),
  reportedAs: v.optional(v.string()),
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
    return items.map((item) => numberOf(options.sealer, item));
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
    await putNumber(options, number, { condition: 'attribute_not_exists(pk)' });
  },

  save: (number) =>
    putNumber(options, number, {
      condition: 'attribute_not_exists(pk) OR attribute_not_exists(stateAt) OR stateAt <= :stateAt',
      values: { ':stateAt': number.stateAt ?? NEVER },
    }),

  async report(report) {
    const { written } = await options.documents.update({
      purpose: 'storing the state of the private number',
      table: options.table,
      key: keyOf(options.lookup, report.app, report.x),
      ...changeOf(report),
    });
    return written ? 'changed' : whyNot(report, await readItem(options, report.app, report.x));
  },
});

const keyOf = (lookup: LookupKeys, app: string, x: string) => ({
  pk: `APP#${app}`,
  sk: `X#${lookup('private-number', x)}`,
});

const readItem = (
  { documents, table, lookup }: Options,
  app: string,
  x: string,
): Promise<Attributes | undefined> =>
  documents.get({ purpose: 'reading the private number', table, key: keyOf(lookup, app, x) });

const putNumber = async (
  { documents, table, sealer, lookup }: Options,
  number: PrivateNumber,
  condition: Pick<PutInput, 'condition' | 'values'>,
): Promise<boolean> => {
  const key = keyOf(lookup, number.app, number.x);
  const { state, stateAt = NEVER } = number;
  const item = { ...key, state, stateAt, sealed: sealer.seal(JSON.stringify(number), key.sk) };
  const purpose = 'storing the private number';
  return (await documents.put({ purpose, table, item, ...condition })).written;
};

const changeOf = (report: NumberStatusReport) => ({
  change: 'SET #state = :state, stateAt = :at, reportedAs = :reportedAs',
  condition:
    'attribute_exists(pk) AND #state <> :retired AND (stateAt < :at OR (stateAt = :at AND reportedAs < :reportedAs))',
  names: { '#state': 'state' },
  values: {
    ':state': report.state,
    ':at': report.at,
    ':reportedAs': reportKey(report),
    ':retired': 'retired',
  },
});

const whyNot = (report: NumberStatusReport, found: Attributes | undefined): ReportOutcome => {
  if (found === undefined) return 'absent';
  const { state, stateAt, reportedAs } = v.parse(Item, found);
  if (state === 'retired') return 'retired';
  return stateAt === report.at && reportedAs === reportKey(report) ? 'known' : 'older';
};

const numberOf = (sealer: Sealer, attributes: Attributes): PrivateNumber => {
  const { sk, sealed, state, stateAt, reportedAs } = v.parse(Item, attributes);
  const number = openSealed(sealer, PrivateNumber, sealed, sk);
  if (reportedAs === undefined) return number;
  const { cause: _former, ...kept } = number;
  const cause = causeInKey(reportedAs);
  return { ...kept, state, stateAt, ...(cause === undefined ? {} : { cause }) };
};
