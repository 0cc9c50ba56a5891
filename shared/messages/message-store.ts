import type { SmsMessage } from './message.ts';

/** A stored message. `messageId` is ours and opaque; `listedAt` is the moment by which lists order it. */
export type KeptMessage = Readonly<{
  messageId: string;
  listedAt: string;
  receivedAt: string;
  message: SmsMessage;
}>;

/** One place in a list of messages. */
export type MessageEntry = Readonly<{ messageId: string; listedAt: string }>;

/** The messages of one binding, or those of one private number. */
export type MessageFilter =
  | Readonly<{ by: 'subscription'; app: string; subscriptionId: string }>
  | Readonly<{ by: 'x'; x: string }>;

/** `from` inclusive, `to` exclusive, ISO 8601 with milliseconds; `after` is the entry that the previous page ended with. */
export type MessagePage = Readonly<{
  from: string | undefined;
  to: string | undefined;
  /** 1 to 100, as many as a page of our API holds. */
  limit: number;
  after: MessageEntry | undefined;
}>;

/** Tells whether a message was new; `contradicts`: it was not, and has another result than the one that is stored. */
export type AppendedMessage = 'stored' | 'duplicate' | 'contradicts';

/** Stores messages as they come; order and repeats do not matter. */
export interface MessageWriter {
  /**
   * Stores a message once for its identifier and kind of notification; the first one stays. `contradicts`: it is stored with another
   * result. `storedAt`: it is stored on a later day than it came.
   *
   * @throws {AppError} `store-unavailable`: it is unknown whether the message is stored, deliver again.
   */
  append(message: SmsMessage, receivedAt: Date, storedAt?: Date): Promise<AppendedMessage>;
}

/** Messages that could be opened, and those that could not, with the app of each, which stands in clear. */
export type ReadableMessages = Readonly<{
  messages: readonly KeptMessage[];
  unreadable: readonly Readonly<{ messageId: string; app: string }>[];
}>;

/** Reads stored messages. */
export interface MessageReader {
  /**
   * Newest first; fewer than `limit` only at the end. One that cannot be opened is left out, and named.
   *
   * @throws {AppError} `store-unavailable`.
   */
  list(filter: MessageFilter, page: MessagePage): Promise<ReadableMessages>;
}
