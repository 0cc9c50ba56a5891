import { language } from '../../kit/state/language.ts';

/** The server said no. `code`: of a problem of our API. `issues`: what was wrong with which field. */
export class ServerError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly issues: readonly string[];

  constructor(status: number, message: string, issues: readonly string[], code?: string) {
    super(message);
    this.name = 'ServerError';
    this.status = status;
    this.code = code;
    this.issues = issues;
  }
}

/** The page, its server and the way to our API have one address. */
const addressOf = (path: string): string => new URL(path, new URL('.', location.href)).href;

type Refused = Readonly<{
  error?: string;
  title?: string;
  detail?: string;
  code?: string;
  issues?: readonly Readonly<{ path: string | null; message: string }>[];
  errors?: readonly Readonly<{ path: string; message: string }>[];
}>;

const errorOf = async (response: Response): Promise<ServerError> => {
  const bare = `${response.status} ${response.statusText}`;
  try {
    const { error, title, detail, code, issues, errors } = (await response.json()) as Refused;
    const wrong = [...(issues ?? []), ...(errors ?? [])];
    return new ServerError(
      response.status,
      error ?? detail ?? title ?? bare,
      wrong.map(({ path, message }) => [path, message].filter(Boolean).join(': ')),
      code,
    );
  } catch {
    return new ServerError(response.status, bare, []);
  }
};

const ask = async <Answer>(
  method: string,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answer> => {
  const response = await fetch(addressOf(path), {
    method,
    cache: 'no-store',
    credentials: 'omit',
    headers: {
      'accept-language': language.peek(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await errorOf(response);
  return response.json() as Promise<Answer>;
};

/** Asks the simulator. @throws {ServerError} for a refusal; {TypeError} when it cannot be reached. */
export const control = <Answer>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> => ask(method, `control/${path}`, body, signal);

/** Asks our API through the simulator, which has its address and its key. */
export const ours = <Answer>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> => ask(method, `our-api/${path}`, body, signal);
