// Readers of the packaged template, so that the tests speak of functions and tables and not of logical ids.
import * as v from 'valibot';
import { readTemplate, type Template } from '../../tools/local-stack/template.ts';
import { PACKAGE_DIRECTORY } from './packaged-service.ts';

const FunctionProperties = v.looseObject({
  FunctionName: v.string(),
  Handler: v.string(),
  Runtime: v.string(),
  Architectures: v.array(v.string()),
  Timeout: v.number(),
  MemorySize: v.number(),
  Environment: v.looseObject({ Variables: v.record(v.string(), v.unknown()) }),
  Role: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) }),
});

const RoleProperties = v.looseObject({
  Policies: v.tuple([
    v.looseObject({
      PolicyDocument: v.looseObject({
        Statement: v.array(
          v.strictObject({
            Effect: v.literal('Allow'),
            Action: v.array(v.string()),
            Resource: v.array(v.unknown()),
          }),
        ),
      }),
    }),
  ]),
});

export type Grant = Readonly<{ action: string; resource: string }>;

/** The packaged template. */
export const packagedTemplate = (): Promise<Template> => readTemplate(PACKAGE_DIRECTORY);

/** Properties of all resources of one type, by logical id. */
export const resourcesOf = (template: Template, type: string): ReadonlyMap<string, Record<string, unknown>> =>
  new Map(
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => [id, Properties]),
  );

/** The Lambda functions by the name of their folder. */
export const functionsOf = (
  template: Template,
): ReadonlyMap<string, v.InferOutput<typeof FunctionProperties>> =>
  new Map(
    [...resourcesOf(template, 'AWS::Lambda::Function').values()].map((properties) => {
      const read = v.parse(FunctionProperties, properties);
      return [read.FunctionName.replace(/^privatenumber-[a-z]+-/, ''), read];
    }),
  );

/** The rights of a function beside writing its log: one entry for each action on each resource. */
export const grantsOf = (template: Template, functionName: string): readonly Grant[] => {
  const role = functionsOf(template).get(functionName)?.Role['Fn::GetAtt'][0] ?? '';
  const [{ PolicyDocument }] = v.parse(RoleProperties, template.Resources[role]?.Properties).Policies;
  return PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => ({ action, resource: shown(resource) }))),
  );
};

/** A `Ref`, `Fn::GetAtt` or `Fn::Sub` as text, and text as it is: `BindingsTable.Arn`, `${BindingsTable.Arn}/index/a-index`. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const read = v.safeParse(
    v.union([
      v.pipe(
        v.strictObject({ Ref: v.string() }),
        v.transform(({ Ref }) => Ref),
      ),
      v.pipe(
        v.strictObject({ 'Fn::Sub': v.string() }),
        v.transform((sub) => sub['Fn::Sub']),
      ),
      v.pipe(
        v.strictObject({ 'Fn::GetAtt': v.array(v.string()) }),
        v.transform((attribute) => attribute['Fn::GetAtt'].join('.')),
      ),
    ]),
    value,
  );
  return read.success ? read.output : JSON.stringify(value);
};
