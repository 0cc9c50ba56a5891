import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../functions/console/index.ts';
import { contextFor } from '../../harness/gateway.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

const ENVIRONMENT = { AWS_REGION: 'cn-north-1', RECORDINGS_BUCKET: 'made-up-recordings' };

type Answer = Readonly<{
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  isBase64Encoded?: boolean;
}>;

const answered = (event: object, environment: Record<string, string> = ENVIRONMENT): Promise<Answer> =>
  compose(createTestRuntime({ environment }))(event as never, contextFor('console')) as Promise<Answer>;

const page = (environment?: Record<string, string>) =>
  answered({ routeKey: 'GET /console', headers: {} }, environment);

const asset = (name: string, headers: Record<string, string> = {}) =>
  answered({ routeKey: 'GET /console/{asset}', headers, pathParameters: { asset: name } });

const scriptOf = ({ body }: Answer): string => /src="console\/([^"]+)"/.exec(body)?.[1] ?? '';

describe('the function of the console', () => {
  it('answers a page that may load its own files, and recordings of the bucket, and nothing else', async () => {
    const { statusCode, headers, body } = await page();

    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
        'media-src https://made-up-recordings.s3.cn-north-1.amazonaws.com.cn; ' +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(body).not.toMatch(/<script(?! type="module" src="console\/)|<style|https?:/);
  });

  it('names the origin of an engine that is addressed by path', async () => {
    const { headers } = await page({
      ...ENVIRONMENT,
      S3_FORCE_PATH_STYLE: 'true',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4569',
    });

    expect(headers['content-security-policy']).toContain('; media-src http://127.0.0.1:4569; ');
  });

  it('answers the files that the page names, to be kept for ever', async () => {
    const { statusCode, headers, body } = await asset(scriptOf(await page()));

    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(body.length).toBeGreaterThan(10_000);
  });

  it.each([
    ['gzip, deflate, br', true],
    ['br;q=1.0, gzip;q=0.5', true],
    ['gzip;q=0', false],
    ['br', false],
  ])('packs a file for a browser that takes %s: %s', async (accepted, isPacked) => {
    const name = scriptOf(await page());
    const plain = await asset(name);
    const { headers, body, isBase64Encoded } = await asset(name, { 'Accept-Encoding': accepted });

    expect(headers['content-encoding']).toBe(isPacked ? 'gzip' : undefined);
    expect(isPacked ? gunzipSync(Buffer.from(body, 'base64')).toString() : body).toBe(plain.body);
    expect(isBase64Encoded ?? false).toBe(isPacked);
  });

  it.each(['nothing.js', '__proto__', 'constructor'])('has no file of the name %s', async (name) => {
    const { statusCode, body } = await asset(name);

    expect(statusCode).toBe(404);
    expect(JSON.parse(body).code).toBe('not-found');
  });
});
