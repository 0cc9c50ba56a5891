import { readVariables } from '../../shared/config/environment.ts';
import { withConfiguration } from '../../shared/config/with-configuration.ts';
import type { World } from '../../shared/config/world.ts';
import { createHandler } from './handler.ts';

export const compose = ({ environment, clock }: World) => {
  const { CONFIG_URI } = readVariables(environment, ['CONFIG_URI']);
  return withConfiguration({ uri: CONFIG_URI, clock }, ({ apiKeys }) => createHandler(apiKeys));
};
