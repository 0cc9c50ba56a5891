import { readSettings, readVariables } from '../../shared/config/environment.ts';
import { withConfiguration } from '../../shared/config/with-configuration.ts';
import { loggerOf, type World } from '../../shared/config/world.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { composeIntake, INTAKE_VARIABLES } from '../../shared/webhooks/compose-intake.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): HttpHandler => {
  const { environment, clock } = world;
  const variables = readVariables(environment, INTAKE_VARIABLES);
  const settings = readSettings(environment);
  const logger = loggerOf(world);
  const intakeWorld = { documents: world.documents(), clock, logger, variables, settings };
  return withConfiguration({ uri: variables.CONFIG_URI, clock }, (configuration) =>
    createHandler({ intake: composeIntake(intakeWorld, configuration), logger }),
  );
};
