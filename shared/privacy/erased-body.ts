import type { Person } from './person.ts';

/** The part of a push that names a person, and the push without it; `undefined`: nothing else is left of it. */
export type DividedBody = Readonly<{ named: readonly unknown[]; rest: Uint8Array | undefined }>;

/** Reads the bytes of a push; `undefined` for what is not JSON, however leniently it is read. */
export type ReadBody = (bytes: Uint8Array) => unknown;

/**
 * Divides a push. An item of a list goes as a whole, so that a replay of the rest brings nothing of the person back; all other
 * pushes have one item. `undefined`: it does not name the person, nor his
 * binding of that moment (`at`, of the receipt).
 */
export const divideBody = (
  body: Uint8Array,
  person: Person,
  at: string,
  read: ReadBody,
): DividedBody | undefined => {
  const text = Buffer.from(body).toString('utf8');
  const sent = read(body);
  const isMeant = (value: unknown) => person.isMeantBy(value, at);
  if (!isMeant(text) && !isMeant(sent)) return undefined;
  if (typeof sent !== 'object' || sent === null) return { named: [text], rest: undefined };
  const named = Object.values(sent).flatMap((value) => (Array.isArray(value) ? value.filter(isMeant) : []));
  const rest = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((entry) => !isMeant(entry)) : value,
    ]),
  );
  const hasItems = Object.values(rest).some((value) => Array.isArray(value) && value.length > 0);
  if (named.length === 0 || !hasItems || isMeant(rest)) return { named: [sent], rest: undefined };
  return { named, rest: Buffer.from(JSON.stringify(rest)) };
};
