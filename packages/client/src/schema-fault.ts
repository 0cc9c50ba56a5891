/** The part of JSON Schema that the schemas of the events have. */
export type EventSchema = Readonly<{
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly EventSchema[];
  properties?: Readonly<Record<string, EventSchema>>;
  required?: readonly string[];
  items?: EventSchema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  pattern?: string;
}>;

type Check = (schema: EventSchema, value: unknown, path: string) => string | undefined;

/** One check a keyword; the script that writes the schemas refuses every other keyword but descriptions. */
export const CHECKS: { readonly [Keyword in keyof Required<EventSchema>]: Check } = {
  type: ({ type = '' }, value, path) => unless(TYPES[type]?.(value), path, `must be ${type}`),
  const: ({ const: only }, value, path) => unless(value === only, path, `must be ${JSON.stringify(only)}`),
  enum: ({ enum: words = [] }, value, path) =>
    unless(words.includes(value), path, 'must be one of its words'),
  anyOf: ({ anyOf = [] }, value, path) => {
    const faults = anyOf.map((one) => schemaFault(one, value, path));
    return faults.includes(undefined) ? undefined : faults.at(0);
  },
  properties: ({ properties = {} }, value, path) =>
    firstOf(
      Object.entries(properties).map(([name, schema]) =>
        isRecord(value) && Object.hasOwn(value, name)
          ? schemaFault(schema, value[name], `${path}.${name}`)
          : undefined,
      ),
    ),
  required: ({ required = [] }, value, path) =>
    firstOf(
      required.map((name) =>
        unless(!isRecord(value) || Object.hasOwn(value, name), `${path}.${name}`, 'is missing'),
      ),
    ),
  items: ({ items = {} }, value, path) =>
    Array.isArray(value)
      ? firstOf(value.map((item: unknown, index) => schemaFault(items, item, `${path}[${index}]`)))
      : undefined,
  minimum: ({ minimum = 0 }, value, path) =>
    unless(typeof value !== 'number' || value >= minimum, path, `must be at least ${minimum}`),
  maximum: ({ maximum = 0 }, value, path) =>
    unless(typeof value !== 'number' || value <= maximum, path, `must be at most ${maximum}`),
  minLength: ({ minLength = 0 }, value, path) =>
    unless(typeof value !== 'string' || [...value].length >= minLength, path, 'is too short'),
  pattern: ({ pattern = '' }, value, path) =>
    unless(typeof value !== 'string' || new RegExp(pattern, 'u').test(value), path, 'has another form'),
};

/**
 * The first place where a value is not as the schema says: a dotted path, and the fault, without the value. A field that the
 * schema does not know is allowed, because later versions may add some.
 */
export const schemaFault = (schema: EventSchema, value: unknown, path: string): string | undefined =>
  firstOf(
    Object.entries(CHECKS).map(([keyword, check]) =>
      Object.hasOwn(schema, keyword) ? check(schema, value, path) : undefined,
    ),
  );

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => isRecord(value),
};

/** True for what JSON calls an object. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unless = (isFine: boolean | undefined, path: string, fault: string): string | undefined =>
  isFine === true ? undefined : `${path} ${fault}`;

const firstOf = (faults: readonly (string | undefined)[]): string | undefined =>
  faults.find((fault) => fault !== undefined);
