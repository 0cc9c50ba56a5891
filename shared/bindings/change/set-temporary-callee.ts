import { addSeconds, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  mayStillApply,
  openOutcomeError,
  type PlatformResult,
  platformError,
} from '../../kernel/platform-outcome.ts';
import type { RefuseOwnNumbers } from '../../numbers/own-numbers.ts';
import { type ReadBlocks, refuseBlocked } from '../blocks/read-blocks.ts';
import { refuseCalleeOfBlocked } from '../blocks/refuse-more.ts';
import { changedBy } from '../lifecycle/changed-binding.ts';
import { atRest } from '../lifecycle/due-at.ts';
import { isLeased, LEASE_SECONDS, leased, leaseEnded, leaseSeconds } from '../lifecycle/lease.ts';
import { type ActiveBinding, type Binding, isActive, lifeStartOf } from '../model/binding.ts';
import { changedMeanwhile, hasEnded, inProgress, unknownBinding } from '../model/binding-errors.ts';
import type { TemporaryCalleePlatform } from '../model/binding-platform.ts';
import { type BindingRecord, hasStatus } from '../model/binding-store.ts';
import { type OpenChange, withOpenCallee } from '../model/open-request.ts';
import { notMadeYet } from '../queue/queued-bind.ts';
import { refuseAAsCallee } from './callee-and-a.ts';
import { type ChangeDeps, lookForIt } from './carry-out-change.ts';
import { contradiction } from './change-outcome.ts';

export type TemporaryCallee = Readonly<{ number: E164; ttlSeconds: number; userData: string | undefined }>;

type Deps = Pick<
  ChangeDeps,
  'bindings' | 'platformOf' | 'readGateAhead' | 'calleesOf' | 'clock' | 'latestSeconds'
> &
  Readonly<{
    apps: readonly Readonly<{ name: string }>[];
    refuseOwnNumbers: RefuseOwnNumbers;
    readBlocks: ReadBlocks;
    /** Joins the batch reads of work into one request. */
    together: <Result>(work: () => Promise<Result>) => Promise<Result>;
  }>;

/**
 * Tells the platform whom to ring when A calls X. Overwrites the former one; repeating is safe.
 *
 * @param by who asks for it; `undefined`: nobody, it is our own work
 * @param version refuses it (`version-conflict`) when the binding has another one
 * @throws {AppError} `invalid-request` (a callee who is A, or whom a change makes A, or a private number of ours), `not-found`, `not-changeable` (another mode), `binding-ended`,
 *   `binding-in-progress`, `version-conflict`, `party-blocked` (the callee, or A, who gets one more person), and what the platform answers.
 */
export const createSetTemporaryCallee =
  (deps: Deps) =>
  async (
    bindingId: string,
    callee: TemporaryCallee,
    by: string | undefined,
    version?: number,
  ): Promise<Binding> => {
    const { bindings, readGateAhead, clock, latestSeconds } = deps;
    const { record, callees, subscriptionId } = await settable(deps, bindingId, callee, version);
    const now = clock();
    const open = record.openChange;
    // A change of A that begins meanwhile would be carried out on other values than it has read.
    const sent = withOpenCallee(open, callee.number, now, LEASE_SECONDS + latestSeconds);
    const [taken] = await Promise.all([
      bindings.replace(record, leased({ ...record, openChange: sent }, now)),
      bindings.rememberToCome(bindingId, [callee.number]),
      readGateAhead(record.binding.app),
    ]);
    if (taken === undefined || !hasStatus(taken, 'active'))
      throw version === undefined ? inProgress() : changedMeanwhile();
    const answer = await callees.setTemporaryCallee(subscriptionId, callee);
    const openChange = mayStillApply(answer)
      ? withOpenCallee(open, callee.number, clock(), latestSeconds)
      : open;
    return conclude(deps, { taken, openChange, by }, await errorOf(deps, taken, answer), {
      callee: callee.number,
      expiresAt: iso(addSeconds(now, callee.ttlSeconds)),
      ...(callee.userData === undefined ? {} : { userData: callee.userData }),
    });
  };

type Settable = Readonly<{
  record: BindingRecord;
  callees: TemporaryCalleePlatform;
  /** The binding's at the platform. */
  subscriptionId: string;
}>;

