/** The answer of AWS to a question about a resource. A right that is missing hides one line and no more. */
export type SeenAnswer<Value> =
  | Readonly<{ kind: 'seen'; value: Value }>
  | Readonly<{ kind: 'absent' }>
  | Readonly<{ kind: 'no-right'; action: string }>
  | Readonly<{ kind: 'failed'; why: string }>;

/** Asks, and never throws. `action` is the right that the question needs. */
export const seen = async <Value>(action: string, ask: () => Promise<Value>): Promise<SeenAnswer<Value>> => {
  try {
    return { kind: 'seen', value: await ask() };
  } catch (error) {
    return failureOf(action, error);
  }
};

const failureOf = (action: string, error: unknown): SeenAnswer<never> => {
  // Our own error may stand around that of AWS.
  const { cause = error } = error instanceof Error ? error : {};
  const name = cause instanceof Error ? cause.name : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/AccessDenied|Unauthorized|AuthorizationError|^Forbidden$/.test(name))
    return { kind: 'no-right', action };
  const isAbsent =
    /NotFound|^NoSuch|^ServerSideEncryptionConfigurationNotFound/.test(name) ||
    /^Stack with id .* does not exist/.test(message);
  return isAbsent ? { kind: 'absent' } : { kind: 'failed', why: `${action}: ${name}: ${message}` };
};
