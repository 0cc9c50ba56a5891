import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** An answer that was read to its end. */
export type PassedAnswer = Readonly<{ status: number; headers: string[]; body: Buffer }>;

/** Everything that a message has. */
export const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Sends a request on to another server, with the headers that came: their signature is for the host that was called. */
export const passOn = (
  endpoint: string,
  { method, url, rawHeaders }: IncomingMessage,
  body: Buffer,
): Promise<PassedAnswer> =>
  new Promise((resolve, reject) => {
    const open = endpoint.startsWith('https:') ? httpsRequest : httpRequest;
    const request = open(new URL(url ?? '/', endpoint), { method, headers: rawHeaders, setHost: false });
    request.on('error', reject);
    request.on('response', (response) => {
      bytesOf(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 502, headers: response.rawHeaders, body: bytes }),
        reject,
      );
    });
    request.end(body);
  });
