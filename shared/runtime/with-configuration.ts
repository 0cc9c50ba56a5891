import { addSeconds, type Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import { type Configuration, parseConfiguration } from './configuration.ts';

/** How long a fetched document is used: a rotated secret is in force everywhere after at most this time. */
const MAX_AGE_SECONDS = 300;

/**
 * A Lambda handler whose insides are built from the configuration document on the first call, and built anew when the
 * document is older than five minutes and has changed. When a later fetch fails, the handler in hand goes on: a
 * Secrets Manager fault must not stop the intake of pushes.
 */
export const withConfiguration = <Event, Context, Result>(
  {
    uri,
    clock,
    logger,
    read,
  }: Readonly<{ uri: string; clock: Clock; logger: Logger; read: (uri: string) => Promise<string> }>,
  build: (configuration: Configuration) => (event: Event, context: Context) => Promise<Result>,
): ((event: Event, context: Context) => Promise<Result>) => {
  let built: { text: string; handler: (event: Event, context: Context) => Promise<Result> } | undefined;
  let staleAt = new Date(0);

  const refresh = async () => {
    const text = await read(uri);
    if (built?.text !== text) built = { text, handler: build(parseConfiguration(text)) };
    return built.handler;
  };

  const current = async () => {
    const now = clock();
    if (built !== undefined && now < staleAt) return built.handler;
    staleAt = addSeconds(now, MAX_AGE_SECONDS);
    if (built === undefined) return refresh();
    const { handler } = built;
    return refresh().catch((error: unknown) => {
      logger.error('configuration-not-refreshed', { error });
      return handler;
    });
  };

  return async (event, context) => (await current())(event, context);
};
