import type { Context } from 'aws-lambda';
import { functionChain, type LambdaHandler } from '../http/middlewares/chains.ts';
import { type Configuration, parseConfiguration } from './configuration.ts';
import { readVariables, type Settings, type Variable } from './environment.ts';
import { once } from './once.ts';
import { createRefreshedDocument, UnreadableDocument } from './refreshed-document.ts';
import type { Runtime } from './runtime.ts';

/** The parts of a function: its runtime, and the settings that were read for it. */
export type Composition<Name extends Variable = never> = Readonly<{
  runtime: Runtime;
  settings: Settings;
  /** The variables that the function named. */
  variables: Readonly<Record<Name, string>>;
  configuration: Configuration;
}>;

/** A function as Lambda calls it. `prepare` does before the first event what it can; it never fails. */
export type ComposedFunction<Event, Result> = LambdaHandler<Event, Result> &
  Readonly<{ prepare: () => Promise<void> }>;

/** The variables without which a function cannot run, and its answer while its configuration cannot be read. */
export type ComposeOptions<Name extends Variable, Event = never, Unready = never> = Readonly<{
  /** The variables beside `CONFIG_URI`, which all have. */
  variables: readonly Name[];
  /** Answers an event without a usable configuration document. Absent: the invocation fails. */
  whenUnreadable?: (error: UnreadableDocument, event: Event, context: Context) => Unready | Promise<Unready>;
}>;

/**
 * The one way from a runtime to a function with a configuration document. Nothing is read before the first event, or
 * before `prepare`; then the variables are read, the document is fetched, and `build` is called, again only when the
 * document has changed. Any failure on the way leaves one `function-failed` line and fails the invocation, so that Lambda
 * counts an error and an alarm is raised.
 */
export const composeFunction = <Event, Result, Name extends Variable = never, Unready = Result>(
  runtime: Runtime,
  { variables: names, whenUnreadable }: ComposeOptions<Name, Event, Unready>,
  build: (composition: Composition<Name>) => LambdaHandler<Event, Result>,
): ComposedFunction<Event, Result | Unready> => {
  const { clock, environment, logger, readConfiguration } = runtime;
  const configured = once(() => {
    const variables = readVariables<Name | 'CONFIG_URI'>(environment, ['CONFIG_URI', ...names]);
    const settings = runtime.settings();
    return createRefreshedDocument({
      document: 'configuration',
      uri: variables.CONFIG_URI,
      clock,
      logger,
      read: readConfiguration,
      parse: (text) => {
        const configuration = parseConfiguration(text);
        if (configuration.apiKeys) {
          logger.warn('api-keys-ignored');
          logger.metrics({ apiKeysIgnored: 1 });
        }
        return configuration;
      },
      build: (configuration) => {
        // Here it may have a password, which a template must not.
        const { httpsProxy = settings.httpsProxy } = configuration;
        return build({ runtime, settings: { ...settings, httpsProxy }, variables, configuration });
      },
    });
  });
  const run: LambdaHandler<Event, Result | Unready> = async (event, context) => {
    try {
      const handle = await configured().current();
      return await handle(event, context);
    } catch (error) {
      if (whenUnreadable === undefined || !(error instanceof UnreadableDocument)) throw error;
      return await whenUnreadable(error, event, context);
    }
  };
  const prepare = async () => {
    let prepared: ReturnType<typeof configured>;
    try {
      prepared = configured();
    } catch {
      // A variable is missing, for one: the first event meets the same and tells of it.
      return;
    }
    await prepared.prepare();
  };
  return Object.assign(functionChain(logger, run), { prepare });
};

/**
 * The answer of a function that runs by itself while its document cannot be read: nothing while the secret waits for its first value,
 * so that no alarm rings before anybody could act.
 *
 * @throws {UnreadableDocument} in every other case.
 */
export const untilFilled =
  ({ logger }: Pick<Runtime, 'logger'>) =>
  (error: UnreadableDocument): undefined => {
    if (!error.isForWantOfValue) throw error;
    logger.warn('secret-not-filled');
  };
