import type { TextMessage } from './message.ts';

/** A kept message. `messageId` is ours and opaque; `listedAt` is the moment under which lists have it. */
export type KeptMessage = Readonly<{
  messageId: string;
  listedAt: string;
  receivedAt: string;
  message: TextMessage;
}>;

/** One place in a list of messages. */
export type MessageEntry = Readonly<{ messageId: string; listedAt: string }>;

/** Which messages: exactly one of them. */
export type MessageFilter =
  | Readonly<{ by: 'subscription'; app: string; subscriptionId: string }>
  | Readonly<{ by: 'x'; x: string }>;

/** `from` inclusive, `to` exclusive, ISO 8601 with milliseconds; `after` is the entry that the previous page ended with. */
export type MessagePage = Readonly<{
  from: string | undefined;
  to: string | undefined;
  /** 1 to 100. */
  limit: number;
  after: MessageEntry | undefined;
}>;

/** Keeps text messages as they come; order and repeats cannot matter. */
export interface MessageWriter {
  /**
   * Keeps a message once for its identifier and kind of notification.
   *
   * @throws {AppError} `store-unavailable`: nothing is known, deliver again.
   */
  append(message: TextMessage, receivedAt: Date): Promise<'stored' | 'duplicate'>;
}

export interface MessageReader {
  /** Newest first; fewer than `limit` only at the end. @throws {AppError} `store-unavailable`. */
  list(filter: MessageFilter, page: MessagePage): Promise<readonly KeptMessage[]>;
}
