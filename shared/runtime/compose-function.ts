import type { Context } from 'aws-lambda';
import { functionChain, type LambdaHandler } from '../http/middlewares/chains.ts';
import type { Configuration } from './configuration.ts';
import { readVariables, type Settings, type Variable } from './environment.ts';
import { once } from './once.ts';
import type { Runtime } from './runtime.ts';
import { withConfiguration } from './with-configuration.ts';

/** The parts of a function: its runtime, and the settings that were read for it. */
export type Composition<Name extends Variable = never> = Readonly<{
  runtime: Runtime;
  settings: Settings;
  /** The variables that the function named. */
  variables: Readonly<Record<Name, string>>;
  configuration: Configuration;
}>;

/**
 * The one way from a runtime to a function with a configuration document. Nothing is read before the first event; then
 * the variables are read, the document is fetched, and `build` is called, again only when the document has changed.
 * Any failure on the way leaves one `function-failed` line and fails the invocation, so that Lambda counts an error
 * and an alarm is raised.
 *
 * @param variables The variables without which the function cannot run, beside `CONFIG_URI`, which all have.
 */
export const composeFunction = <Event, Result, Name extends Variable = never>(
  runtime: Runtime,
  { variables: names }: Readonly<{ variables: readonly Name[] }>,
  build: (composition: Composition<Name>) => LambdaHandler<Event, Result>,
): LambdaHandler<Event, Result> => {
  const { clock, environment, logger, readConfiguration } = runtime;
  const configured = once(() => {
    const variables = readVariables<Name | 'CONFIG_URI'>(environment, ['CONFIG_URI', ...names]);
    const settings = runtime.settings();
    return withConfiguration<Event, Context, Result>(
      { uri: variables.CONFIG_URI, clock, logger, read: readConfiguration },
      (configuration) => build({ runtime, settings, variables, configuration }),
    );
  });
  return functionChain(logger, async (event: Event, context) => configured()(event, context));
};
