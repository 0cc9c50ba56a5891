import RESULT_TEXTS from './result-codes.json' with { type: 'json' };

/** The answer over HTTP; `Connection: close` is added on the way out. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer };

export const JSON_TYPE = 'application/json;charset=utf-8';
/** Terminate call labels its JSON so (`rtc_05_0007`). */
export const HTML_TYPE = 'text/html;charset=UTF-8';

/** An answer with a JSON body, labelled as the operation does it. */
export const jsonAnswer = (status: number, value: unknown, contentType = JSON_TYPE): Answer => ({
  status,
  headers: { 'Content-Type': contentType },
  body: Buffer.from(JSON.stringify(value)),
});

/** A successful answer: `resultcode` "0" and the operation's own fields. */
export const successAnswer = (fields: Record<string, unknown> = {}, contentType = JSON_TYPE): Answer =>
  jsonAnswer(200, { resultcode: '0', resultdesc: 'Success', ...fields }, contentType);

const TEXTS = new Map<string, string>(Object.entries(RESULT_TEXTS));

/** The platform's no, known by HTTP status and code together. */
export class Refusal extends Error {
  readonly httpStatus: number;
  readonly code: string;

  /** `text` replaces the documented text, `more` is appended to it. */
  constructor(httpStatus: number, code: string, { text, more = '' }: { text?: string; more?: string } = {}) {
    super((text ?? TEXTS.get(`${httpStatus}/${code}`) ?? 'Unknown error.') + more);
    this.httpStatus = httpStatus;
    this.code = code;
  }
}

/** The answer that carries a refusal. */
export const refusalAnswer = (refusal: Refusal, contentType = JSON_TYPE): Answer =>
  jsonAnswer(refusal.httpStatus, { resultcode: refusal.code, resultdesc: refusal.message }, contentType);

/** 1010002, whose text goes on with what is wrong. */
export const invalidRequest = (what: string): Refusal => new Refusal(403, '1010002', { more: what });
