import { describe, expect, it } from 'vitest';
import { isTextBody, receivedHeaders } from '../../../tools/serverless-plugin/api-gateway/as-received.mjs';

describe('a request as API Gateway hands it on', () => {
  it('has names in lower case, and joins with a comma the headers that repeat', () => {
    const raw = ['Host', 'a.example', 'Authorization', 'one', 'X-Tag', 'a', 'authorization', 'two'];

    expect(receivedHeaders(raw).headers).toEqual({
      host: 'a.example',
      authorization: 'one,two',
      'x-tag': 'a',
    });
  });

  it('has cookies beside the headers', () => {
    const raw = ['Cookie', 'a=1; b=2', 'Host', 'a.example', 'cookie', 'c=3'];

    expect(receivedHeaders(raw)).toEqual({ headers: { host: 'a.example' }, cookies: ['a=1', 'b=2', 'c=3'] });
  });

  it.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['application/problem+json', true],
    ['text/csv', true],
    ['application/xml', true],
    ['application/x-www-form-urlencoded', false],
    ['application/jsonlines', false],
    ['audio/wav', false],
    [undefined, false],
  ])('has a body of the type %s as text: %s', (type, isText) => {
    expect(isTextBody(type, Buffer.from('{}'))).toBe(isText);
  });

  it('has a text with broken characters in base64', () => {
    expect(isTextBody('application/json', Buffer.from([0x22, 0xff, 0x22]))).toBe(false);
  });
});
