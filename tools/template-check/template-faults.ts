import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import * as v from 'valibot';
import { CloudFormation, type Resource, reachable, referenceFaults } from './reference-faults.ts';

const FILE = fileURLToPath(new URL('schemas.json', import.meta.url));

const AnyObject = v.record(v.string(), v.unknown());
const Schemas = v.object({
  types: v.record(v.string(), v.object({ attributes: v.array(v.string()), schema: AnyObject })),
});
/** The attributes beside `Properties`, and the choices of those that have some. */
const ATTRIBUTES: Readonly<Record<string, readonly string[] | undefined>> = {
  Type: undefined,
  Properties: undefined,
  DependsOn: undefined,
  Condition: undefined,
  Metadata: undefined,
  CreationPolicy: undefined,
  UpdatePolicy: undefined,
  DeletionPolicy: ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'],
  UpdateReplacePolicy: ['Delete', 'Retain', 'Snapshot'],
};

/**
 * The schemas write patterns in two ways: with classes such as `\p{L}`, which only `u` understands, and with escapes such as `\-`
 * outside a class, which `u` refuses.
 */
const patternOf = (pattern: string): RegExp => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
};
patternOf.code = 'new RegExp'; // asked for by Ajv, for code that it writes to files

/** CloudFormation takes `"30"` for 30 and `"true"` for true, and so does the check. */
const ajv = new Ajv({ allErrors: true, coerceTypes: true, strict: false, code: { regExp: patternOf } });

/** Read once in a process; compiling a schema takes longer than checking with it. */
const { types: SCHEMAS } = v.parse(Schemas, JSON.parse(readFileSync(FILE, 'utf8')));
const compiled = new Map<string, ValidateFunction>();

/**
 * Finds what CloudFormation, or a service behind it, would refuse: unknown types, properties that are unknown, missing, of a wrong
 * type or not among the choices, and references to nothing. Without a network; cfn-lint knows more.
 *
 * @returns a line for each, with the place
 */
export const templateFaults = (written: unknown): readonly string[] => {
  const template = v.parse(CloudFormation, written);
  const ofResources = Object.entries(template.Resources).flatMap(([id, resource]) => [
    ...attributeFaults(id, resource),
    ...propertyFaults(id, resource),
  ]);
  const attributesOf = (type: string) => SCHEMAS[type]?.attributes;
  return [...new Set([...ofResources, ...referenceFaults(template, attributesOf)])];
};

const attributeFaults = (id: string, resource: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(resource).flatMap(([name, value]) => {
    if (!(name in ATTRIBUTES)) return [`${id}: unknown attribute ${name}`];
    const choices = ATTRIBUTES[name];
    return choices === undefined || choices.includes(String(value))
      ? []
      : [`${id}: ${name} must be one of ${choices.join(', ')}, not ${String(value)}`];
  });

const propertyFaults = (id: string, { Type, Properties }: Resource): string[] => {
  const validate = validatorOf(Type);
  if (validate === undefined)
    return [`${id}: no schema of ${Type}; add it to tools/template-check/refresh-schemas.ts`];
  // Each side of a condition is a template of its own.
  return (['then', 'else'] as const).flatMap((side) => {
    const properties = reachable(Properties, side);
    validate(properties);
    return (validate.errors ?? [])
      .filter((error) => !isLeftToCloudFormation(properties, error))
      .map((error) => `${id} (${Type}) ${lineOf(error)}`);
  });
};

const validatorOf = (type: string): ValidateFunction | undefined => {
  const known = compiled.get(type);
  const entry = SCHEMAS[type];
  if (known !== undefined || entry === undefined) return known;
  const made = ajv.compile(entry.schema);
  compiled.set(type, made);
  return made;
};

/** A function of CloudFormation stands for a value that is not known yet. */
const isLeftToCloudFormation = (properties: unknown, { instancePath }: ErrorObject): boolean => {
  let value = properties;
  for (const part of instancePath.split('/').slice(1)) {
    if (isFunction(value)) return true;
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = v.is(v.looseObject({}), value) ? Reflect.get(value, key) : undefined;
  }
  return isFunction(value);
};

const isFunction = (value: unknown): boolean =>
  v.is(AnyObject, value) &&
  Object.keys(value).length === 1 &&
  /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0] ?? '');

const lineOf = ({ instancePath, message = '', params }: ErrorObject): string => {
  const place = instancePath.slice(1).replaceAll('/', '.');
  const more = params['additionalProperty'] ?? params['allowedValues'];
  const detail = more === undefined ? '' : `: ${Array.isArray(more) ? more.join(', ') : String(more)}`;
  return `${place} ${message}${detail}`.trim();
};
