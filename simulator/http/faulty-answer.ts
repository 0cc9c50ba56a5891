import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, jsonAnswer, Refusal, refusalAnswer } from '../protocol/answer.ts';
import type { RequestFault } from '../state/faults.ts';
import type { Outcome, Target } from './platform-api.ts';

const refusalOf = (target: Target, httpStatus: number, code: string): Outcome => ({
  answer: target.refusal?.(httpStatus, code, 'A fault.') ?? refusalAnswer(new Refusal(httpStatus, code)),
  code,
  applied: false,
});

const unapplied = (answer: Answer): Outcome => ({ answer, code: null, applied: false });

const errorPage = (status: number): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: Buffer.from(
    '<html><head><title>Bad Gateway</title></head><body>The origin is unavailable.</body></html>\n',
  ),
});

/** The answer a fault gives in place of the operation; undefined: the operation runs. */
export const answerInstead = (fault: RequestFault, target: Target, ownUrl: string): Outcome | undefined => {
  const isDownload = target.name === 'download';
  const refusal = (httpStatus: number, code: string) => refusalOf(target, httpStatus, code);
  switch (fault.kind) {
    case 'http-500':
      return refusal(500, '1010001');
    case 'result-code':
      return refusal(fault.httpStatus ?? 403, fault.code ?? '1010002');
    case 'throttled':
      return refusal(403, '1010010');
    case 'locked-out':
      return refusal(403, '1020176');
    case 'error-page':
      return unapplied(errorPage(fault.httpStatus ?? (isDownload ? 200 : 502)));
    case 'json-200':
      return unapplied(jsonAnswer(200, { resultcode: '1010001', resultdesc: 'Internal system error.' }));
    case 'empty':
      return unapplied({ status: 200, headers: {}, body: Buffer.alloc(0) });
    case 'redirect-loop':
      return unapplied({ status: 301, headers: { Location: ownUrl }, body: Buffer.alloc(0) });
    default:
      return undefined;
  }
};

const DEFAULT_DELAY_MS = 1000;

/** Real milliseconds before the operation runs. */
export const delayBeforeMs = (fault: RequestFault | undefined): number =>
  fault?.kind === 'slow-before' ? (fault.delayMs ?? DEFAULT_DELAY_MS) : 0;

/** True when the customer gets no answer at all. */
export const cutsConnection = (fault: RequestFault | undefined): boolean =>
  fault?.kind === 'drop-before' || fault?.kind === 'drop-after';

/** A redirect with a `wrong-certificate` fault leads to the same path on a host nobody can trust. */
export const misled = (answer: Answer, fault: RequestFault | undefined, wrongUrl: string | null): Answer => {
  const { Location: link } = answer.headers;
  if (fault?.kind !== 'wrong-certificate' || !link || !wrongUrl) return answer;
  const { pathname, search } = new URL(link);
  return { ...answer, headers: { ...answer.headers, Location: `${wrongUrl}${pathname}${search}` } };
};

const sendHead = (response: ServerResponse, answer: Answer, length: number | null): void => {
  const headers = { ...answer.headers, Connection: 'close' };
  const { 'Content-Length': _own, ...others }: Record<string, string> = headers;
  response.writeHead(
    answer.status,
    length === null ? others : { ...others, 'Content-Length': String(length) },
  );
};

/** Sends an answer the way a fault would have it: late, cut, stuck, short, without length, or just as it is. */
export const sendAnswer = async (
  response: ServerResponse,
  answer: Answer,
  fault?: RequestFault,
): Promise<void> => {
  const { body } = answer;
  const half = body.subarray(0, Math.ceil(body.length / 2));
  if (fault?.kind === 'slow') await wait(fault.delayMs ?? DEFAULT_DELAY_MS);
  switch (fault?.kind) {
    case 'truncated':
      sendHead(response, answer, body.length);
      response.write(half, () => response.destroy());
      return;
    case 'stalled':
      sendHead(response, answer, body.length);
      response.write(half);
      return;
    case 'wrong-length':
      sendHead(response, answer, half.length);
      response.end(half);
      return;
    case 'no-length':
      sendHead(response, answer, null);
      response.end(body);
      return;
    default:
      sendHead(response, answer, body.length);
      response.end(body);
  }
};
