import type { Operation } from '../modes/mode.ts';
import { type Answer, Refusal, refusalAnswer } from '../protocol/answer.ts';
import type { Authentication, Headers } from './authentication.ts';

/** One HTTP request as it came in. */
export type IncomingRequest = {
  method: string;
  path: string;
  query: string;
  headers: Headers;
  body: string;
  /** The body as it came. */
  bytes: Buffer;
  address: string;
};

/** An answer, the result code in it, and whether the operation took effect. */
export type Outcome = { answer: Answer; code: string | null; applied: boolean };

/** The target of a request: `operation` null is a known path with a method it does not have. */
export type Target = {
  name: string;
  operation: Operation | null;
  /** The form of a refusal where it is not the platform's usual one. */
  refusal?: (httpStatus: number, code: string, text: string) => Answer;
};

/** The REST API that customers call. */
export type PlatformApi = {
  /** null: nobody serves that path. */
  target(method: string, path: string): Target | null;
  run(target: Target, request: IncomingRequest): Outcome;
};

const UNKNOWN_APP_KEY = { httpStatus: 403, code: '1010003' };

/** The API over all operations; checks come in the order the vendor's code table suggests. */
export const createPlatformApi = (
  operations: readonly Operation[],
  authentication: Authentication,
): PlatformApi => {
  const perform = (target: Target, request: IncomingRequest): Answer => {
    const [onPath] = operations.filter(({ path }) => path === request.path);
    const operation = target.operation ?? onPath;
    const app = authentication.authenticate(request, operation?.unknownAppKey ?? UNKNOWN_APP_KEY);
    if (operation?.mode && operation.mode !== app.mode) throw new Refusal(403, '1010040');
    if (app.state === 'frozen') throw new Refusal(403, '1010029');
    if (!target.operation) throw new Refusal(403, '1010006');
    return target.operation.handle({ app, query: request.query, body: request.body });
  };

  return {
    target(method, path) {
      const onPath = operations.filter((operation) => operation.path === path);
      if (onPath.length === 0) return null;
      const operation = onPath.find((candidate) => candidate.method === method) ?? null;
      return { name: operation?.name ?? 'unknown', operation };
    },
    run(target, request) {
      try {
        const answer = perform(target, request);
        return { answer, code: answer.status === 301 ? null : '0', applied: true };
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause;
        const answer = refusalAnswer(cause, target.operation?.contentType);
        return { answer, code: cause.code, applied: false };
      }
    },
  };
};
