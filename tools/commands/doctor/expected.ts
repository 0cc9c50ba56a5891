import * as v from 'valibot';
import { loadTemplate, type Template } from '../../local-stack/template.ts';

/** The parts that a deployment of this source has. Names have no stage: `bindings`, `binding-sweeper`, `platform-locked-out`. */
export type Expected = Readonly<{
  tables: readonly ExpectedTable[];
  functions: readonly string[];
  /** Functions that run by themselves. */
  scheduled: readonly string[];
  alarms: readonly string[];
}>;

/** `keys` and `indexes` as in `SeenTable`. */
export type ExpectedTable = Readonly<{
  name: string;
  keys: string;
  indexes: readonly string[];
  hasRecovery: boolean;
}>;

const Keys = v.pipe(
  v.array(v.object({ AttributeName: v.string() })),
  v.transform((keys) => keys.map(({ AttributeName }) => AttributeName).join(' ')),
);
const Table = v.object({
  TableName: v.string(),
  KeySchema: Keys,
  GlobalSecondaryIndexes: v.optional(v.array(v.object({ IndexName: v.string(), KeySchema: Keys })), []),
  PointInTimeRecoverySpecification: v.optional(v.object({ PointInTimeRecoveryEnabled: v.boolean() })),
});
const Named = v.object({ FunctionName: v.string() });
const Alarm = v.object({ AlarmName: v.string() });
const Rule = v.object({
  Targets: v.array(v.object({ Arn: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }) })),
});

/** Reads it from the template of this checkout, which takes the framework a second or two after a change. */
export const expectedParts = async (): Promise<Expected> => {
  const { Resources } = await loadTemplate();
  const rules = propertiesOf(Resources, 'AWS::Events::Rule').map((rule) => v.parse(Rule, rule));
  const targets = rules.flatMap(({ Targets }) => Targets.map(({ Arn }) => Arn['Fn::GetAtt'][0]));
  const nameOf = (logicalId: string) => v.parse(Named, Resources[logicalId]?.Properties).FunctionName;
  return {
    tables: propertiesOf(Resources, 'AWS::DynamoDB::Table')
      .map((properties) => v.parse(Table, properties))
      .map((table) => ({
        name: withoutStage(table.TableName),
        keys: table.KeySchema,
        indexes: table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema }) => `${IndexName} ${KeySchema}`),
        hasRecovery: table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true,
      })),
    functions: propertiesOf(Resources, 'AWS::Lambda::Function').map((one) =>
      withoutStage(v.parse(Named, one).FunctionName),
    ),
    scheduled: [...new Set(targets)].map((logicalId) => withoutStage(nameOf(logicalId))).sort(),
    alarms: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
      propertiesOf(Resources, type).map((one) => withoutStage(v.parse(Alarm, one).AlarmName)),
    ),
  };
};

const propertiesOf = (resources: Template['Resources'], type: string): readonly unknown[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);

/** The template is that of the stage `local`. */
const withoutStage = (name: string): string => name.replace(/^privatenumber-local-/, '');
