import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import { EmptySecret } from './configuration.ts';
import { createRefreshed } from './refreshed.ts';

/** `unreadable`: it cannot be fetched. `refused`: it is there, and not usable. */
type DocumentFault = 'unreadable' | 'refused';

/** A document cannot be fetched or is not usable; the message and the cause are those of the fault. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
  readonly reason: DocumentFault;

  constructor(reason: DocumentFault, cause: unknown) {
    super(cause instanceof Error ? cause.message : 'the document cannot be read', { cause });
    this.reason = reason;
  }

  /** Whether nobody has filled the secret yet, which is not a fault. */
  get isForWantOfValue(): boolean {
    return this.cause instanceof EmptySecret;
  }
}

/** Other errors come from building, and mean that nothing can be built from the document. */
const reasonOf = (error: unknown): DocumentFault =>
  error instanceof UnreadableDocument ? error.reason : 'refused';

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
    const text = await read(uri).catch((error: unknown) => {
      throw new UnreadableDocument('unreadable', error);
    });
    try {
      return { text, parsed: parse(text) };
    } catch (error) {
      throw new UnreadableDocument('refused', error);
    }
  };

  const built = createRefreshed<Readonly<{ text: string; value: Built }>>({
    clock,
    read: async (former) => {
      const { text, parsed } = await readDocument();
      return text === former?.text ? former : { text, value: build(parsed) };
    },
    failed: (error, isOverdue) => {
      const reason = reasonOf(error);
      logger[isOverdue ? 'error' : 'warn']('configuration-not-refreshed', { document, reason, error });
      if (isOverdue) logger.metrics({ configurationsNotRead: 1 }, { reason });
    },
  });

  return {
    current: async () => {
      try {
        return (await built.current()).value;
      } catch (error) {
        if (error instanceof UnreadableDocument && !error.isForWantOfValue)
          logger.metrics({ configurationsNotRead: 1 }, { reason: error.reason });
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
