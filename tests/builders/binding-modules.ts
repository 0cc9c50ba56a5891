import { createLookAround } from '../../shared/bindings/allocation/look-around.ts';
import { createAttemptBind } from '../../shared/bindings/bind/attempt-bind.ts';
import type { LostBindingSearch } from '../../shared/bindings/bind/lost-binding.ts';
import { composeReservations } from '../../shared/bindings/both-keys/compose-reservations.ts';
import { createRequestLocks } from '../../shared/bindings/both-keys/create-request-locks.ts';
import type { ChangeDeps } from '../../shared/bindings/change/carry-out-change.ts';
import { createChangeBinding } from '../../shared/bindings/change/change-binding.ts';
import { finishChange } from '../../shared/bindings/change/conclude-change.ts';
import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoExpiryCountStore } from '../../shared/bindings/dynamo/dynamo-expiry-count-store.ts';
import { createDynamoRequestLockStore } from '../../shared/bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../../shared/bindings/dynamo/dynamo-reservation-store.ts';
import { createDynamoSweepShardStore } from '../../shared/bindings/dynamo/dynamo-sweep-shard-store.ts';
import { createEndBinding } from '../../shared/bindings/end/end-binding.ts';
import type { ActiveBinding, Binding, BindingStatus } from '../../shared/bindings/model/binding.ts';
import type {
  BindingChange,
  BindingPlatform,
  PlatformBinding,
} from '../../shared/bindings/model/binding-platform.ts';
import type { BindingRequest } from '../../shared/bindings/model/binding-request.ts';
import type { BindingRecord } from '../../shared/bindings/model/binding-store.ts';
import type { E164 } from '../../shared/kernel/e164.ts';
import type { PlatformFailure, Refused } from '../../shared/kernel/platform-outcome.ts';
import type { NumberStatusReport } from '../../shared/numbers/number-status-report.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createLookupKeys, type LookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import type { Documents } from '../../shared/storage/documents.ts';
import { carryOut, documentsAround } from '../fakes/documents-around.ts';
import { createMemoryDocuments } from '../fakes/memory-documents.ts';
import { A, B, X } from './bind-request.ts';

const key = (...names: string[]) => names.map((AttributeName) => ({ AttributeName }));
const index = (IndexName: string, ...names: string[]) => ({ IndexName, KeySchema: key(...names) });

import { type BindingFields, type BindingOf, bindingOf } from './binding-of.ts';

/** As much of the bindings table as memory needs. */
const TEMPLATE = {
  Resources: {
    BindingsTable: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'bindings',
        KeySchema: key('pk', 'sk'),
        GlobalSecondaryIndexes: [
          index('subscription-index', 'subscriptionKey'),
          index('due-index', 'dueShard', 'dueAt'),
        ],
      },
    },
  },
};

/** The moment at which everything begins. */
export const NOW = new Date('2026-03-01T08:00:00.000Z');

/** Nobody knows whether it was applied. */
export const LOST: PlatformFailure = {
  kind: 'unanswered',
  reason: 'time-out',
  mayHaveApplied: true,
  cause: 'lost',
};

/** A clear no. */
export const refusedAs = (problem: Refused['problem'], kind: Refused['class'] = 'account'): Refused => ({
  kind: 'refused',
  httpStatus: 403,
  code: '1010029',
  text: 'Any text.',
  class: kind,
  problem,
  retryAfterSeconds: undefined,
});

/** An AXB binding that has lived since {@link NOW}, for two hours. */
export const aLiveBinding = <Status extends BindingStatus = 'active'>(
  changes: BindingFields<Status> = {},
): BindingOf<Status> =>
  bindingOf({
    bindingId: 'own',
    app: 'rides',
    mode: 'AXB',
    status: 'active' as Status,
    a: A,
    b: B,
    x: X,
    terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
    subscriptionId: 'subscription-own',
    createdAt: '2026-03-01T08:00:00.000Z',
    expiresAt: '2026-03-01T10:00:00.000Z',
    version: 1,
    ...changes,
  } as BindingFields<Status> & { status: Status });

/** A binding as the platform shows it. */
export const theirs = (binding: Binding): PlatformBinding => ({
  subscriptionId: binding.subscriptionId ?? 'none',
  a: binding.a,
  b: binding.b,
  x: binding.x,
  callDirection: undefined,
  ttlSeconds: undefined,
  record: undefined,
  recordTone: undefined,
  maxCallMinutes: undefined,
});

/** The pair of A and B on X as a query shows it, without its terms. */
export const aPlatformBinding = (subscriptionId: string): PlatformBinding => ({
  subscriptionId,
  a: A,
  b: B,
  x: X,
  callDirection: undefined,
  ttlSeconds: undefined,
  record: undefined,
  recordTone: undefined,
  maxCallMinutes: undefined,
});

/** A search for a lost binding that nobody competes for and nobody else has. */
export const aSearch = (
  changes: Partial<LostBindingSearch> & Pick<LostBindingSearch, 'platform'>,
): LostBindingSearch => ({
  numbers: async () => ({ numbers: [], unreadable: [] }),
  isKnown: async () => false,
  competing: async () => 'none',
  reservedOn: async () => [],
  keep: async () => 'kept',
  clearsUp: false,
  ...changes,
});

/** A store to which the process cannot write that state of a binding any more, because it died with it. */
export const dyingAtRevision = (memory: Documents, revision: number): Documents =>
  documentsAround((call) =>
    call.name === 'put' && call.input.item['revision'] === revision
      ? Promise.reject(new Error('away'))
      : carryOut(memory, call),
  );

