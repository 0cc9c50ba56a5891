import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Which requests, as `PutObject`, `UploadPart 2`, `CompleteMultipartUpload` ... */
export type Operation = string;

/** The fault that strikes a request instead of, or after, its being carried out. */
export type Fault =
  /** Refused with that status. */
  | Readonly<{ kind: 'status'; status: number; code: string }>
  /** Carried out, but the connection is cut before the answer. */
  | Readonly<{ kind: 'answer-lost' }>;

export type StrictS3Options = Readonly<{
  /** `false`: conditions are answered with 501. */
  conditional?: boolean;
  /** Decides the fate of each request for which nothing is planned. */
  judge?: (asked: { operation: Operation; path: string }) => Fault | undefined;
}>;

/**
 * S3 as strict as the real one, in front of a lenient engine: `If-None-Match: *` is kept, and SHA-256 checksums are
 * verified. `conditional: false` answers 501 to a condition instead, as some stores do.
 */
export const startStrictS3 = async (
  upstream: string,
  { conditional = true, judge = () => undefined }: StrictS3Options = {},
) => {
  const operations: Operation[] = [];
  const verified: Operation[] = [];
  const written: string[] = [];
  const openUploads = new Map<string, string>();
  const faults: { operation: Operation; fault: Fault }[] = [];

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = operationOf(incoming);
    operations.push(operation);
    const body = await bytesOf(incoming);
    const fault = faultFor(operation) ?? judge({ operation, path: pathOf(incoming) });
    if (fault?.kind === 'status') return refuse(response, fault.status, fault.code);
    // Between the look whether an object is there and its writing, S3 lets nobody else write it.
    const carriedOut = await inTurn(pathOf(incoming), async () => {
      const refusal = await refusalOf(operation, incoming, body);
      if (refusal !== undefined) return { refusal };
      const answer = await forward(incoming, body);
      noteUploads(operation, incoming, answer);
      return { answer };
    });
    if (carriedOut.answer === undefined)
      return refuse(response, carriedOut.refusal.status, carriedOut.refusal.code);
    const { answer } = carriedOut;
    if (fault?.kind === 'answer-lost') return void response.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const turns = new Map<string, Promise<unknown>>();
  const inTurn = <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = (turns.get(path) ?? Promise.resolve()).then(work, work);
    turns.set(path, mine);
    return mine;
  };

  const faultFor = (operation: Operation): Fault | undefined => {
    const index = faults.findIndex((planned) => planned.operation === operation);
    return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
  };

  const refusalOf = async (operation: Operation, { headers, url }: IncomingMessage, body: Buffer) => {
    const wanted = headers['x-amz-checksum-sha256'];
    if (wanted !== undefined) {
      if (wanted !== sha256(body)) return { status: 400, code: 'BadDigest' };
      verified.push(operation);
    }
    const signed = headers['x-amz-content-sha256'];
    const hex = createHash('sha256').update(body).digest('hex');
    if (signed !== undefined && signed !== hex) return { status: 400, code: 'XAmzContentSHA256Mismatch' };
    if (headers['if-none-match'] !== '*') return undefined;
    if (!conditional) return { status: 501, code: 'NotImplemented' };
    const head = await send(upstream, 'HEAD', String(url).split('?')[0] ?? '', {}, Buffer.alloc(0));
    return head.status === 200 ? { status: 412, code: 'PreconditionFailed' } : undefined;
  };

  const forward = ({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) =>
    send(upstream, method, url, headers, body);

  const noteUploads = (operation: Operation, incoming: IncomingMessage, { status, body }: Answer) => {
    if (status >= 300) return;
    const { url } = incoming;
    if (operation === 'PutObject' || operation === 'CompleteMultipartUpload') written.push(pathOf(incoming));
    if (operation === 'CreateMultipartUpload')
      openUploads.set(/<UploadId>(.*?)<\/UploadId>/.exec(body.toString())?.[1] ?? '', pathOf(incoming));
    if (operation === 'CompleteMultipartUpload' || operation === 'AbortMultipartUpload')
      openUploads.delete(new URL(url ?? '/', upstream).searchParams.get('uploadId') ?? '');
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    operations,
    /** Those whose SHA-256 was sent and was right. */
    verified,
    /** The path of each object that came to be, as often as it did. */
    written,
    /** Uploads that were begun and neither completed nor taken back, with the object's path. */
    openUploads,
    /** The next request of that kind fails in that way, once for each call. */
    plan: (operation: Operation, fault: Fault) => void faults.push({ operation, fault }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const pathOf = ({ url = '/' }: IncomingMessage): string => new URL(url, 'http://s3').pathname;

type Answer = Readonly<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const operationOf = ({ method, url = '/' }: IncomingMessage): Operation => {
  const query = new URL(url, 'http://s3').searchParams;
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  if (method === 'DELETE') return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
  if (method === 'PUT')
    return query.has('partNumber') ? `UploadPart ${query.get('partNumber')}` : 'PutObject';
  return method === 'HEAD' ? 'HeadObject' : 'GetObject';
};

const refuse = (response: ServerResponse, status: number, code: string): void => {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
};

const send = (
  upstream: string,
  method: string,
  path: string,
  headers: IncomingMessage['headers'],
  body: Buffer,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(upstream);
    const { 'transfer-encoding': _, expect: __, ...kept } = headers;
    const sized = { ...kept, 'content-length': String(body.byteLength) };
    const outgoing = request({ hostname, port, method, path, headers: sized, agent: false }, (incoming) => {
      bytesOf(incoming).then(
        (bytes) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: bytes }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
