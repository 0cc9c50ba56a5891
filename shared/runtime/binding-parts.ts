import { setTimeout as sleepInRealTime } from 'node:timers/promises';
import { allNumbers, createNumberChoice } from '../bindings/allocation/number-choice.ts';
import { createReservations } from '../bindings/allocation/reservations.ts';
import { createAttemptBind } from '../bindings/bind/attempt-bind.ts';
import { createCreateBinding } from '../bindings/bind/create-binding.ts';
import { createResolvePending } from '../bindings/bind/resolve-pending.ts';
import { createChangeBinding } from '../bindings/change/change-binding.ts';
import { createSetTemporaryCallee } from '../bindings/change/set-temporary-callee.ts';
import { createDynamoRequestLockStore } from '../bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../bindings/dynamo/dynamo-reservation-store.ts';
import { createEndBinding } from '../bindings/end/end-binding.ts';
import type { BindingPlatform } from '../bindings/model/binding-platform.ts';
import type { AllocationRules } from '../bindings/model/binding-request.ts';
import { createSweepBindings } from '../bindings/sweep/sweep-bindings.ts';
import { createReleaseBinding } from '../bindings/unbind/release-binding.ts';
import { AppError } from '../kernel/errors.ts';
import { createDynamoPlatformGate } from '../platform/gate/dynamo-platform-gate.ts';
import { bindingPlatforms, connectPlatform, temporaryCallees } from '../platform/platforms.ts';
import type { App } from './apps.ts';
import type { Configuration } from './configuration.ts';
import { readSettings } from './environment.ts';
import { numberParts } from './number-parts.ts';
import type { Runtime } from './runtime.ts';

/** The tables that work on bindings needs. */
export type BindingTables = Readonly<{ BINDINGS_TABLE: string; NUMBERS_TABLE: string }>;

/** What all work on bindings stands on, put together for one configuration. */
export const bindingParts = (runtime: Runtime, tables: BindingTables, configuration: Configuration) => {
  const { clock, newId, random, sleep = sleepInRealTime } = runtime;
  const { apps } = configuration;
  const parts = numberParts(runtime, tables, configuration);
  const { documents, lookup, logger } = parts;
  const gate = createDynamoPlatformGate({ documents, table: tables.NUMBERS_TABLE, clock });
  const settings = readSettings(runtime.environment);
  const client = connectPlatform({ settings, gate, clock, newNonce: newId, random, logger, sleep });
  const platforms = bindingPlatforms(client, apps);
  return {
    ...parts,
    clock,
    newId,
    random,
    sleep: sleep,
    client,
    locks: createDynamoRequestLockStore(documents, tables.BINDINGS_TABLE),
    reservations: createReservations(
      createDynamoReservationStore(documents, tables.BINDINGS_TABLE),
      lookup,
      parts.sealer,
    ),
    platformOf: (app: string): BindingPlatform => known(platforms.get(app)),
    rulesOf: (app: string): AllocationRules => rulesOfApp(known(apps.find(({ name }) => name === app))),
  };
};
export type BindingParts = ReturnType<typeof bindingParts>;

/** Ends bindings. Each of the following is apart, so that a function carries only what it does. */
export const endPart = (parts: BindingParts) => createEndBinding(parts);

/** Makes bindings. */
export const createPart = (parts: BindingParts) => {
  const choice = createNumberChoice(parts);
  const attempt = createAttemptBind({ ...parts, choice, end: endPart(parts) });
  return createCreateBinding({ ...parts, attempt, resolve: resolvePart(parts) });
};

const resolvePart = (parts: BindingParts) =>
  createResolvePending({ ...parts, end: endPart(parts), allNumbers: allNumbers(parts.pool) });

/** Releases bindings. */
export const releasePart = (parts: BindingParts) =>
  createReleaseBinding({ ...parts, end: endPart(parts), resolve: resolvePart(parts) });

/** Changes bindings. */
export const changePart = (parts: BindingParts) => createChangeBinding(parts);

/** Sets temporary callees. */
export const temporaryCalleePart = (parts: BindingParts, { apps }: Configuration) => {
  const platforms = temporaryCallees(parts.client, apps);
  return createSetTemporaryCallee({ ...parts, platformOf: (app) => platforms.get(app) });
};

/** Sweeps bindings. */
export const sweepPart = (parts: BindingParts) =>
  createSweepBindings({
    ...parts,
    end: endPart(parts),
    resolve: resolvePart(parts),
    concludeChange: changePart(parts).concludeChange,
  });

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
