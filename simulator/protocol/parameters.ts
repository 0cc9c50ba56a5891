import { invalidRequest } from './answer.ts';

/** Reads the parameters of one request; a bad one ends it with 1010002 and the parameter's name. */
export type Parameters = {
  text(name: string, minLength: number, maxLength: number): string | undefined;
  requiredText(name: string, minLength: number, maxLength: number): string;
  integer(name: string, min: number, max: number): number | undefined;
  /** A flag, sent as string or boolean; always given on as the documented string. */
  flag(name: string): 'true' | 'false' | undefined;
  /** A word or digit out of a list; a digit may be sent as number and is given on as string. */
  choice(name: string, allowed: readonly string[]): string | undefined;
  object(name: string): Parameters | undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parameters of an object; null counts as absent, unknown fields are ignored. */
const readParameters = (source: Record<string, unknown>): Parameters => {
  const raw = (name: string): unknown => source[name] ?? undefined;
  const parameters: Parameters = {
    text(name, minLength, maxLength) {
      const value = raw(name);
      if (value === undefined) return undefined;
      if (typeof value !== 'string' || value.length < minLength || value.length > maxLength)
        throw invalidRequest(`${name} is invalid.`);
      return value;
    },
    requiredText(name, minLength, maxLength) {
      const value = parameters.text(name, minLength, maxLength);
      if (value === undefined) throw invalidRequest(`${name} is missing.`);
      return value;
    },
    integer(name, min, max) {
      const value = raw(name);
      if (value === undefined) return undefined;
      const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max)
        throw invalidRequest(`${name} is invalid.`);
      return number;
    },
    flag(name) {
      const value = raw(name);
      if (value === undefined) return undefined;
      if (value === true || value === 'true') return 'true';
      if (value === false || value === 'false') return 'false';
      throw invalidRequest(`${name} is invalid.`);
    },
    choice(name, allowed) {
      const value = raw(name);
      if (value === undefined) return undefined;
      const word = typeof value === 'number' ? String(value) : value;
      if (typeof word !== 'string' || !allowed.includes(word)) throw invalidRequest(`${name} is invalid.`);
      return word;
    },
    object(name) {
      const value = raw(name);
      if (value === undefined) return undefined;
      if (!isRecord(value)) throw invalidRequest(`${name} is invalid.`);
      return readParameters(value);
    },
  };
  return parameters;
};

/** Parameters of a JSON body; anything but an object is 1010002. */
export const bodyParameters = (body: string): Parameters => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalidRequest('The body is not JSON.');
  }
  if (!isRecord(value)) throw invalidRequest('The body is not an object.');
  return readParameters(value);
};

/** Parameters of a query string. A plus sign that was not escaped has become a blank; an empty one counts as absent. */
export const queryParameters = (query: string): Parameters =>
  readParameters(Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => value !== '')));
