import type { Person } from './person.ts';

/**
 * A record, or a push, without the words of a binding's maker (`userData`) where these have the number. The platform repeats them with
 * every call and text of the binding, whoever talks: an order number that has the same digits must not take the calls of strangers, nor
 * hand them out.
 */
export const withoutMention = (value: unknown, person: Person): unknown => {
  if (Array.isArray(value)) return value.map((entry) => withoutMention(entry, person));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name === 'userData' && person.isNamedIn(inner) ? [] : [[name, withoutMention(inner, person)]],
    ),
  );
};

/** Whether what names the person names him nowhere else than in those words; `at`: as in {@link Person.isMeantBy}. */
export const isOnlyMentioned = (value: unknown, person: Person, at: string): boolean =>
  person.isMeantBy(value, at) && !person.isMeantBy(withoutMention(value, person), at);

/** All of a record of strangers that a copy for the person has: the words with the number. */
export const mentionIn = (value: unknown, person: Person): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'userData' && person.isNamedIn(inner) ? [inner] : mentionIn(inner, person),
  );
};
