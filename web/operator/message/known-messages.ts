import { signal } from '@preact/signals';
import type { Message } from '../api.ts';
import { atSignOut } from '../session.ts';

/** Messages that a list has shown: the API has no route for one. */
const known = signal<ReadonlyMap<string, Message>>(new Map());

/** Keeps messages that were listed, so that they can be opened. */
export const rememberMessages = (messages: readonly Message[]): void => {
  known.value = new Map([...known.peek(), ...messages.map((each) => [each.messageId, each] as const)]);
};

/** A message that was listed before. */
export const knownMessage = (messageId: string): Message | undefined => known.value.get(messageId);

atSignOut(() => {
  known.value = new Map();
});
