import { redactText } from './redact-text.ts';

const HIDDEN = '[hidden]';
const MAX_DEPTH = 8;

/** Fields whose value is never shown, whatever it is. */
const HIDDEN_KEYS =
  /^(?:authorization|cookie|x-aksk|x-wsse|password.*|.*secret|.*digest|nonce|apikey|key|datakeys|sessionid|smscontent|content|body|rawbody|userdata)$/i;

/**
 * A copy of `value` that may be written to any sink: numbers masked, hidden fields replaced, errors as name, code,
 * message, stack and cause. Never throws; what is nested deeper than eight levels is cut.
 */
export const redact = (value: unknown, depth = 0): unknown => {
  try {
    return redactValue(value, depth);
  } catch {
    return HIDDEN; // a getter that throws, say; a log line must not fail for what it shows
  }
};

const redactValue = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return redactNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return HIDDEN;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      HIDDEN_KEYS.test(key) ? HIDDEN : redact(item, depth + 1),
    ]),
  );
};

/** Ten digits and more as a JSON number may be a phone number that lost its plus sign. */
const redactNumber = (value: number | bigint): unknown => {
  const digits = String(value);
  return /^-?\d{10,}/.test(digits) ? `***${digits.slice(-2)}` : typeof value === 'bigint' ? digits : value;
};

const redactError = (error: Error, depth: number): unknown => ({
  name: redactText(error.name),
  ...('code' in error ? { code: redact(error.code, depth + 1) } : {}),
  message: redactText(error.message),
  ...('platform' in error && error.platform !== undefined
    ? { platform: redact(error.platform, depth + 1) }
    : {}),
  ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
  ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
});
