import { setTimeout as delay } from 'node:timers/promises';
import type { BindingPlatform } from '../bindings/binding-platform.ts';
import { createChangeBinding } from '../bindings/change-binding.ts';
import { createCreateBinding } from '../bindings/create-binding.ts';
import { createDynamoClaimStore } from '../bindings/dynamo-claim-store.ts';
import { createDynamoSeatStore } from '../bindings/dynamo-seat-store.ts';
import { createEndBinding } from '../bindings/end-binding.ts';
import { createNumberChoice } from '../bindings/number-choice.ts';
import { createPursueBinding } from '../bindings/pursue-binding.ts';
import { createReleaseBinding } from '../bindings/release-binding.ts';
import { createSeating } from '../bindings/seating.ts';
import { createSettlePending } from '../bindings/settle-pending.ts';
import { createSweepBindings } from '../bindings/sweep-bindings.ts';
import type { App } from '../config/apps.ts';
import type { Configuration } from '../config/configuration.ts';
import { readSettings } from '../config/environment.ts';
import type { World } from '../config/world.ts';
import { AppError } from '../kernel/errors.ts';
import { bindingPlatforms, connectPlatform } from '../platform/platforms.ts';
import { createDynamoPlatformGate } from '../platform-gate/dynamo-platform-gate.ts';
import { numberParts } from './number-parts.ts';

/** The tables that work on bindings needs. */
export type BindingTables = Readonly<{ BINDINGS_TABLE: string; NUMBERS_TABLE: string }>;

/** Everything that makes, ends and looks up bindings, put together for one configuration. */
export const bindingParts = (world: World, tables: BindingTables, configuration: Configuration) => {
  const { clock, newId, random } = world;
  const { apps } = configuration;
  const { sealer, lookup, documents, logger, bindings, countLive, pool } = numberParts(
    world,
    tables,
    configuration,
  );
  const keys = { sealer, lookup };
  const claims = createDynamoClaimStore(documents, tables.BINDINGS_TABLE);
  const seating = createSeating(createDynamoSeatStore(documents, tables.BINDINGS_TABLE), lookup);
  const gate = createDynamoPlatformGate({ documents, table: tables.NUMBERS_TABLE, clock });
  const client = connectPlatform({
    settings: readSettings(world.environment),
    gate,
    clock,
    newNonce: newId,
    random,
    logger,
  });
  const platforms = bindingPlatforms(client, apps);
  const platformOf = (app: string): BindingPlatform => known(platforms.get(app));
  const rulesOf = (app: string) => rulesOfApp(known(apps.find(({ name }) => name === app)));
  const choice = createNumberChoice({
    pool,
    seating,
    rulesOf,
    countLive,
    lookup,
    clock,
    random,
  });
  const end = createEndBinding({
    bindings,
    claims,
    seating,
    platformOf,
    rulesOf,
    lookup,
    clock,
  });
  const settle = createSettlePending({ bindings, end, allNumbers: choice.all, platformOf, clock });
  const changes = createChangeBinding({
    bindings,
    claims,
    seating,
    platformOf,
    rulesOf,
    lookup,
    clock,
  });
  const { settleChange } = changes;
  const pursue = createPursueBinding({ bindings, seating, choice, end, platformOf, rulesOf, clock });
  return {
    ...keys,
    logger,
    bindings,
    platformOf,
    create: createCreateBinding({ bindings, claims, seating, pursue, ...keys, clock, newId, delay }),
    release: createReleaseBinding({ bindings, end, settle, clock }),
    change: changes.change,
    sweep: createSweepBindings({ bindings, end, settle, settleChange, clock, logger }),
  };
};

const rulesOfApp = ({ allocation, defaults: { sticky, coolDownSeconds } }: App) => ({
  allocation,
  sticky,
  coolDownSeconds,
});

/** A binding keeps the name of its app; an app taken out of the configuration can no longer be called. */
const known = <Part>(part: Part | undefined): Part => {
  if (part !== undefined) return part;
  throw new AppError('platform-unavailable', 'the app of this binding is no longer configured');
};
