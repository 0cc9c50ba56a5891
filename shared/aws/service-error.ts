import { crc32 } from 'node:zlib';
import type { HttpAnswer } from './exchange.ts';

/**
 * A refusal by a service of AWS. Its `name` is the service's code for it (`ThrottlingException`); other fields that the answer
 * has, such as the old `Item` of a condition that does not hold, stand in it as they came.
 */
export class ServiceError extends Error {
  readonly httpStatus: number;
  /** The service's clock when it answered, in ms since the epoch; `NaN` when it does not say. */
  readonly serviceTimeMs: number;

  constructor(name: string, message: string, { status, headers }: HttpAnswer) {
    super(message);
    this.name = name;
    this.httpStatus = status;
    // An answer with an age comes from a cache, and its date is old.
    this.serviceTimeMs = headers.age === undefined ? Date.parse(headers.date ?? '') : Number.NaN;
  }
}

/**
 * The content of an answer that is a success.
 *
 * @throws {ServiceError} for a refusal; `DamagedAnswer` for bytes that are not those the service sent, or not JSON.
 */
export const contentOf = (answer: HttpAnswer): object => {
  const { status, headers, body } = answer;
  const checksum = headers['x-amz-crc32'];
  if (checksum !== undefined && Number(checksum) !== crc32(body))
    throw new ServiceError('DamagedAnswer', 'the answer does not match its checksum', answer);
  const content = jsonObject(body);
  if (status !== 200) throw refusalOf(answer, content ?? {});
  if (content === undefined) throw new ServiceError('DamagedAnswer', 'the answer is not JSON', answer);
  return content;
};

const jsonObject = (body: Buffer): object | undefined => {
  try {
    const content: unknown = JSON.parse(body.toString());
    return typeof content === 'object' && content !== null ? content : undefined;
  } catch {
    return undefined; // the page of a gateway; the status says the rest
  }
};

const refusalOf = (answer: HttpAnswer, content: object): ServiceError => {
  const { __type, code, message, Message, ...others } = { ...NO_WORDS, ...content };
  const written = answer.headers['x-amzn-errortype'] ?? code ?? __type ?? 'Unknown';
  // `com.amazonaws.dynamodb.v20120810#Name`, `Name:http://...` and `Name,Name` are written, too.
  const [uri = ''] = String(written).split(/[,:]/);
  const name = uri.slice(uri.indexOf('#') + 1);
  const text = message ?? Message ?? `answered with status ${answer.status}`;
  return Object.assign(new ServiceError(name, String(text), answer), others);
};

const NO_WORDS: Readonly<Record<'__type' | 'code' | 'message' | 'Message', unknown>> = {
  __type: undefined,
  code: undefined,
  message: undefined,
  Message: undefined,
};
