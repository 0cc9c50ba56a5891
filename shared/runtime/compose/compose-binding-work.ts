import { createAdoptBindings } from '../../bindings/adopt/adopt-bindings.ts';
import { createLookAround } from '../../bindings/allocation/look-around.ts';
import { createNumberChoice, readableNumbersOf } from '../../bindings/allocation/number-choice.ts';
import { createAttemptBind } from '../../bindings/bind/attempt-bind.ts';
import { createCreateBinding } from '../../bindings/bind/create-binding.ts';
import { createResolvePending } from '../../bindings/bind/resolve-pending.ts';
import { createChangeBinding } from '../../bindings/change/change-binding.ts';
import { finishChange } from '../../bindings/change/conclude-change.ts';
import { createConfirmChange } from '../../bindings/change/confirm-change.ts';
import { createSetTemporaryCallee } from '../../bindings/change/set-temporary-callee.ts';
import { tryOutChange } from '../../bindings/change/try-out-change.ts';
import { createDynamoExpiryCountStore } from '../../bindings/dynamo/dynamo-expiry-count-store.ts';
import { createDynamoSweepShardStore } from '../../bindings/dynamo/dynamo-sweep-shard-store.ts';
import { createEndBinding } from '../../bindings/end/end-binding.ts';
import type { Binding } from '../../bindings/model/binding.ts';
import { createFinishMove } from '../../bindings/move/finish-move.ts';
import { createLookAfterLosses } from '../../bindings/move/look-after-losses.ts';
import { createMoveBinding } from '../../bindings/move/move-binding.ts';
import { createChangePhone } from '../../bindings/parties/change-phone.ts';
import { createEndBlocked } from '../../bindings/parties/end-blocked.ts';
import { createPersonBindings } from '../../bindings/parties/person-bindings.ts';
import { createTakeBackOpen } from '../../bindings/parties/take-back-open.ts';
import { createReconcile } from '../../bindings/reconcile/reconcile.ts';
import { createReconcileLook } from '../../bindings/reconcile/reconcile-look.ts';
import { createCompareNumber } from '../../bindings/reconcile/reconcile-number.ts';
import { createRepairFinding } from '../../bindings/reconcile/reconcile-repair.ts';
import { createSweepBindings } from '../../bindings/sweep/sweep-bindings.ts';
import { createTryQueued } from '../../bindings/sweep/try-queued.ts';
import { createReleaseBinding } from '../../bindings/unbind/release-binding.ts';
import type { E164 } from '../../kernel/e164.ts';
import { createApplyNumberReport } from '../../numbers/apply-number-report.ts';
import { createDynamoNumberDraw } from '../../numbers/draw/dynamo-number-draw.ts';
import { createNumberSamples } from '../../numbers/draw/number-samples.ts';
import { createDynamoLossStore } from '../../numbers/losses/dynamo-loss-store.ts';
import { createAddSeeds } from '../../numbers/pool.ts';
import { createRunClient, type RunClient } from '../../platform/client/run-client.ts';
import { secondParties, temporaryCallees } from '../../platform/platforms.ts';
import { type Bindings, platformOf } from './compose-bindings.ts';
import { composeCheckReported } from './compose-reports.ts';

// Each is a function of its own, so that a bundle carries only what its function does.

/** The attempts to bind, and the choice of numbers for them. */
const composeAttempt = (bindings: Bindings) => {
  const { numbers, seeds, variables } = bindings;
  const end = createEndBinding(bindings);
  const draw = createDynamoNumberDraw({ ...bindings, table: variables.NUMBERS_TABLE });
  const choice = createNumberChoice({
    ...bindings,
    draw,
    samples: createNumberSamples({ ...bindings, draw, addSeeds: createAddSeeds(numbers, seeds) }),
    mostOnAxeNumber: bindings.settings.axeBindingsPerNumber,
  });
  const applyReport = createApplyNumberReport(bindings);
  const lookAround = createLookAround({ ...bindings, choice });
  const attempt = createAttemptBind({ ...bindings, choice, lookAround, end, applyReport });
  return { attempt, choice, lookAround, end };
};

/** Makes bindings. */
export const composeCreateBinding = (bindings: Bindings) => {
  const { end, ...attempt } = composeAttempt(bindings);
  const resolve = createResolvePending({ ...bindings, end, numbersOf: readableNumbersOf(bindings.load) });
  const changing = forChanges(bindings);
  return createCreateBinding({
    ...bindings,
    ...attempt,
    resolve,
    checkReported: composeCheckReported(bindings),
    finishChange: (record) => finishChange(changing, record),
  });
};

const mayMoveOf =
  ({ apps }: Bindings) =>
  (name: string): boolean =>
    apps.find((app) => app.name === name)?.rebind === true;

/** Releases bindings. */
export const composeReleaseBinding = (bindings: Bindings) => {
  const end = createEndBinding(bindings);
  const resolve = createResolvePending({ ...bindings, end, numbersOf: readableNumbersOf(bindings.load) });
  return createReleaseBinding({ ...bindings, end, resolve, mayMove: mayMoveOf(bindings) });
};

const withCallees = (bindings: Bindings) => {
  const callees = temporaryCallees(bindings.client, bindings.apps);
  return { ...bindings, calleesOf: (app: string) => callees.get(app) };
};

