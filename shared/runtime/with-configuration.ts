import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import { type Configuration, parseConfiguration } from './configuration.ts';
import { createRefreshed } from './refreshed.ts';

/** The configuration document cannot be fetched or is not usable; the message and the cause are those of the fault. */
export class UnreadableConfiguration extends Error {
  override readonly name = 'UnreadableConfiguration';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'the configuration cannot be read', { cause });
  }
}

type Handler<Event, Context, Result> = (event: Event, context: Context) => Promise<Result>;

/** A handler that is built from the configuration document. */
export type Configured<Event, Context, Result> = Readonly<{
  /** @throws {UnreadableConfiguration} when there never was a usable document; and whatever the handler throws. */
  handle: Handler<Event, Context, Result>;
  /**
   * Reads the document and builds the handler before the first event. A failure is the same as no attempt: it is logged, and
   * the first event tries again.
   */
  prepare: () => Promise<void>;
}>;

/**
 * A Lambda handler whose insides are built from the configuration document, and built anew when it has changed. The
 * document is read again beside the events ({@link createRefreshed}). When a later reading fails, the handler in hand
 * goes on: a Secrets Manager fault must not stop the intake of pushes. An operator is told once the document is older than is
 * promised.
 */
export const withConfiguration = <Event, Context, Result>(
  {
    uri,
    clock,
    logger,
    read,
  }: Readonly<{ uri: string; clock: Clock; logger: Logger; read: (uri: string) => Promise<string> }>,
  build: (configuration: Configuration) => Handler<Event, Context, Result>,
): Configured<Event, Context, Result> => {
  type Built = Readonly<{ text: string; handler: Handler<Event, Context, Result> }>;

  const readDocument = async () => {
    try {
      const text = await read(uri);
      return { text, configuration: parseConfiguration(text) };
    } catch (error) {
      throw new UnreadableConfiguration(error);
    }
  };

  const built = createRefreshed<Built>({
    clock,
    read: async (former) => {
      const { text, configuration } = await readDocument();
      return text === former?.text ? former : { text, handler: build(configuration) };
    },
    failed: (error, isOverdue) => {
      logger[isOverdue ? 'error' : 'warn']('configuration-not-refreshed', { error });
      if (isOverdue) logger.metrics({ configurationsNotRead: 1 });
    },
  });

  const current = async () => {
    try {
      return await built.current();
    } catch (error) {
      if (error instanceof UnreadableConfiguration) logger.metrics({ configurationsNotRead: 1 });
      throw error;
    }
  };

  return {
    handle: async (event, context) => (await current()).handler(event, context),
    prepare: async () => {
      await built.current().catch((error: unknown) => logger.warn('function-not-prepared', { error }));
    },
  };
};
