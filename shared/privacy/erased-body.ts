import { isOnlyMentioned, mentionIn, withoutMention } from './mention.ts';
import type { Person } from './person.ts';

/** The part of a push that names a person, and the push without it; `undefined`: nothing else is left of it. */
export type DividedBody = Readonly<{ named: readonly unknown[]; rest: Uint8Array | undefined }>;

/** Reads the bytes of a push; `undefined` for what is not JSON, however leniently it is read. */
export type ReadBody = (bytes: Uint8Array) => unknown;

/**
 * Divides a push. An item of a list goes as a whole, so that a replay of the rest brings nothing of the person back; all other
 * pushes have one item. An item that only repeats words about the person stays without them. `undefined`: it does not name the person, nor his
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
  const own = withoutMention(sent, person);
  if (isMeant(sent) && !isMeant(own))
    return { named: [{ userData: mentionIn(sent, person) }], rest: bytesOf(own) };
  const named = entriesOf(sent).filter(isMeant);
  const rest = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map((entry) => withoutMention(entry, person)).filter((entry) => !isMeant(entry))
        : value,
    ]),
  );
  if (named.length === 0 || entriesOf(rest).length === 0 || isMeant(rest))
    return { named: [sent], rest: undefined };
  return { named: named.map((entry) => shownOf(entry, person, at)), rest: bytesOf(rest) };
};

const entriesOf = (sent: object): readonly unknown[] =>
  Object.values(sent).flatMap((value) => (Array.isArray(value) ? value : []));

/** An item of strangers is not handed out: only the words that tell of the person. */
const shownOf = (entry: unknown, person: Person, at: string): unknown =>
  isOnlyMentioned(entry, person, at) ? { userData: mentionIn(entry, person) } : entry;

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
