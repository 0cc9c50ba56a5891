import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** An S3 that keeps nothing but the hash of what it got, so that files of any size can be sent to it. */
export const serveSwallowingS3 = async () => {
  const received = new Map<string, { sizeBytes: number; sha256: string }>();
  const hashes = new Map<string, { sizeBytes: number; hash: ReturnType<typeof createHash> }>();

  const swallow = async (request: IncomingMessage): Promise<void> => {
    const key = new URL(request.url ?? '/', 'http://s3').pathname;
    const seen = hashes.get(key) ?? { sizeBytes: 0, hash: createHash('sha256') };
    hashes.set(key, seen);
    for await (const chunk of request) {
      seen.sizeBytes += chunk.length;
      seen.hash.update(chunk);
    }
  };

  const finish = (url = '/'): void => {
    const key = new URL(url, 'http://s3').pathname;
    const seen = hashes.get(key);
    if (seen === undefined) return;
    received.set(key, { sizeBytes: seen.sizeBytes, sha256: seen.hash.digest('hex') });
    hashes.delete(key);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url = '/' } = request;
    if (method === 'HEAD') return void response.writeHead(404).end();
    if (method === 'PUT') await swallow(request);
    else for await (const _ of request);
    if (method === 'POST' && url.includes('uploads')) {
      response.end('<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>');
      return;
    }
    if (method === 'POST' || (method === 'PUT' && !url.includes('partNumber'))) finish(url);
    response.setHeader('etag', '"e"');
    response.end(
      method === 'POST'
        ? '<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>'
        : '',
    );
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { endpoint: `http://127.0.0.1:${address.port}`, received };
};
