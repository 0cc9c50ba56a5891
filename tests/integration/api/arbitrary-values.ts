import * as fc from 'fast-check';

// Values of which most are wrong somewhere.

/** Texts that requests carry and no problem may repeat. */
export const SENT_SECRETS = ['a', 'b', 'c'].map((letter) => `s3cret-${letter}-Zm9vYmFy`);

export const secretText = fc.constantFrom(...SENT_SECRETS);

export const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

export const mobile = fc
  .tuple(fc.constantFrom('13', '15', '18', '19'), digits(9))
  .map((parts) => parts.join(''));

/** Numbers as people write them, and much that only looks like one. */
export const written = fc.oneof(
  { weight: 4, arbitrary: mobile.map((number) => `+86${number}`) },
  mobile,
  mobile.map((number) => `0086 ${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`),
  mobile.map((number) => `(+86)${number}\u2010`),
  mobile.map((number) => number.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))),
  digits(8).map((number) => `0755${number}`),
  digits(7).map((number) => `400${number}`),
  digits(5).map((number) => `95${number}`),
  fc.constantFrom(
    '+',
    '++86',
    '86',
    '',
    '0',
    '00000000000',
    '+1 202 555 0100',
    'tel:+8613800000001',
    '١٣٨٠٠٠٠٠٠٠١',
  ),
  fc.nat(40).chain((length) => digits(length)),
  fc.nat(24).map((index) => `+86170${String(index).padStart(8, '0')}`),
);

export const edges = fc.constantFrom(
  ...[-1, 0, 1, 59, 60, 61, 1439, 1440, 1441, 7_775_999, 7_776_000, 7_776_001, 2_592_001],
  ...[1.5, 1e21, -1e300, Number.MAX_SAFE_INTEGER, 13800000001, 8613800000001],
);

const lengthEdges = fc
  .tuple(
    fc.constantFrom('x', '汉', '\u{1f600}', 'é', '{'),
    fc.constantFrom(0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 257),
  )
  .map(([letter, count]) => letter.repeat(count));

export const oddText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  lengthEdges,
  secretText,
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    '$(id)',
    "' OR 1=1--",
    '%00',
    '<script>',
    '__proto__',
  ),
);

/** JSON text of any value, made as text so that it can hold what no object can: `__proto__`, doubled names, `1e999`. */
export const oddJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: oddText.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: written.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: edges.map(String) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('null', 'true', 'false', '[]', '{}', '1e999', '-0', '""', '"null"'),
  },
  fc.json({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 300 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`),
  fc.constantFrom(
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":{"number":"+8613800000001"}}',
  ),
);

const bindFields = [
  ...[
    'mode',
    'app',
    'a',
    'b',
    'x',
    'areaCode',
    'areaMatch',
    'reference',
    'ttlSeconds',
    'record',
    'recordTone',
  ],
  ...[
    'userData',
    'callDirection',
    'maxCallMinutes',
    'lastMinuteTone',
    'sms',
    'waitingTones',
    'extension',
    'callback',
  ],
  ...['callbackTtlSeconds', 'ybTtlSeconds', 'callee', 'state', 'cause'],
];

export const fieldName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...bindFields) },
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'A',
    'ttl_seconds',
    '',
    ' ',
    '13800000001',
  ),
  fc.string(),
);

export const asText = (fields: Fields): string =>
  `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

/** The fields of an object, each as JSON text. */
export type Fields = readonly (readonly [name: string, json: string])[];

type Fault = readonly ['replace' | 'add' | 'drop' | 'double', string, string, number];

const fault: fc.Arbitrary<Fault> = fc.tuple(
  fc.constantFrom('replace' as const, 'add' as const, 'drop' as const, 'double' as const),
  fieldName,
  oddJson,
  fc.nat(),
);

const withFault = (fields: Fields, [kind, name, json, at]: Fault): Fields => {
  const index = at % Math.max(fields.length, 1);
  switch (kind) {
    case 'add':
      return [...fields, [name, json]];
    case 'drop':
      return fields.filter((_field, place) => place !== index);
    case 'double':
      return [...fields, [fields[index]?.[0] ?? name, json]];
    case 'replace':
      return fields.map((field, place) => (place === index ? [field[0], json] : field));
  }
};

/** JSON text of an object that is right, or has up to so many fields replaced, doubled, added or left out. */
export const faulty = (good: fc.Arbitrary<Fields>, most: number): fc.Arbitrary<string> =>
  fc
    .tuple(good, fc.array(fault, { maxLength: most }))
    .map(([fields, faults]) => asText(faults.reduce(withFault, fields)));
