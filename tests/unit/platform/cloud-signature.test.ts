import { describe, expect, test } from 'vitest';
import { type RequestToSign, signedHeaders } from '../../../shared/platform/reporting/cloud-signature.ts';

const KEY = { ak: 'AKEXAMPLE0000000001', sk: 'SKexample/secret+0000000000000000000001' };
const NOW = new Date('2026-11-27T21:00:00.123Z');
const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' };

const authorizationOf = (request: RequestToSign) => signedHeaders(request, KEY, NOW)['authorization'];

// Made with the vendor's own library, @huaweicloud/huaweicloud-sdk-core 3.1.211 (AKSKSigner.sign), for the same requests.
describe('a request is signed as the vendor’s library signs it', () => {
  test('a JSON body', () => {
    expect(
      authorizationOf({
        method: 'POST',
        url: 'https://pn.example.com/v1.0/privatenumber/a-number/query',
        headers: JSON_TYPE,
        body: '{"page":1,"size":100,"number":["+8613800000001"]}',
      }),
    ).toBe(
      'SDK-HMAC-SHA256 Access=AKEXAMPLE0000000001, SignedHeaders=content-type;host;x-sdk-date, Signature=405fdd902ee8d49cb6cf4783bada03f7a0a1fc3907737f19092b904c85dfdd17',
    );
  });

  test('a query and Chinese characters in the body', () => {
    expect(
      authorizationOf({
        method: 'POST',
        url: 'https://pn.example.com/v1.0/privatenumber/a-number?agree_authorization_statement=true',
        headers: JSON_TYPE,
        body: '{"numbers":[{"number":"+8613800000001","name":"张三"}]}',
      }),
    ).toBe(
      'SDK-HMAC-SHA256 Access=AKEXAMPLE0000000001, SignedHeaders=content-type;host;x-sdk-date, Signature=3a601cbc2a2663c4459126e9519324e37b85ce3f910025b85ee174055a9458c1',
    );
  });

  test('a host with a port', () => {
    expect(
      authorizationOf({
        method: 'DELETE',
        url: 'https://127.0.0.1:3105/v1.0/privatenumber/a-number',
        headers: JSON_TYPE,
        body: '{"numbers":["+8613800000001"]}',
      }),
    ).toBe(
      'SDK-HMAC-SHA256 Access=AKEXAMPLE0000000001, SignedHeaders=content-type;host;x-sdk-date, Signature=7db3a14e4c88c650ded9e15fa4b8f2bb51e80d75e5091cb2d495985edddc43a9',
    );
  });

  test('a multipart body, which is not signed', () => {
    const headers = signedHeaders(
      {
        method: 'POST',
        url: 'https://pn.example.com/v1/privatenumber/a-number/files?agree_authorization_statement=true',
        headers: { 'content-type': 'multipart/form-data; boundary=xyz' },
        body: 'unsigned',
      },
      KEY,
      NOW,
    );
    expect(headers).toStrictEqual({
      'content-type': 'multipart/form-data; boundary=xyz',
      'x-sdk-date': '20261127T210000Z',
      'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD',
      authorization:
        'SDK-HMAC-SHA256 Access=AKEXAMPLE0000000001, SignedHeaders=host;x-sdk-content-sha256;x-sdk-date, Signature=710d2738829ab983e42e2e45c2bc547fd6c00a249ec63bd7f1f3156b2779632f',
    });
  });

  test('parameters in any order and further headers', () => {
    expect(
      authorizationOf({
        method: 'GET',
        url: 'https://pn.example.com/v1/x~y?b=2%27(*&a=1%20%2B%2F&A=z',
        headers: { 'content-type': 'application/json', 'x-project-id': 'p1' },
        body: undefined,
      }),
    ).toBe(
      'SDK-HMAC-SHA256 Access=AKEXAMPLE0000000001, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=87e05f92c7de9d69c7898e6a06dd8153f8be4584c4899abfd010317f125f8ef7',
    );
  });
});