const forChanges = (bindings: Bindings) => {
  const platforms = secondParties(bindings.client, bindings.apps);
  return { ...withCallees(bindings), secondPartyOf: (app: string) => platforms.get(app) };
};

/** Changes bindings. */
export const composeChangeBinding = (bindings: Bindings) => createChangeBinding(forChanges(bindings));

/** Sets temporary callees. */
export const composeSetTemporaryCallee = (bindings: Bindings) =>
  createSetTemporaryCallee(withCallees(bindings));

/** Takes temporary callees away, also those who are blocked. The platform takes none away: he is set once more, for a second. */
export const composeEndCallee = (bindings: Bindings) => {
  const set = createSetTemporaryCallee({
    ...withCallees(bindings),
    readBlocks: async () => () => [],
  });
  return ({ bindingId, version }: Binding, callee: E164, by: string | undefined) =>
    set(bindingId, { number: callee, ttlSeconds: 1, userData: undefined }, by, version);
};

/** Takes back what requests without an answer may have set. */
export const composeTakeBackOpen = (bindings: Bindings) => {
  const changing = forChanges(bindings);
  return createTakeBackOpen({
    ...bindings,
    takeBackChange: (record) => finishChange(changing, record, true),
    confirmChange: createConfirmChange(changing),
  });
};

/** Ends the bindings of a person who is blocked. */
export const composeEndBlocked = (bindings: Bindings) =>
  createEndBlocked({
    ...bindings,
    bindingsOf: (person, apps) => createPersonBindings(bindings, person, apps),
    release: composeReleaseBinding(bindings),
    endCallee: composeEndCallee(bindings),
    takeBackOpen: composeTakeBackOpen(bindings),
  });

/** Moves the bindings of a person to another phone. */
export const composeChangePhone = (bindings: Bindings) => {
  const changing = forChanges(bindings);
  return createChangePhone({
    ...bindings,
    change: createChangeBinding(changing).change,
    setCallee: createSetTemporaryCallee(changing),
    tryOut: (record, change) => tryOutChange(changing, record, change),
    checkReported: composeCheckReported(bindings),
    bindingsOf: (person, apps) => createPersonBindings(bindings, person, apps),
  });
};

/** Sweeps bindings; each run learns anew for which apps the platform is down. */
export const composeSweepBindings =
  (bindings: Bindings): ReturnType<typeof createSweepBindings> =>
  (hasTime) => {
    const { client, ...health } = createRunClient(bindings.client);
    const ofRun = { ...bindings, client, platformOf: platformOf(client, bindings.apps) };
    return sweepBindings(ofRun, health)(hasTime);
  };

const sweepBindings = (bindings: Bindings, health: Omit<RunClient, 'client'>) => {
  const { attempt, end } = composeAttempt(bindings);
  const resolve = createResolvePending({ ...bindings, end, numbersOf: readableNumbersOf(bindings.load) });
  const changing = forChanges(bindings);
  return createSweepBindings({
    ...bindings,
    shards: createDynamoSweepShardStore(bindings.documents, bindings.variables.BINDINGS_TABLE),
    expiryCount: createDynamoExpiryCountStore(bindings.documents, bindings.variables.BINDINGS_TABLE),
    end,
    resolve,
    newTryQueued: () => createTryQueued({ ...bindings, attempt, resolve, ...health }),
    concludeChange: createChangeBinding(changing).concludeChange,
    confirmChange: createConfirmChange(changing),
  });
};

/** Looks after lost numbers: tells who lived on them, and moves their bindings where the app wants that. */
export const composeLookAfterLosses = (bindings: Bindings) => {
  const end = createEndBinding(bindings);
  return createLookAfterLosses({
    ...bindings,
    losses: createDynamoLossStore(bindings.documents, bindings.variables.NUMBERS_TABLE),
    draw: createDynamoNumberDraw({ ...bindings, table: bindings.variables.NUMBERS_TABLE }),
    bindings: bindings.bindings,
    move: createMoveBinding({
      ...bindings,
      create: composeCreateBinding(bindings),
      setCallee: composeSetTemporaryCallee(bindings),
      finishMove: createFinishMove({ ...bindings, end }),
    }),
    mayMove: mayMoveOf(bindings),
  });
};

/** Compares bindings with the platform's, and repairs. */
export const composeReconcile = (bindings: Bindings) => {
  const end = createEndBinding(bindings);
  const look = createReconcileLook(bindings);
  const { change } = createChangeBinding(forChanges(bindings));
  return createReconcile({
    ...bindings,
    look,
    compare: createCompareNumber(bindings),
    repair: createRepairFinding({
      ...bindings,
      look,
      change: (bindingId, wanted, version) => change(bindingId, async () => wanted, version, undefined),
      end,
    }),
    resolve: createResolvePending({ ...bindings, end, numbersOf: readableNumbersOf(bindings.load) }),
    numbersOf: readableNumbersOf(bindings.load),
  });
};

/** Adopts bindings that the platform has and nobody here made. */
export const composeAdoptBindings = (bindings: Bindings) => {
  const numbersOf = readableNumbersOf(bindings.load);
  const end = createEndBinding(bindings);
  return createAdoptBindings({
    ...bindings,
    numbersOf,
    resolve: createResolvePending({ ...bindings, end, numbersOf }),
  });
};
