import * as v from 'valibot';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { type Documents, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '../storage/documents.ts';
import { type Attributes, conditionally, inStore } from '../storage/dynamo.ts';
import {
  causeInKey,
  type NumberStatusReport,
  type ReportOutcome,
  reportKey,
} from './number-status-report.ts';
import type { NumberStore } from './number-store.ts';
import { NUMBER_STATES, PrivateNumber } from './private-number.ts';

/** What is reported stands beside the sealed number, so that a report is one write that reads nothing; `reportedAs` holds the cause. */
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
export const createDynamoNumberStore = ({ documents, table, sealer, lookup }: Options): NumberStore => {
  const keyOf = (app: string, x: string) => ({ pk: `APP#${app}`, sk: `X#${lookup('private-number', x)}` });

  const toItem = (number: PrivateNumber): Attributes => {
    const key = keyOf(number.app, number.x);
    const { state, stateAt = NEVER } = number;
    return { ...key, state, stateAt, sealed: sealer.seal(JSON.stringify(number), key.sk) };
  };

  const put = async (
    number: PrivateNumber,
    condition: Readonly<Record<string, unknown>>,
  ): Promise<boolean> => {
    const command = new PutCommand({ TableName: table, Item: toItem(number), ...condition });
    return conditionally('store a private number', () => documents.send(command));
  };

  const read = async (app: string, x: string): Promise<Attributes | undefined> => {
    const command = new GetCommand({ TableName: table, Key: keyOf(app, x), ConsistentRead: true });
    return (await inStore('read a private number', () => documents.send(command))).Item;
  };

  return {
    async ofApp(app) {
      const numbers: PrivateNumber[] = [];
      let from: Attributes | undefined;
      do {
        const command = new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :x)',
          ExpressionAttributeValues: { ':pk': `APP#${app}`, ':x': 'X#' },
          ConsistentRead: true,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        });
        const page = await inStore('list private numbers', () => documents.send(command));
        numbers.push(...(page.Items ?? []).map((item) => open(sealer, item)));
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return numbers;
    },

    async get(app, x) {
      const found = await read(app, x);
      return found === undefined ? undefined : open(sealer, found);
    },

    async addIfAbsent(number) {
      await put(number, { ConditionExpression: 'attribute_not_exists(pk)' });
    },

    save: (number) =>
      put(number, {
        ConditionExpression:
          'attribute_not_exists(pk) OR attribute_not_exists(stateAt) OR stateAt <= :stateAt',
        ExpressionAttributeValues: { ':stateAt': number.stateAt ?? NEVER },
      }),

    async report(report) {
      const command = new UpdateCommand({
        TableName: table,
        Key: keyOf(report.app, report.x),
        ...reportExpressions(report),
      });
      const changed = await conditionally('store the state of a number', () => documents.send(command));
      return changed ? 'changed' : whyNot(report, await read(report.app, report.x));
    },
  };
};

const reportExpressions = (report: NumberStatusReport) => ({
  UpdateExpression: 'SET #state = :state, stateAt = :at, reportedAs = :reportedAs',
  ConditionExpression:
    'attribute_exists(pk) AND #state <> :retired AND (stateAt < :at OR (stateAt = :at AND reportedAs < :reportedAs))',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: {
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

const open = (sealer: Sealer, attributes: Attributes): PrivateNumber => {
  const { sk, sealed, state, stateAt, reportedAs } = v.parse(Item, attributes);
  const number = v.parse(PrivateNumber, JSON.parse(sealer.open(sealed, sk).toString('utf8')));
  if (reportedAs === undefined) return number;
  const { cause: _former, ...kept } = number;
  const cause = causeInKey(reportedAs);
  return { ...kept, state, stateAt, ...(cause === undefined ? {} : { cause }) };
};
