import { EVENT_SCHEMAS, type EventTypes } from './event-types.ts';
import { isRecord, schemaFault } from './schema-fault.ts';

/** The kinds of events, as `type` has them. */
export type EventKind = keyof EventTypes;

/** An event of one kind, or of any: then `type` tells which. */
export type BusinessEvent<Kind extends EventKind = EventKind> = { [Name in Kind]: EventTypes[Name] }[Kind];

/** Something came that is not an event of ours. The message names the place, and never a value. */
export class EventError extends Error {
  override readonly name = 'EventError';
}

/** Around an event: EventBridge to a target, to a queue (a text) and to SNS (a text in a text), in bytes or in a record. */
const MOST_WRAPPINGS = 7;

/**
 * Reads an event, and holds it against the schema of its kind.
 *
 * @param received the event as an object, text or bytes; alone, or as EventBridge, SQS and SNS hand it on: a record of
 *   Lambda, a message that the SDK received, or their body
 * @returns `undefined` for a kind that this version does not know: a later version of the service may have more.
 * @throws {EventError} for everything that is not an event of ours.
 */
export const parseEvent = (received: unknown): BusinessEvent | undefined => {
  const value = unwrapped(received);
  if (!isRecord(value) || value['specversion'] !== '1.0' || value['source'] !== 'privatenumber')
    throw new EventError('this is not an event of privatenumber');
  const kind = value['type'];
  if (typeof kind !== 'string' || !isKind(kind)) return undefined;
  if (isEvent(value)) return value;
  throw new EventError(schemaFault(EVENT_SCHEMAS[kind], value, kind));
};

/** Tells whether a value is an event as its schema says, of one kind or of any that this version knows. */
export const isEvent = <Kind extends EventKind = EventKind>(
  value: unknown,
  kind?: Kind,
): value is BusinessEvent<Kind> => {
  const type = isRecord(value) ? value['type'] : undefined;
  if (typeof type !== 'string' || !isKind(type) || (kind !== undefined && type !== kind)) return false;
  return schemaFault(EVENT_SCHEMAS[type], value, type) === undefined;
};

const isKind = (type: string): type is EventKind => Object.hasOwn(EVENT_SCHEMAS, type);

const unwrapped = (received: unknown): unknown => {
  let value = received;
  for (let wrapping = 0; wrapping < MOST_WRAPPINGS; wrapping += 1) {
    const inner = innerOf(value);
    if (inner === undefined) return value;
    value = inner;
  }
  return value;
};

const innerOf = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value === 'string') return parsed(value);
  if (!isRecord(value)) return undefined;
  const notification = value['Type'] === 'Notification' ? value['Message'] : undefined;
  return value['detail'] ?? notification ?? innerOfRecord(value);
};

/** A record that Lambda gets from a queue or a topic; a message that the SDK receives has `Body`. */
const innerOfRecord = (record: Readonly<Record<string, unknown>>): unknown => {
  const topic = record['Sns'];
  if (record['EventSource'] === 'aws:sns' && isRecord(topic)) return topic['Message'];
  return record['eventSource'] === 'aws:sqs' ? record['body'] : bodyOfMessage(record);
};

const bodyOfMessage = (message: Readonly<Record<string, unknown>>): unknown =>
  typeof message['ReceiptHandle'] === 'string' ? message['Body'] : undefined;

/** The parser quotes what it cannot read, so its error stays here. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new EventError('this is not JSON');
  }
};
