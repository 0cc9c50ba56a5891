import { describe, expect, it } from 'vitest';
import { createRequestSigner } from '../../../shared/aws/sign-request.ts';
import { checkSignature } from '../../builders/signature-v4.ts';

/** The credentials of AWS's own test suite for Signature Version 4. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: SECRET };

describe('the judge of signatures in these tests', () => {
  const scope = 'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';

  /** The vector `post-vanilla` of that suite. */
  const vector = (signature: string) => ({
    method: 'POST',
    path: '/',
    headers: {
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    },
    body: '',
  });

  it("accepts AWS's own vector", () => {
    const check = checkSignature(
      vector('5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'),
      SECRET,
    );

    expect(check).toEqual({
      accessKeyId: 'AKIDEXAMPLE',
      scope: '20150830/us-east-1/service',
      signedHeaders: ['host', 'x-amz-date'],
      valid: true,
    });
  });

  it('refuses it with another signature, and with another secret', () => {
    const { valid } = checkSignature(vector('5da7'), SECRET);
    const right = vector('5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b');

    expect(valid).toBe(false);
    expect(checkSignature(right, 'another').valid).toBe(false);
  });
});

describe('a signer', () => {
  const address = { url: new URL('https://dynamodb.eu-central-1.amazonaws.com/'), region: 'eu-central-1' };
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'user-agent': 'one' };
  const at = new Date('2026-03-01T08:00:00.000Z');

  it('signs address, headers and body as of the given instant', async () => {
    const sign = createRequestSigner('dynamodb', CREDENTIALS);

    const signed = await sign({ address, headers, body: '{"é":"号"}' }, at);

    const request = { method: 'POST', path: '/', headers: signed, body: '{"é":"号"}' };
    expect(signed['x-amz-date']).toBe('20260301T080000Z');
    expect(signed['host']).toBe('dynamodb.eu-central-1.amazonaws.com');
    expect(checkSignature(request, SECRET)).toMatchObject({
      accessKeyId: 'AKIDEXAMPLE',
      scope: '20260301/eu-central-1/dynamodb',
      valid: true,
    });
    expect(signed).not.toHaveProperty('x-amz-security-token');
  });

  it('takes the credentials that the environment has at that moment', async () => {
    const environment: Record<string, string> = { ...CREDENTIALS };
    const sign = createRequestSigner('dynamodb', environment);
    await sign({ address, headers, body: '{}' }, at);
    Object.assign(environment, {
      AWS_ACCESS_KEY_ID: 'AKIDRENEWED',
      AWS_SECRET_ACCESS_KEY: 'renewed',
      AWS_SESSION_TOKEN: 'a-token',
    });

    const signed = await sign({ address, headers, body: '{}' }, at);

    const check = checkSignature({ method: 'POST', path: '/', headers: signed, body: '{}' }, 'renewed');
    expect(check).toMatchObject({ accessKeyId: 'AKIDRENEWED', valid: true });
    expect(check.signedHeaders).toContain('x-amz-security-token');
    expect(signed['x-amz-security-token']).toBe('a-token');
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('signs nothing without %s', async (variable) => {
    const sign = createRequestSigner('dynamodb', { ...CREDENTIALS, [variable]: '' });

    const signing = sign({ address, headers, body: '{}' }, at);

    await expect(signing).rejects.toThrow('no credentials in the environment');
  });
});
