import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { sampleText } from '../../builders/pushes.ts';
import type { Route } from '../../harness/routes.ts';
import {
  asText,
  digits,
  type Fields,
  faulty,
  fieldName,
  mobile,
  oddJson,
  oddText,
  written,
} from './arbitrary-values.ts';

/** A text, bytes that are not text, so many blanks, or nothing at all. */
export type Body = string | Uint8Array | { blanks: number } | undefined;

const quoted = (text: string): string => JSON.stringify(text);

const number = mobile.map((text) => quoted(`+86${text}`));

/** The fields that a bind of any mode may have besides its parties. */
const SHARED: Fields = [
  ['areaCode', '"0755"'],
  ['areaMatch', '"loose"'],
  ['reference', '"order-42"'],
  ['ttlSeconds', '3600'],
  ['record', 'true'],
  ['userData', '"abc"'],
];
const DIRECTION: Fields = [['callDirection', '"from-a"']];
const LIMITS: Fields = [
  ['maxCallMinutes', '30'],
  ['lastMinuteTone', '"last.wav"'],
];
const SMS: Fields = [['sms', 'true']];
const tones = (names: string): Fields => [['waitingTones', `{${names}}`]];

/** A right bind of a mode. A tone goes with every recording, so that most of these would be accepted as they are. */
const bindOf = (
  mode: string,
  more: Fields,
  parties: Readonly<Record<string, fc.Arbitrary<string>>>,
): fc.Arbitrary<Fields> =>
  fc
    .tuple(fc.record(parties), fc.subarray([...more]))
    .map(([numbers, some]) => [
      ['mode', quoted(mode)],
      ...Object.entries(numbers),
      ...some,
      ['recordTone', '"notice.wav"'],
    ]);

/** The private numbers that the stack of the test gives an app. */
export type Numbers = Readonly<Record<'AXE' | 'X' | 'spare', readonly string[]>>;

const bindsOf = ({ AXE, X }: Numbers): readonly fc.WeightedArbitrary<Fields>[] => {
  const two = { a: number, b: number };
  const xOf = (numbers: readonly string[]) => fc.constantFrom(...numbers).map(quoted);
  const callback: Fields = [
    ['callback', '{"number":"+8613800000009"}'],
    ['callback', '{"tone":"nobody.wav"}'],
    ['callbackTtlSeconds', '600'],
  ];
  // Of which length extensions are only the platform knows: the right one, or one that no app has (see below).
  const extension = digits(3).map((text) => quoted(`1${text}`));
  return [
    {
      weight: 4,
      arbitrary: bindOf('AXB', [...SHARED, ...DIRECTION, ...LIMITS, ...SMS, ...tones('"a":"wait.wav"')], two),
    },
    {
      weight: 1,
      arbitrary: bindOf('AX', [...SHARED, ...DIRECTION, ...LIMITS, ...SMS, ...tones('"others":"wait.wav"')], {
        a: number,
      }),
    },
    { weight: 1, arbitrary: bindOf('AXE', [...SHARED, ...callback], { a: number }) },
    { weight: 1, arbitrary: bindOf('AXE', [...SHARED, ...callback], { a: number, x: xOf(AXE), extension }) },
    {
      weight: 1,
      arbitrary: bindOf(
        'AXYB',
        [...SHARED, ...DIRECTION, ['ybTtlSeconds', '600'], ...tones('"x":"wait.wav"')],
        two,
      ),
    },
    {
      weight: 1,
      arbitrary: bindOf('X', [...SHARED, ...DIRECTION, ...LIMITS, ...tones('"b":"wait.wav"')], {
        ...two,
        app: fc.constant('"app-x"'),
        x: xOf(X),
      }),
    },
  ];
};

/** An extension that a fault put there has five digits, which is a fault in every app. */
const withoutShortExtension = (body: string): string =>
  body.replaceAll(/("extension":)"(?!1\d{3}")\d{1,4}"/g, '$1"10000"');

const bind = (numbers: Numbers): fc.Arbitrary<string> =>
  faulty(fc.oneof(...bindsOf(numbers)), 3).map(withoutShortExtension);

/** One or two fields, of which the mode of the binding may know none. */
const change: fc.Arbitrary<string> = faulty(
  fc.tuple(number, number).chain(([a, b]) =>
    fc.subarray(
      [
        ...[...SHARED.slice(3), ...DIRECTION, ...LIMITS, ...SMS, ...tones('"a":"wait.wav"')],
        ...([
          ['a', a],
          ['b', b],
          ['recordTone', '"notice.wav"'],
          ['callback', '{"tone":"nobody.wav"}'],
          ['callbackTtlSeconds', '60'],
        ] as const),
      ],
      { minLength: 1, maxLength: 2 },
    ),
  ),
  1,
);

const temporaryCallee = faulty(
  fc
    .tuple(fc.oneof(number, fc.constantFrom('"4000000000"', '"95000"')), fc.integer({ min: 1, max: 259_200 }))
    .map(
      ([callee, ttlSeconds]): Fields => [
        ['callee', callee],
        ['ttlSeconds', String(ttlSeconds)],
      ],
    ),
  1,
);

