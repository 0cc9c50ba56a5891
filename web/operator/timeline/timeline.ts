import type { Binding, Call, Message } from '../api-shapes.ts';

/** Something that happened; `at` orders it. A binding stands there twice: when it was made, and when it ended. */
export type Happening =
  | Readonly<{ kind: 'bound' | 'ended'; at: string; id: string; binding: Binding }>
  | Readonly<{ kind: 'call'; at: string; id: string; call: Call }>
  | Readonly<{ kind: 'message'; at: string; id: string; message: Message }>;

/** The records that a search has found; the same one may have been found several times. */
export type Found = Readonly<{
  bindings: readonly Binding[];
  calls: readonly Call[];
  messages: readonly Message[];
}>;

/** Everything that was found, once, the newest first. */
export const timelineOf = ({ bindings, calls, messages }: Found): readonly Happening[] => {
  const all: readonly Happening[] = [
    ...bindings.flatMap(ofBinding),
    ...calls.map((call): Happening => ({ kind: 'call', at: placeOf(call), id: call.callId, call })),
    ...messages.map(
      (message): Happening => ({
        kind: 'message',
        at: message.sentAt ?? message.receivedAt,
        id: message.messageId,
        message,
      }),
    ),
  ];
  const once = new Map(all.map((happening) => [`${happening.kind} ${happening.id}`, happening]));
  return [...once.values()].sort((one, next) => next.at.localeCompare(one.at));
};

const ofBinding = (binding: Binding): readonly Happening[] => {
  const { bindingId: id, createdAt, status, releasedAt, expiresAt } = binding;
  const endedAt = releasedAt ?? (status === 'expired' ? expiresAt : undefined);
  const made: Happening = { kind: 'bound', at: createdAt, id, binding };
  return endedAt === undefined || endedAt === null
    ? [made]
    : [made, { kind: 'ended', at: endedAt, id, binding }];
};

/** A call without a time of its own stands where its first event does. */
export const placeOf = ({ startedAt, ringingAt, answeredAt, endedAt, events }: Call): string =>
  startedAt ?? events[0]?.at ?? ringingAt ?? answeredAt ?? endedAt ?? '';
