import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTable } from '../../../../shared/numbers/table/decode-table.ts';
import { readNumberTable } from '../../../../shared/numbers/table/read-number-table.ts';

/** GB18030 of the words below, as the standard's table has them: Node can decode it and not encode it. */
const IN_GB18030 = new Map([
  ['号', 'bac5'],
  ['码', 'c2eb'],
  ['区', 'c7f8'],
  ['短', 'b6cc'],
  ['信', 'd0c5'],
  ['是', 'cac7'],
  ['否', 'b7f1'],
]);

const gb18030 = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((letter) =>
      Buffer.from(IN_GB18030.get(letter) ?? Buffer.from(letter).toString('hex'), 'hex'),
    ),
  );

const ENCODERS: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le').swap16(),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  gb18030,
];

const QUOTERS: readonly ((cell: string) => string)[] = [
  (cell) => cell,
  (cell) => `"${cell}"`,
  (cell) => `="${cell}"`,
  (cell) => `"=""${cell}"""`,
];

const TABLE = [
  ['号码', '区号', '短信'],
  ['17000000001', '755', '是'],
  ['17000000002', '010', '否'],
];

describe('a table in every spelling', () => {
  it('reads the same in all encodings, separators, quotings and line ends', () => {
    const spelling = fc.record({
      encode: fc.constantFrom(...ENCODERS),
      quotes: fc.array(fc.constantFrom(...QUOTERS), { minLength: 9, maxLength: 9 }),
      separator: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      trailing: fc.nat(3),
    });
    fc.assert(
      fc.property(spelling, ({ encode, quotes, separator, end, order, trailing }) => {
        const lines = TABLE.map((row, at) =>
          order.map((place) => quotes[at * 3 + place]?.(row[place] ?? '')).join(separator),
        );
        const bytes = encode(lines.join(end) + end.repeat(trailing));

        expect(readNumberTable(decodeTable(bytes))).toEqual({
          listed: [
            { x: '+8617000000001', areaCode: '0755', sms: true, place: 'row 2' },
            { x: '+8617000000002', areaCode: '010', sms: false, place: 'row 3' },
          ],
          ignoredColumns: [],
        });
      }),
      { numRuns: 500 },
    );
  });
});