/** Of the spare app, and some more. */
const xText = fc.nat(50).map((index) => `+86170005${String(index).padStart(5, '0')}`);

const listedNumber = xText.map(
  (x): Fields => [
    ['x', quoted(x)],
    ['areaCode', '"0755"'],
    ['sms', 'true'],
  ],
);

const cell = fc.oneof(
  { weight: 3, arbitrary: xText },
  { weight: 2, arbitrary: fc.constantFrom('0755', '010', 'true', 'no', '', '"', '"0755"', 'a,b') },
  written,
  oddText,
);

const goodRow = xText.map((x) => [x, '0755', 'true']);

const csv = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('x,areaCode,sms') },
      fc.constantFrom('x', 'sms,x', 'AreaCode, X', 'x,x', 'y', '\ufeffx;sms', ''),
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.uniqueArray(goodRow, { maxLength: 3, selector: ([x]) => x }),
    fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 1 }),
  )
  .map(([header, end, right, odd]) => [header, ...[...right, ...odd].map((row) => row.join(','))].join(end));

const list = fc
  .tuple(
    fc.array(faulty(listedNumber, 0), { maxLength: 3 }),
    fc.array(faulty(listedNumber, 1), { maxLength: 1 }),
  )
  .map(([right, odd]) => `[${[...right, ...odd].join(',')}]`);

const numbersImport = fc.oneof(list, csv);

const numberState = faulty(
  fc.constantFrom('available', 'draining', 'suspended', 'unavailable', 'retired').map(
    (state): Fields => [
      ['state', quoted(state)],
      ['cause', '"by-hand"'],
    ],
  ),
  1,
);

/** Every push that is documented, of every kind and mode. */
const PUSHES = readdirSync(new URL('../../../docs/pushes/', import.meta.url)).map((file) =>
  sampleText(file.replace(/\.json$/, '')),
);

/** A documented push, most with one value somewhere in it replaced by another. */
const push: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...PUSHES), fc.nat(), fc.option(oddJson, { freq: 5 }))
  .map(([text, at, json]) => {
    const values = [...text.matchAll(/:\s*("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)/g)];
    const found = values[at % values.length];
    if (found?.[1] === undefined || json === null) return text;
    const start = found.index + found[0].length - found[1].length;
    return `${text.slice(0, start)}${json}${text.slice(start + found[1].length)}`;
  });

const anything: fc.Arbitrary<Body> = fc.oneof(
  fc.constant(undefined),
  fc.uint8Array({ maxLength: 200 }),
  oddJson,
  fc.array(fc.tuple(fieldName, oddJson), { maxLength: 6 }).map(asText).map(withoutShortExtension),
  fc.string(),
  fc.constantFrom(65_535, 65_536, 65_537).map((blanks) => ({ blanks })),
  faulty(
    number.map(
      (a): Fields => [
        ['mode', '"AXB"'],
        ['a', a],
      ],
    ),
    0,
  ).map((text) => `\ufeff${text}`),
);

/** A search of any list, with faults in some: what one list takes is a fault in another. */
const search = faulty(
  fc
    .tuple(
      fc.oneof(
        number.map((value): Fields[number] => ['party', value]),
        number.map((value): Fields[number] => ['x', value]),
        fc.constant<Fields[number]>(['reference', '"order-42"']),
      ),
      fc.constantFrom<Fields>([], [['limit', '2']], [['orphan', 'true']], [['from', '"2026-03-01"']]),
    )
    .map(([one, more]): Fields => [one, ...more]),
  1,
);

const noFields = fc.constantFrom(undefined, '', '{}');

const shaped = (routeKey: string, numbers: Numbers): fc.Arbitrary<Body> | undefined =>
  new Map<string, fc.Arbitrary<Body>>([
    ['POST /bindings', bind(numbers)],
    ['PATCH /bindings/{bindingId}', change],
    ['DELETE /bindings', noFields],
    ['DELETE /bindings/{bindingId}', noFields],
    ['PUT /bindings/{bindingId}/temporary-callee', temporaryCallee],
    ['PUT /numbers', numbersImport],
    ['PATCH /numbers/{x}', numberState],
    ['POST /bindings/end', search],
    ['POST /bindings/search', search],
    ['POST /blocks/search', search],
    ['POST /reports/search', search],
    ['POST /reports/delete', search],
    ['POST /calls/search', search],
    ['POST /messages/search', search],
  ]).get(routeKey);

/** Bodies as a route wants them with faults in most, and some that are nothing of the kind. */
export const bodyFor = ({ routeKey, path }: Route, numbers: Numbers): fc.Arbitrary<Body> => {
  if (path.startsWith('/webhooks/'))
    return fc.oneof(
      { weight: 3, arbitrary: push },
      { weight: 2, arbitrary: anything },
      fc.constant({ blanks: 1024 * 1024 + 1 }),
    );
  const own = shaped(routeKey, numbers);
  return own === undefined
    ? anything
    : fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: anything });
};
