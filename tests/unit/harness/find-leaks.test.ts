import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  findLeaks,
  secretKey,
  secretNumber,
  secretParts,
  secretText,
} from '../../harness/leaks/find-leaks.ts';

const NATIONAL = '13912345678';
const NUMBER = secretNumber('number', NATIONAL);
const TEXT = secretText('text', 'meet at "gate" 7 é 北门');
const KEY = secretKey(
  'key',
  Buffer.from('fb9ef37c81d24a60b5c3e87719fa0d5e62a94bc8f01d37e25b86ca4930fe71ff', 'hex'),
);

const found = (text: string): string[] => findLeaks([{ name: 'here', text }], [NUMBER, TEXT, KEY], new Map());

/** A number as people and machines write it. */
const SPELLINGS: Readonly<Record<string, string>> = {
  national: NATIONAL,
  'E.164': '+8613912345678',
  'with 0086': '008613912345678',
  'with 86': '8613912345678',
  'with spaces': '+86 139 1234 5678',
  'with dashes': '139-1234-5678',
  'with dots and brackets': '(+86) 139.12345678',
  'with a space after each digit': '1 3 9 1 2 3 4 5 6 7 8',
  'with full-width digits': '（＋８６）１３９１２３４５６７８',
  'with Chinese digits': '一三九一二三四五六七八',
  'with Chinese digits as they are said': '幺三九、幺二三四、五六七八',
  'with Arabic digits': '١٣٩١٢٣٤٥٦٧٨',
  'with circled digits': '①③⑨①②③④⑤⑥⑦⑧',
  'across two lines': '139\n12345678',
};

/** The encodings that a text may be put into. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => `say ${text} now`,
  'as a value of JSON': (text) => JSON.stringify({ a: text }),
  'as JSON in JSON': (text) => JSON.stringify({ body: JSON.stringify({ a: text }) }),
  'as escapes of JSON': (text) =>
    [...text].map((letter) => `\\u${letter.codePointAt(0)?.toString(16).padStart(4, '0')}`).join(''),
  'as references of HTML': (text) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(''),
  'in an address': (text) => `/calls?a=${encodeURIComponent(text)}&limit=1`,
  'in an address, twice': (text) => `/calls?a=${encodeURIComponent(encodeURIComponent(text))}`,
  'in an address, each byte': (text) => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&'),
  'in Base64': (text) => Buffer.from(text).toString('base64'),
  'in Base64 behind one byte': (text) => `{"a":"${Buffer.from(`x${text}`).toString('base64')}"}`,
  'in Base64 behind two bytes': (text) => Buffer.from(`xy${text}`).toString('base64'),
  'in Base64 at an odd place of a run': (text) => `Z${Buffer.from(text).toString('base64')}`,
  'in Base64 for addresses, behind a name': (text) =>
    `k1:${Buffer.from(`{"a":"${text}"}`).toString('base64url')}.x`,
  'in Base64 in an address': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  'in Base64 in Base64': (text) =>
    Buffer.from(`[${Buffer.from(text).toString('base64')}]`).toString('base64'),
  'in Base64 of gzip': (text) => gzipSync(text).toString('base64'),
  'in hexadecimal': (text) => `id-${Buffer.from(text).toString('hex')}`,
  'in hexadecimal at an odd place': (text) => `a${Buffer.from(text).toString('hex').toUpperCase()}`,
  'as a Buffer in JSON': (text) => JSON.stringify(Buffer.from(text)),
  'as a Buffer on a console': (text) =>
    `<Buffer ${Buffer.from(text).toString('hex').match(/../g)?.join(' ')}>`,
};

describe.each(Object.entries(ENCODINGS))('what is written %s', (_encoding, encode) => {
  it.each(Object.entries(SPELLINGS))('is found: a number %s', (_spelling, spelled) => {
    expect(found(encode(spelled))).toEqual(['number in here']);
  });

  it('is found: a text', () => {
    expect(found(encode('to you: meet at "gate" 7 é 北门.'))).toEqual(['text in here']);
  });

  it('is found: a key in either Base64, and in hexadecimal', () => {
    const written = [
      '+57zfIHSSmC1w+h3' + 'GfoNXmKpS8jwHTfiW4bKSTD+cf8=',
      '-57zfIHSSmC1w-h3GfoNXmKpS8jwHTfiW4bKSTD-cf8',
      'fb9ef37c81d24a60b5c3e87719fa0d5e62a94bc8f01d37e25b86ca4930fe71ff',
    ];
    expect(written.map((key) => found(encode(key)))).toEqual([
      ['key in here'],
      ['key in here'],
      ['key in here'],
    ]);
  });
});

describe('the search for leaks', () => {
  it('finds a number that is one of JSON, and one beside other digits', () => {
    expect([found('{"a":13912345678}'), found('7:8613912345678901')]).toEqual([
      ['number in here'],
      ['number in here'],
    ]);
  });

  it('finds bytes of a key within others', () => {
    const bytes = Buffer.concat([
      Buffer.from('ab'),
      Buffer.from(KEY.forms[2] ?? '', 'hex'),
      Buffer.from('c'),
    ]);
    expect(found(bytes.toString('base64'))).toEqual(['key in here']);
  });

  it('finds what is left of a number that was cut', () => {
    const parts = secretParts('number', NATIONAL);
    const cut = ['***12345678', 'the number 13912 3456', '+86139****5678'];
    expect(cut.map((text) => findLeaks([{ name: 'here', text }], [parts], new Map()).length)).toEqual([
      1, 1, 0,
    ]);
  });

  it.each([
    ['what is masked', '***78 [hidden] +86139****5678'],
    ['digits that letters part', '139 and 12345678'],
    ['another number', '13900005678'],
    ['random bytes', 'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3Rvcg'],
  ])('finds nothing in %s', (_case, text) => {
    expect(found(text)).toEqual([]);
  });
});
