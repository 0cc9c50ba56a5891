import { createBindLimit } from '../../bindings/bind-limit/bind-limit.ts';
import { composeReservations } from '../../bindings/both-keys/compose-reservations.ts';
import { createRequestLocks } from '../../bindings/both-keys/create-request-locks.ts';
import { createDynamoRequestLockStore } from '../../bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../../bindings/dynamo/dynamo-reservation-store.ts';
import type { BindingPlatform } from '../../bindings/model/binding-platform.ts';
import type { AllocationRules } from '../../bindings/model/binding-request.ts';
import { rulesOfMode } from '../../bindings/model/mode-rules.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { PlatformClient } from '../../platform/client/client.ts';
import { bindingPlatforms } from '../../platform/platforms.ts';
import { joinReads } from '../../storage/join-reads.ts';
import type { App } from '../apps.ts';
import { type BindingVariable, composeNumbers } from './compose-numbers.ts';
import { composePlatform } from './compose-platform.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The foundation of all work on bindings: their stores, the pool, the platform, and the rules of each app. */
export const composeBindings = (storeAccess: StoreAccess<BindingVariable>) => {
  const joined = joinReads(storeAccess.documents);
  const access = { ...storeAccess, documents: joined.documents };
  const { documents, lookup, sealer, apps, variables, settings, clock } = access;
  const { gate, client } = composePlatform(access);
  const latestSeconds = settings.platformLatestSeconds;
  const rulesOf = (app: string): AllocationRules => rulesOfApp(known(apps.find(({ name }) => name === app)));
  return {
    ...composeNumbers(access),
    together: joined.together,
    client,
    locks: createRequestLocks({
      store: createDynamoRequestLockStore(documents, variables.BINDINGS_TABLE),
      sealer,
      lookup,
    }),
    reservations: composeReservations({
      store: createDynamoReservationStore({ documents, table: variables.BINDINGS_TABLE, clock }),
      lookup,
      sealer,
      coolDownOf: (app) => rulesOf(app).coolDownSeconds,
      latestSeconds,
    }),
    platformOf: platformOf(client, apps),
    /** Reads the gate for the next call of an app, where its mode makes calls: beside work that comes before it. Never throws. */
    readGateAhead: async (name: string): Promise<void> => {
      const app = apps.find((configured) => configured.name === name);
      if (app !== undefined && makesCalls(app.mode)) await gate.readAhead(app);
    },
    latestSeconds,
    rulesOf,
    limit: createBindLimit({
      documents,
      table: variables.NUMBERS_TABLE,
      lookup,
      bindsPerHourOf: (name) => apps.find((app) => app.name === name)?.bindsPerPersonPerHour,
    }),
    /** How long a bind of an app waits in the queue at most; `undefined` where the app has none. */
    queueSecondsOf: (name: string): number | undefined => {
      const app = apps.find((configured) => configured.name === name);
      return app?.platformDown === 'queue' ? app.queueSeconds : undefined;
    },
  };
};
export type Bindings = ReturnType<typeof composeBindings>;

/** The platform's side of bindings by app, through that client. */
export const platformOf = (client: PlatformClient, apps: readonly App[]) => {
  const platforms = bindingPlatforms(client, apps);
  return (app: string): BindingPlatform => known(platforms.get(app));
};

const rulesOfApp = ({ allocation, defaults: { sticky, coolDownSeconds } }: App): AllocationRules => ({
  allocation,
  sticky,
  coolDownSeconds,
});

/** In X mode nothing of a binding is at the platform. */
const makesCalls = (mode: Mode): boolean => rulesOfMode(mode).endedBy !== 'clock';

/** A binding keeps the name of its app; an app taken out of the configuration can no longer be called. */
const known = <Known>(found: Known | undefined): Known => {
  if (found !== undefined) return found;
  throw new AppError('platform-unavailable', 'the app of this binding is no longer configured');
};
