// Stream triggers of the template, so that the local stack hands changes to the functions that are deployed with them.
import * as v from 'valibot';
import type { Template } from '../template.ts';
import type { StreamRecord } from './stream-record.ts';

/** A function that hears of a table's changes. */
export type StreamTrigger = Readonly<{
  /** Of the table in the template. */
  table: string;
  functionFolder: string;
  batchSize: number;
  /** False for a record that its filter keeps away. */
  wants: (record: StreamRecord) => boolean;
}>;

const FilterPattern = v.strictObject({
  dynamodb: v.strictObject({
    Keys: v.record(v.string(), v.strictObject({ S: v.array(v.strictObject({ prefix: v.string() })) })),
  }),
});

const MappingProperties = v.object({
  BatchSize: v.number(),
  EventSourceArn: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('StreamArn')]) }),
  FunctionName: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
  FunctionResponseTypes: v.tuple([v.literal('ReportBatchItemFailures')]),
  FilterCriteria: v.optional(v.object({ Filters: v.array(v.object({ Pattern: v.string() })) })),
});

/** Every stream trigger. @throws {v.ValiError} for one with a filter or an answer of a kind that is not played here. */
export const streamTriggersOf = ({ Resources }: Template): readonly StreamTrigger[] =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping')
    .map(({ Properties }) => {
      const mapping = v.parse(MappingProperties, Properties);
      const [tableId] = mapping.EventSourceArn['Fn::GetAtt'];
      const [functionId] = mapping.FunctionName['Fn::GetAtt'];
      const handler = v.parse(v.string(), Resources[functionId]?.Properties['Handler']);
      return {
        table: v.parse(v.string(), Resources[tableId]?.Properties['TableName']),
        functionFolder: handler.split('/')[1] ?? '',
        batchSize: mapping.BatchSize,
        wants: filterOf(mapping.FilterCriteria?.Filters ?? []),
      };
    });

/** A record passes when it fulfils one of the patterns, as Lambda's event filtering has it. */
const filterOf = (filters: readonly Readonly<{ Pattern: string }>[]): StreamTrigger['wants'] => {
  const patterns = filters.map(({ Pattern }) => v.parse(FilterPattern, JSON.parse(Pattern)).dynamodb.Keys);
  if (patterns.length === 0) return () => true;
  return ({ dynamodb: { Keys } }) =>
    patterns.some((pattern) =>
      Object.entries(pattern).every(([key, { S }]) =>
        S.some(({ prefix }) => Keys[key]?.S?.startsWith(prefix) === true),
      ),
    );
};

/** The tables of the template that have a stream. */
export const streamingTablesOf = ({ Resources }: Template): readonly string[] =>
  Object.values(Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::DynamoDB::Table' && 'StreamSpecification' in Properties)
    .map(({ Properties }) => v.parse(v.string(), Properties['TableName']));
