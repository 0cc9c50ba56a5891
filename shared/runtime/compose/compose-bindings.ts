import { createReservations } from '../../bindings/allocation/create-reservations.ts';
import { createDynamoRequestLockStore } from '../../bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../../bindings/dynamo/dynamo-reservation-store.ts';
import type { BindingPlatform } from '../../bindings/model/binding-platform.ts';
import type { AllocationRules } from '../../bindings/model/binding-request.ts';
import { AppError } from '../../kernel/errors.ts';
import { bindingPlatforms } from '../../platform/platforms.ts';
import type { App } from '../apps.ts';
import { type BindingVariable, composeNumbers } from './compose-numbers.ts';
import { composePlatformClient } from './compose-platform-client.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The foundation of all work on bindings: their stores, the pool, the platform, and the rules of each app. */
export const composeBindings = (access: StoreAccess<BindingVariable>) => {
  const { documents, lookup, sealer, apps, variables, settings } = access;
  const client = composePlatformClient(access);
  const platforms = bindingPlatforms(client, apps);
  return {
    ...composeNumbers(access),
    client,
    locks: createDynamoRequestLockStore(documents, variables.BINDINGS_TABLE),
    reservations: createReservations(
      createDynamoReservationStore(documents, variables.BINDINGS_TABLE),
      lookup,
      sealer,
    ),
    platformOf: (app: string): BindingPlatform => known(platforms.get(app)),
    latestSeconds: settings.platformLatestSeconds,
    rulesOf: (app: string): AllocationRules => rulesOfApp(known(apps.find(({ name }) => name === app))),
  };
};
export type Bindings = ReturnType<typeof composeBindings>;

const rulesOfApp = ({ allocation, defaults: { sticky, coolDownSeconds } }: App): AllocationRules => ({
  allocation,
  sticky,
  coolDownSeconds,
});

/** A binding keeps the name of its app; an app taken out of the configuration can no longer be called. */
const known = <Known>(found: Known | undefined): Known => {
  if (found !== undefined) return found;
  throw new AppError('platform-unavailable', 'the app of this binding is no longer configured');
};
