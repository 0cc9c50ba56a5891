import * as v from 'valibot';

/** An answer of our HTTP API; `body` is undefined when it is empty or no JSON. */
export type ApiAnswer = Readonly<{ status: number; body: unknown }>;

/** Calls the HTTP API with the API key, and the Lambda Invoke API. */
export type ApiClient = Readonly<{
  url: string;
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown): Promise<ApiAnswer>;
  delete(path: string): Promise<ApiAnswer>;
  /** Invokes a function by its folder's name and answers what it returns. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
}>;

const ANSWERED_WITHIN_MS = 30_000;
const SHOWN_CHARACTERS = 200;

export const createApiClient = (
  { url, lambdaUrl }: { url: string; lambdaUrl: string },
  apiKey: string,
): ApiClient => {
  const call = async (method: string, path: string, body?: unknown): Promise<ApiAnswer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: parsed(await response.text()) };
  };
  return {
    url,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    delete: (path) => call('DELETE', path),
    async invoke(functionName, event) {
      const path = `/2015-03-31/functions/privatenumber-local-${functionName}/invocations`;
      const response = await fetch(`${lambdaUrl}${path}`, { method: 'POST', body: JSON.stringify(event) });
      const text = await response.text();
      if (response.headers.has('x-amz-function-error')) throw new Error(`${functionName} failed: ${text}`);
      return parsed(text);
    },
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The body of an answer with the status that was expected, read by a schema.
 *
 * @throws {Error} saying what came instead
 */
export const expectAnswer = <Schema extends v.GenericSchema>(
  answer: ApiAnswer,
  status: number,
  schema: Schema,
): v.InferOutput<Schema> => {
  if (answer.status !== status) throw new Error(`answered ${answer.status} ${shown(answer.body)}`);
  const read = v.safeParse(schema, answer.body);
  if (!read.success)
    throw new Error(`an answer without ${read.issues.map((issue) => v.getDotPath(issue)).join(', ')}`);
  return read.output;
};

const shown = (body: unknown): string => {
  const problem = v.safeParse(v.looseObject({ code: v.string(), detail: v.optional(v.string()) }), body);
  return problem.success
    ? `${problem.output.code}: ${problem.output.detail ?? ''}`
    : JSON.stringify(body ?? '').slice(0, SHOWN_CHARACTERS);
};
