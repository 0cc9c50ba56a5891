import { describe, expect, it } from 'vitest';
import { isPart, oddLabelsOf } from '../../../shared/recordings/download/labels.ts';

describe('the label of a file', () => {
  it.each([
    ['text/html', true],
    ['text/plain;charset=utf-8', true],
    ['TEXT/HTML', true],
    [' text/html', true],
    ['application/json', true],
    ['application/xml', true],
    ['application/xhtml+xml', true],
    ['application/problem+json', true],
    ['application/vnd.example-1.error+json', true],
    ['image/svg+xml', true],
    ['application/problem', true],
    ['audio/wav', false],
    ['audio/x-wav; note="text/html"', false],
    ['x-text/html', false],
    ['application/octet-stream', false],
    ['application/jsonish', false],
    ['application/a b+json', false],
    ['audio/json', false],
    ['json', false],
    ['', false],
    [undefined, false],
  ])('%s is that of a page: %s', (type, isPage) => {
    const labels = oddLabelsOf({ statusCode: 200, headers: { 'content-type': type } }, false);

    expect(labels).toEqual(isPage ? ['wrong-content-type'] : []);
  });

  it.each([
    [200, false, []],
    [206, false, []],
    [203, false, ['http-203']],
    [299, false, ['http-299']],
    [undefined, false, ['http-0']],
    [200, true, ['wrong-content-encoding']],
    [201, true, ['http-201', 'wrong-content-encoding']],
  ])('with the status %s, packed otherwise than it says: %s', (statusCode, mislabelled, expected) => {
    expect(oddLabelsOf({ statusCode, headers: {} }, mislabelled)).toEqual(expected);
  });
});

describe('an answer of status 206', () => {
  it.each([
    ['bytes 0-43/44', false],
    ['BYTES 0-43/44', false],
    ['  bytes   0-43/44  ', false],
    ['bytes 00-43/44', false],
    ['bytes 1-43/44', true],
    ['bytes 10-43/44', true],
    ['bytes 0-42/44', true],
    ['bytes 0-44/44', true],
    ['bytes 0-43/*', true],
    ['bytes */44', true],
    ['bytes 0-43/44 and more', true],
    ['bytes 0-43/44x', true],
    ['x bytes 0-43/44', true],
    ['xbytes 0-43/44', true],
    ['bytes0-43/44', true],
    ['items 0-43/44', true],
    ['', true],
    [undefined, true],
  ])('with the range %s is a part: %s', (range, expected) => {
    expect(isPart({ statusCode: 206, headers: { 'content-range': range } })).toBe(expected);
  });

  it.each([200, 203, undefined])('only is a part, and none of status %s', (statusCode) => {
    expect(isPart({ statusCode, headers: { 'content-range': 'bytes 1-43/44' } })).toBe(false);
  });
});
