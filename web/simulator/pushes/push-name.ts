import type { PushEntry } from '../api/types.ts';
import { texts } from '../texts/texts.ts';

const fieldIn = (body: string, name: string): string | undefined => {
  const [, value] = new RegExp(`"${name}":"([^"]*)"`).exec(body) ?? [];
  return value;
};

/** The thing that a push tells, in words: the event of a call, or the kind. */
export const pushName = ({ operation, body }: PushEntry): string => {
  const events: Readonly<Record<string, string>> = texts.value.events;
  const event = events[fieldIn(body, 'eventType') ?? ''];
  return event ?? texts.value.kinds[operation];
};
