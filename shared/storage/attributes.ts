import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Attributes } from './documents.ts';

/** Attributes as they stand on the wire. */
export type WireAttributes = Record<string, AttributeValue>;

/**
 * Writes plain values as DynamoDB has them: strings, numbers, booleans, `null`, lists, objects and sets of strings.
 * `undefined` is left out. Bytes and other sets are not written because nothing here keeps them so.
 *
 * @throws {TypeError} for any other value, which is a mistake in our code.
 */
export const toWire = (attributes: object): WireAttributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, wireValue(value)]],
    ),
  );

const wireValue = (value: unknown): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' && Number.isFinite(value)) return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.filter((entry) => entry !== undefined).map(wireValue) };
  if (value instanceof Set) return { SS: [...value].map(String) };
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return { M: toWire(value) };
  throw new TypeError('the store keeps no such value');
};

/** Reads what {@link toWire} wrote. @throws {TypeError} for a kind of value that it never writes. */
export const fromWire = (attributes: WireAttributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plainValue(value)]));

const plainValue = ({ S, N, BOOL, NULL, L, M, SS }: AttributeValue): unknown => {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (BOOL !== undefined) return BOOL;
  if (NULL !== undefined) return null;
  if (L !== undefined) return L.map(plainValue);
  if (M !== undefined) return fromWire(M);
  if (SS !== undefined) return new Set(SS);
  throw new TypeError('the store holds a value of a kind that is never written here');
};