/** A binding that this callee may be set for now. */
const settable = async (
  deps: Deps,
  bindingId: string,
  callee: TemporaryCallee,
  version: number | undefined,
): Promise<Settable> => {
  const [record, blockedIn] = await look(deps, bindingId, callee);
  if (record === undefined) throw unknownBinding();
  const { binding } = record;
  const callees = deps.calleesOf(binding.app);
  if (callees === undefined) throw new AppError('not-changeable', 'only AX bindings have a temporary callee');
  if (version !== undefined && version !== binding.version) throw changedMeanwhile();
  const subscriptionId = liveAtPlatform(record, deps.clock());
  refuseAAsCallee(record, callee.number);
  refuseBlocked(blockedIn(binding.app));
  await refuseCalleeOfBlocked(deps.readBlocks, binding);
  return { record, callees, subscriptionId };
};

const look = (
  { apps, bindings, refuseOwnNumbers, readBlocks, together }: Deps,
  bindingId: string,
  { number: callee }: TemporaryCallee,
) => {
  const names = apps.map(({ name }) => name);
  return together(() =>
    Promise.all([bindings.get(bindingId), readBlocks({ callee }, names), refuseOwnNumbers({ callee })]),
  );
};

const liveAtPlatform = (record: BindingRecord, now: Date): string => {
  const { binding } = record;
  if (isLeased(record, now)) throw inProgress(leaseSeconds(record, now));
  if (hasStatus(record, 'pending')) throw notMadeYet(record, now);
  if (!isActive(binding, now) || binding.subscriptionId === undefined) throw hasEnded();
  return binding.subscriptionId;
};

/**
 * The error of a callee of whom the platform does not say that he is set; `undefined` where it does. A binding that it does not
 * find is looked for: what is gone has ended, and the sweeper clears up.
 */
const errorOf = async (
  deps: Deps,
  { binding, ...record }: BindingRecord<ActiveBinding>,
  answer: PlatformResult<'set' | 'not-found'>,
): Promise<AppError | undefined> => {
  const isUnsure = mayStillApply(answer);
  if (answer.kind !== 'ok') return isUnsure ? openOutcomeError(answer) : platformError(answer);
  if (answer.value === 'set') return undefined;
  if (binding.subscriptionId === undefined) throw hasEnded();
  const looked = await lookForIt(deps, { ...record, binding });
  if (looked.kind !== 'unresolved') throw hasEnded();
  // The platform has it and has refused to set him.
  const isRefused = looked.failure === contradiction && !isUnsure;
  return isRefused ? platformError(looked.failure) : openOutcomeError(looked.failure);
};

type Taken = Readonly<{
  taken: BindingRecord<ActiveBinding>;
  openChange: OpenChange | undefined;
  by: string | undefined;
}>;

/** Records what came of it; the lease ends with it. */
const conclude = async (
  { bindings, clock }: Deps,
  { taken, openChange, by }: Taken,
  error: AppError | undefined,
  temporaryCallee: NonNullable<ActiveBinding['temporaryCallee']>,
): Promise<Binding> => {
  const now = clock();
  const { openChange: _sent, binding, ...rest } = taken;
  const setAt = setAtOf(binding, temporaryCallee, now);
  const changed =
    error === undefined
      ? changedBy(
          { ...binding, temporaryCallee: { ...temporaryCallee, setAt }, version: binding.version + 1 },
          by,
          now,
        )
      : binding;
  const content = { ...rest, binding: changed, ...(openChange === undefined ? {} : { openChange }) };
  const next =
    taken.change === undefined ? atRest(content, lifeStartOf(binding), now) : leaseEnded(content, now);
  const stored = await bindings.replace(taken, next);
  if (error !== undefined) throw error;
  if (stored === undefined) throw hasEnded();
  return stored.binding;
};

/** Since when A can mean this callee: he may have been there before, and still be. */
const setAtOf = (
  { temporaryCallee: former }: ActiveBinding,
  { callee }: NonNullable<ActiveBinding['temporaryCallee']>,
  now: Date,
): string =>
  (former?.callee === callee && former.expiresAt > iso(now) ? former.setAt : undefined) ?? iso(now);
