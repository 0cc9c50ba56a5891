import { createSealer } from '../../sealing/sealer.ts';
import type { Composition } from '../compose-function.ts';
import type { Variable } from '../environment.ts';
import { composeLookup } from './compose-lookup.ts';
import { tellUnreadable } from './tell-unreadable.ts';

/**
 * The parts of every store: the one client, the sealer and the look-up keys, beside the runtime's own. A function makes
 * them once and hands them to everything that it composes.
 */
export const composeStoreAccess = <Name extends Variable>({
  runtime: { clock, newId, random, sleep, logger, documents },
  settings,
  variables,
  configuration,
}: Composition<Name>) => ({
  clock,
  newId,
  random,
  sleep,
  logger,
  settings,
  variables,
  apps: configuration.apps,
  reporting: configuration.reporting,
  documents: documents(),
  sealer: createSealer(configuration.dataKeys, tellUnreadable(logger)),
  lookup: composeLookup(configuration),
});
export type StoreAccess<Name extends Variable> = ReturnType<typeof composeStoreAccess<Name>>;