type Options = Readonly<{
  platform?: Partial<BindingPlatform>;
  /** The numbers that a choice would offer; `undefined`: the platform chooses. */
  numbers?: readonly (E164 | undefined)[];
  sticky?: 'prefer' | 'avoid' | 'off';
  documents?: (memory: Documents) => Documents;
  lookup?: LookupKeys;
}>;

const LOOKUP = createLookupKeys(new Uint8Array(32).fill(2));

/** The work on bindings over stores in memory, before a platform that only does what a test says. */
export const bindingModules = ({
  platform = {},
  numbers = [X],
  sticky = 'off',
  documents,
  lookup = LOOKUP,
}: Options = {}) => {
  const memory = createMemoryDocuments(TEMPLATE);
  const client = documents?.(memory) ?? memory;
  const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
  const time = { now: NOW };
  const clock = () => time.now;
  const reservationStore = createDynamoReservationStore({ documents: client, table: 'bindings', clock });
  const bindings = createDynamoBindingStore({ documents: client, table: 'bindings', sealer, lookup, clock });
  const lockStore = createDynamoRequestLockStore(client, 'bindings');
  const locks = createRequestLocks({ store: lockStore, sealer, lookup });
  const shards = createDynamoSweepShardStore(client, 'bindings');
  const expiryCount = createDynamoExpiryCountStore(client, 'bindings');
  const reservations = composeReservations({
    store: reservationStore,
    lookup,
    sealer,
    coolDownOf: () => 600,
    latestSeconds: 300,
  });
  const lines: Record<string, unknown>[] = [];
  const reports: NumberStatusReport[] = [];
  const calls: string[] = [];
  const asked = new Proxy(platform, {
    get(scripted, name) {
      const does = Reflect.get(scripted, name);
      if (name === 'numbersOf' && does === undefined) return undefined;
      return (input: unknown, change: unknown, terms: unknown) => {
        calls.push(String(name));
        if (typeof does !== 'function') throw new Error(`nobody said what ${String(name)} does`);
        return does(input, change, terms);
      };
    },
  }) as BindingPlatform;
  let ids = 0;
  const deps = {
    newId: () => `new-${++ids}`,
    bindings,
    locks,
    shards,
    expiryCount,
    reservations,
    lookup,
    clock,
    platformOf: () => asked,
    readGateAhead: async () => undefined,
    latestSeconds: 300,
    queueSecondsOf: () => undefined,
    secondPartyOf: () => undefined,
    calleesOf: () => undefined,
    rulesOf: () => ({ allocation: 'pool' as const, sticky, coolDownSeconds: 600 }),
    limit: { take: async () => undefined, uncount: async () => undefined },
    readBlocks: async () => () => [],
  };
  const change = changesOf(deps);
  const end = createEndBinding(deps);
  const logger = createLogger({ clock: () => time.now, write: (line) => lines.push(JSON.parse(line)) });
  const applyReport = async (report: NumberStatusReport) => {
    reports.push(report);
    return 'stored' as const;
  };
  const choice = {
    draw: async () => ({ by: 'platform' as const }),
    inOrder: async () => numbers,
    stillOpen: async (_request: BindingRequest, asked: readonly E164[]) => asked,
    takesBinds: async () => true,
    all: async () => ({ numbers: [X], unreadable: [] }),
  };
  const lookAround = createLookAround({ reservations, choice, readGateAhead: deps.readGateAhead });
  const attempt = createAttemptBind({
    ...deps,
    choice,
    lookAround,
    end,
    applyReport,
    logger,
    random: () => 0,
  });
  return {
    ...deps,
    time,
    /** The numbers that binds are offered; a test may exchange its methods. */
    choice,
    /** The calls to the platform, in order. */
    calls,
    /** The lines of the log, and the number status reports that a bind made. */
    lines,
    reports,
    reservationStore,
    lockStore,
    sealer,
    end,
    change,
    finishChange: (record: BindingRecord<ActiveBinding>) => finishChange(deps, record),
    /** Binds on the numbers of the options where a test names none. */
    attempt: {
      ...attempt,
      start: (bindingId: string, request: BindingRequest, tried = numbers) =>
        attempt.start(bindingId, request, tried, BY),
    },
    lookAround,
    refuseOwnNumbers: async () => undefined,
    apps: [],
    together: <Result>(work: () => Promise<Result>) => work(),
    /** Puts a binding into the table, and its people on their reservations. */
    async store<Some extends Binding>(
      binding: Some,
      more: Partial<BindingRecord<Some>> = {},
    ): Promise<BindingRecord<Some>> {
      const { revision: _none, ...rest } = { revision: 0, ...more };
      const stored = await bindings.create({ binding, ...rest });
      if (stored === undefined) throw new Error('stored twice');
      if (binding.x !== undefined) await reservations.reserve(binding, binding.x, time.now, true);
      return stored;
    },
    /** For which binding a person holds X; `undefined` for none. */
    holderOf: async (person: E164, x: E164 = X): Promise<string | undefined> => {
      const held = await reservationStore.of('rides', lookup('party', person));
      return held.find(
        (reservation) => reservation.x === lookup('private-number', x) && reservation.freeAt === undefined,
      )?.bindingId;
    },
  };
};

/** The one who binds, changes and ends here, and how that end is recorded. */
export const BY = 'shop';
export const ENDED_BY_SHOP = { by: BY, why: 'released' } as const;

/** Changes that need no check. */
export const changesOf = (deps: ChangeDeps) => {
  const { change, concludeChange } = createChangeBinding(deps);
  return {
    concludeChange,
    change: (bindingId: string, wanted: BindingChange, version: number | undefined) =>
      change(bindingId, async () => wanted, version, BY),
  };
};

export type BindingModules = ReturnType<typeof bindingModules>;
