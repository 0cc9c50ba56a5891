import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import { createRefreshed } from './refreshed.ts';

/** A document cannot be fetched or is not usable; the message and the cause are those of the fault. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'the document cannot be read', { cause });
  }
}

/** Something that is built from a document, and built anew when the document has changed. */
export type RefreshedDocument<Built> = Readonly<{
  /**
   * Waits only where {@link createRefreshed} does.
   *
   * @throws {UnreadableDocument} when there never was a usable document; and whatever building throws.
   */
  current: () => Promise<Built>;
  /** Reads and builds before the first event. A failure is the same as no attempt: it is logged, and the first event tries again. */
  prepare: () => Promise<void>;
}>;

/** The parts of a {@link RefreshedDocument}. */
export type DocumentParts<Parsed, Built> = Readonly<{
  /** Stands in log lines. */
  document: 'configuration' | 'access';
  uri: string;
  clock: Clock;
  logger: Logger;
  read: (uri: string) => Promise<string>;
  /** Is called for each reading; an error of it means that the document is not usable. */
  parse: (text: string) => Parsed;
  build: (parsed: Parsed) => Built;
}>;

/**
 * When a later reading fails, what is in hand goes on: a Secrets Manager fault must not stop the intake of pushes. An operator
 * is told once it is older than is promised.
 */
export const createRefreshedDocument = <Parsed, Built>({
  document,
  uri,
  clock,
  logger,
  read,
  parse,
  build,
}: DocumentParts<Parsed, Built>): RefreshedDocument<Built> => {
  const readDocument = async () => {
    try {
      const text = await read(uri);
      return { text, parsed: parse(text) };
    } catch (error) {
      throw new UnreadableDocument(error);
    }
  };

  const built = createRefreshed<Readonly<{ text: string; value: Built }>>({
    clock,
    read: async (former) => {
      const { text, parsed } = await readDocument();
      return text === former?.text ? former : { text, value: build(parsed) };
    },
    failed: (error, isOverdue) => {
      logger[isOverdue ? 'error' : 'warn']('configuration-not-refreshed', { document, error });
      if (isOverdue) logger.metrics({ configurationsNotRead: 1 });
    },
  });

  return {
    current: async () => {
      try {
        return (await built.current()).value;
      } catch (error) {
        if (error instanceof UnreadableDocument) logger.metrics({ configurationsNotRead: 1 });
        throw error;
      }
    },
    prepare: async () => {
      await built
        .current()
        .catch((error: unknown) => logger.warn('function-not-prepared', { document, error }));
    },
  };
};
