import { describe, expect, it } from 'vitest';
import { linkSigner, usesOfRequest } from '../../rights/aws-request.ts';

const signedFor = (service: string, more: Record<string, string> = {}) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host`;
  const headers: Record<string, string> = { authorization, ...more };
  return (name: string) => headers[name];
};

const usesOf = (method: string, path: string, header = signedFor('s3')) =>
  usesOfRequest({ method, path, header }).map(({ action, resource }) => `${action} ${resource}`);

const OBJECT = 'arn:aws:s3:::bucket/recordings/a b.wav';

describe('a request to S3 needs', () => {
  it.each([
    ['GET', '', 's3:GetObject'],
    ['HEAD', '', 's3:GetObject'],
    ['PUT', '', 's3:PutObject'],
    ['POST', '?uploads', 's3:PutObject'],
    ['PUT', '?partNumber=1&uploadId=u', 's3:PutObject'],
    ['POST', '?uploadId=u', 's3:PutObject'],
    ['DELETE', '?uploadId=u', 's3:AbortMultipartUpload'],
    ['DELETE', '', 's3:DeleteObject'],
    ['DELETE', '?versionId=v', 's3:DeleteObjectVersion'],
    ['GET', '?uploadId=u', 's3:ListMultipartUploadParts'],
  ])('for %s of an object with %j the right %s', (method, query, action) => {
    expect(usesOf(method, `/bucket/recordings/a%20b.wav${query}`)).toEqual([`${action} ${OBJECT}`]);
  });

  it.each([
    ['GET', '?list-type=2', 's3:ListBucket'],
    ['GET', '?versions', 's3:ListBucketVersions'],
    ['GET', '?uploads', 's3:ListBucketMultipartUploads'],
  ])('for %s of a bucket with %j the right %s', (method, query, action) => {
    expect(usesOf(method, `/bucket${query}`)).toEqual([`${action} arn:aws:s3:::bucket`]);
  });

  it('a right that nobody has, when nothing is known of it', () => {
    expect(usesOf('POST', '/bucket?delete')).toEqual(['s3:POST delete arn:aws:s3:::bucket']);
    expect(usesOf('PUT', '/bucket/a', signedFor('s3', { 'x-amz-copy-source': '/bucket/b' }))).toEqual([
      's3:PUT arn:aws:s3:::bucket/a',
    ]);
  });
});

describe('a request to another service', () => {
  it('of Lambda names the function', () => {
    const path = '/2015-03-31/functions/privatenumber-local-reconcile/invocations';

    expect(usesOf('POST', path, signedFor('lambda'))).toEqual([
      'lambda:InvokeFunction arn:aws:lambda:us-east-1:000000000000:function:privatenumber-local-reconcile',
    ]);
  });

  it('is seen although nothing is known of it', () => {
    const header = signedFor('kms', { 'x-amz-target': 'TrentService.Decrypt' });

    expect(usesOf('POST', '/', header)).toEqual(['kms:Decrypt unknown']);
    expect(usesOf('GET', '/2015-03-31/functions', signedFor('lambda'))).toEqual([
      'lambda:GET /2015-03-31/functions unknown',
    ]);
  });

  it('of DynamoDB is left to the port of the tables, one without a signature to nobody', () => {
    expect(usesOf('POST', '/', signedFor('dynamodb'))).toEqual([]);
    expect(usesOf('GET', '/rest/caas', () => undefined)).toEqual([]);
  });
});

describe('a link', () => {
  const path =
    '/bucket/recordings/a.wav?X-Amz-Credential=query-calls%2F20260301%2Fus-east-1%2Fs3%2Faws4_request&x-id=GetObject';
  const link = { method: 'GET', path, header: () => undefined };

  it('is followed with the rights of whoever signed it', () => {
    expect(linkSigner(link)).toBe('query-calls');
    expect(usesOfRequest(link)).toEqual([
      { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/recordings/a.wav' },
    ]);
  });
});
