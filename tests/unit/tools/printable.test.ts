import { describe, expect, it } from 'vitest';
import { printable, printableId, printableJson } from '../../../tools/commands/printable.ts';

describe('what a command prints', () => {
  it.each([
    ['one\u001b]0;title\u0007', 'one\uFFFD]0;title\uFFFD'],
    ['one\u009b2J', 'one\uFFFD2J'],
    ['one\rtwo\u007f', 'one\uFFFDtwo\uFFFD'],
    ['a,b\r\nc,\r\r\n', 'a,b\r\nc,\uFFFD\r\n'],
    ['一行\n\tand … another', '一行\n\tand … another'],
  ])('%j steers no terminal', (text, printed) => {
    expect(printable(text)).toBe(printed);
  });

  it.each([
    ['5f0c1d2e-3a4b', '5f0c1d2e-3a4b'],
    ['one two\nthree\u202e', 'one\uFFFDtwo\uFFFDthree\uFFFD'],
  ])('of the id %j is one word', (id, printed) => {
    expect(printableId(id)).toBe(printed);
  });

  it('as JSON is the same value', () => {
    const value = { id: 'one\u001b[2J\u009b2J\u007f', name: '一…' };

    const json = printableJson(JSON.stringify(value, null, 2));

    expect([JSON.parse(json), /[^\P{Cc}\n]/u.test(json)]).toEqual([value, false]);
  });
});
