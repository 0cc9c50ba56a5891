import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** The answer to a push; `status` null: there was none, `error` says why. */
export type PostResult = { status: number | null; body: string; error: string | null };

/**
 * One POST on a connection of its own, names of headers written as given. Redirects are not followed.
 * Never rejects: a dead receiver is a result.
 */
export const post = (
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<PostResult> =>
  new Promise((resolve) => {
    const failed = (cause: Error): void => resolve({ status: null, body: '', error: cause.message });
    const bytes = Buffer.from(body);
    const options = {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': String(bytes.length), connection: 'close' },
      signal: AbortSignal.timeout(timeoutMs),
    };
    try {
      const send = url.startsWith('https:') ? httpsRequest : httpRequest;
      const outgoing = send(url, options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', failed);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? null,
            body: Buffer.concat(chunks).toString(),
            error: null,
          }),
        );
      });
      outgoing.on('error', failed);
      outgoing.end(bytes);
    } catch (cause) {
      failed(cause instanceof Error ? cause : new Error(String(cause))); // an address that is not a URL
    }
  });
