import * as v from 'valibot';

const AnyObject = v.record(v.string(), v.unknown());
const Resource = v.looseObject({ Type: v.string(), Properties: v.optional(AnyObject, {}) });
export type Resource = v.InferOutput<typeof Resource>;

/** A template, as far as the check looks into it. */
export const CloudFormation = v.looseObject({
  Resources: v.record(v.string(), Resource),
  Parameters: v.optional(AnyObject, {}),
  Conditions: v.optional(AnyObject, {}),
});
export type CloudFormation = v.InferOutput<typeof CloudFormation>;

type Walk = (key: string, argument: unknown) => void;

/** Everything in a value that is an object with one key, which is how functions of CloudFormation are written. */
const walk = (value: unknown, visit: Walk): void => {
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  const [[key, argument] = ['', undefined]] = entries;
  if (entries.length === 1) visit(key, argument);
  for (const [, inner] of entries) walk(inner, visit);
};

/** The value as it is when all conditions go one way: `Fn::If` is resolved, and `AWS::NoValue` leaves nothing. */
export const reachable = (value: unknown, side: 'then' | 'else'): unknown => {
  if (Array.isArray(value)) return value.map((item) => reachable(item, side)).filter(isThere);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = ['', undefined]] = Object.entries(value);
  if (key === 'Fn::If' && Array.isArray(argument))
    return reachable(side === 'then' ? argument[1] : argument[2], side);
  if (key === 'Ref' && argument === 'AWS::NoValue') return undefined;
  const kept = Object.entries(value).map(([name, inner]) => [name, reachable(inner, side)] as const);
  return Object.fromEntries(kept.filter(([, inner]) => isThere(inner)));
};

const isThere = (value: unknown): boolean => value !== undefined;

/**
 * Finds references to what the template does not have: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::If`, `Condition`, `DependsOn`.
 *
 * @param attributesOf what `Fn::GetAtt` can ask of a type; undefined where that is not known
 */
export const referenceFaults = (
  template: CloudFormation,
  attributesOf: (type: string) => readonly string[] | undefined,
): string[] => {
  const faults: string[] = [];
  const { Resources, Parameters, Conditions } = template;
  const isNamed = (id: string) => id.startsWith('AWS::') || id in Resources || id in Parameters;
  const refer = (place: string, how: string, id: string) => {
    if (!isNamed(id)) faults.push(`${place}: ${how} to nothing: ${id}`);
  };
  const ask = (place: string, [id = '', ...path]: readonly string[]) => {
    const attribute = path.join('.');
    const known = attributesOf(Resources[id]?.Type ?? '');
    if (!(id in Resources)) faults.push(`${place}: Fn::GetAtt of nothing: ${id}`);
    else if (known !== undefined && !known.includes(attribute))
      faults.push(`${place}: ${id} has no attribute ${attribute}`);
  };
  const condition = (place: string, name: unknown) => {
    if (typeof name === 'string' && !(name in Conditions)) faults.push(`${place}: no condition ${name}`);
  };

  const substitute = (place: string, argument: unknown) => {
    for (const [id = '', ...path] of substituted(argument))
      if (path.length > 0) ask(place, [id, ...path]);
      else refer(place, 'Fn::Sub', id);
  };
  const visitors: Readonly<Record<string, (place: string, argument: unknown) => void>> = {
    Ref: (place, argument) => refer(place, 'Ref', String(argument)),
    'Fn::GetAtt': (place, argument) => ask(place, partsOf(argument)),
    'Fn::If': (place, argument) => condition(place, Array.isArray(argument) ? argument[0] : undefined),
    'Fn::Sub': substitute,
  };
  const visitIn = (place: string): Walk => {
    return (key, argument) => visitors[key]?.(place, argument);
  };

  for (const [id, resource] of Object.entries(Resources)) {
    walk(resource.Properties, visitIn(id));
    condition(id, resource['Condition']);
    for (const other of [resource['DependsOn'] ?? []].flat())
      if (!(String(other) in Resources)) faults.push(`${id}: DependsOn nothing: ${String(other)}`);
  }
  walk(template['Outputs'], visitIn('Outputs'));
  return faults;
};

const partsOf = (argument: unknown): readonly string[] =>
  Array.isArray(argument) ? argument.map(String) : String(argument).split('.');

/** The names in the text of `Fn::Sub` that the template has to have, each in its parts; `${!Literal}` is none. */
const substituted = (argument: unknown): readonly (readonly string[])[] => {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  const given = typeof own === 'object' && own !== null ? own : {};
  return [...String(text).matchAll(/\$\{(?!!)([\w:.]+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !(name in given))
    .map((name) => (name.startsWith('AWS::') ? [name] : name.split('.')));
};
