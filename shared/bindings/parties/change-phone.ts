import { type Clock, secondsUntil } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { BindingWarning, CheckReported } from '../../reporting/check-reported.ts';
import { type BlockedIn, type ReadBlocks, refuseBlocked } from '../blocks/read-blocks.ts';
import { refuseCalleeOfBlocked } from '../blocks/refuse-more.ts';
import { refuseAAsCallee } from '../change/callee-and-a.ts';
import type { ChangeBinding } from '../change/change-binding.ts';
import { completeChange } from '../change/complete-change.ts';
import type { TemporaryCallee } from '../change/set-temporary-callee.ts';
import { NEXT_SWEEP_SECONDS } from '../lifecycle/due-at.ts';
import { type Binding, callbackNumberOf } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { AppSettings } from '../model/binding-rules.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';
import { FIRST_PLACE, type PersonBindings, type PersonPlace, type TakenPart } from './person-bindings.ts';
import { type Role, rolesToCome } from './roles-in.ts';

/** A person has another phone: every live binding of `from` is to have `to`, in these apps. */
export type PhoneChange = Readonly<{
  from: E164;
  to: E164;
  apps: readonly AppSettings[];
  /** The name of the API key that asks for it; `undefined`: it has none. */
  by: string | undefined;
  /** Changes nothing and tells what would be. */
  dryRun: boolean;
  /** Where a run before has stopped. */
  after: PersonPlace | undefined;
}>;

/**
 * `changeable`: of a dry run, as far as it can be known without the platform. `not-changeable`: the mode cannot change that side.
 * `conflict`: it stays as it is, and a repeat would not help. `failed`: a repeat may help.
 */
export const PHONE_RESULTS = ['changed', 'changeable', 'not-changeable', 'conflict', 'failed'] as const;
export type PhoneResult = (typeof PHONE_RESULTS)[number];

/** The outcome for one binding. Holds no number. */
export type ChangedParty = Readonly<{
  bindingId: string;
  app: string;
  mode: Mode;
  roles: readonly Role[];
  result: PhoneResult;
  code?: ErrorCode;
  /** A temporary callee was there for the A of before, and is not there any more. */
  temporaryCalleeEnded?: true;
  /** Of an app that only warns. */
  warnings?: readonly BindingWarning[];
}>;

export type PhoneReport = Readonly<{
  items: readonly ChangedParty[];
  unreadable: readonly string[];
  /** Where another run goes on; `undefined`: all were looked at. */
  next: PersonPlace | undefined;
  /** A fault that is none of one binding stopped the run: the wait before another one, where it tells. */
  retryAfterSeconds?: number;
}>;

type Deps = Readonly<{
  change: ChangeBinding['change'];
  /** @throws {AppError} `version-conflict` where the binding has another version, and what stops it. */
  setCallee: (
    bindingId: string,
    callee: TemporaryCallee,
    by: string | undefined,
    version: number,
  ) => Promise<Binding>;
  /**
   * Refuses what a change of the parties would be refused for, as far as our own records tell.
   *
   * @throws {AppError} as {@link ChangeBinding.change}.
   */
  tryOut: (record: BindingRecord, change: BindingChange) => Promise<void>;
  readBlocks: ReadBlocks;
  checkReported: CheckReported;
  bindingsOf: (person: E164, apps: readonly AppSettings[]) => PersonBindings;
  clock: Clock;
}>;

/** Calls to the platform at a time. */
const PARALLEL = 5;

/** So many results fit into an answer that is read in one go. */
const MOST_RESULTS = 500;

/** Faults that would meet the next binding as well. */
const OF_ALL: ReadonlySet<ErrorCode> = new Set([
  'platform-throttled',
  'platform-locked-out',
  'account-suspended',
  'platform-unavailable',
  'store-unavailable',
]);

const CONFLICTS: ReadonlySet<ErrorCode> = new Set([
  'number-taken',
  'party-limit',
  'already-bound',
  'party-blocked',
  'not-reported',
  'invalid-request',
]);

/** They have ended meanwhile. */
const GONE: ReadonlySet<ErrorCode> = new Set(['binding-ended', 'not-found']);

/**
 * Moves the live bindings of a person to another phone, each by the change that its mode has for that side, as long as there is time. None is
 * moved of a person who is blocked there: on another phone he would be rid of the block. A binding that was moved is not found by the former number any more, so a repeat goes on with the others.
 *
 * @throws {AppError} `store-unavailable` while looking for bindings; what was changed before stays so.
 */
export const createChangePhone =
  (deps: Deps) =>
  async (order: PhoneChange, hasTime: () => boolean): Promise<PhoneReport> => {
    const batchAt = deps.bindingsOf(order.from, order.apps);
    const blockedIn = await deps.readBlocks(
      { from: order.from, to: order.to },
      order.apps.map(({ name }) => name),
    );
    const items: ChangedParty[] = [];
    const unreadable: string[] = [];
    let stop: AppError | undefined;
    let place: PersonPlace | undefined = order.after ?? FIRST_PLACE;
    while (place !== undefined && hasTime() && items.length < MOST_RESULTS && stop === undefined) {
      const batch = await batchAt(place);
      const bounds = { atMost: PARALLEL, hasTime: () => hasTime() && stop === undefined };
      const { untouched } = await mapAtMost(bounds, batch.found, async (part) => {
        const outcome = await movedOrWhyNot({ ...deps, blockedIn }, order, part);
        if (outcome.error !== undefined && OF_ALL.has(outcome.error.code)) stop = outcome.error;
        if (outcome.item !== undefined) items.push(outcome.item);
      });
      // They are met again by the next run.
      if (untouched.length > 0 || stop !== undefined) break;
      unreadable.push(...batch.unreadable);
      place = batch.next;
    }
    return { items, unreadable, next: place, ...waitOf(stop) };
  };

const waitOf = (stop: AppError | undefined): Pick<PhoneReport, 'retryAfterSeconds'> =>
  stop?.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: stop.retryAfterSeconds };

type Outcome = Readonly<{ item?: ChangedParty; error?: AppError }>;

type Moving = Deps & Readonly<{ blockedIn: BlockedIn }>;

const movedOrWhyNot = async (deps: Moving, order: PhoneChange, part: TakenPart): Promise<Outcome> => {
  const { record, roles } = part;
  const { bindingId, app, mode } = record.binding;
  const about = { bindingId, app, mode, roles };
  try {
    refuseBlocked(deps.blockedIn(app));
    const report = roles.includes('a') ? deps.checkReported({ app, a: order.to }) : undefined;
    await report?.allow();
    const more = await (order.dryRun ? triedOut : moved)(deps, order, part);
    const warnings = (await report?.warnings()) ?? [];
    const result = order.dryRun ? 'changeable' : 'changed';
    return { item: { ...about, result, ...more, ...(warnings.length === 0 ? {} : { warnings }) } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (GONE.has(error.code)) return { error };
    return { item: { ...about, result: resultOf(error.code), code: error.code }, error };
  }
};

const resultOf = (code: ErrorCode): PhoneResult => {
  if (code === 'not-changeable') return 'not-changeable';
  return CONFLICTS.has(code) ? 'conflict' : 'failed';
};

const moved = async (
  { change, setCallee, clock }: Deps,
  { from, to, apps, by }: PhoneChange,
  { record, roles, toCome }: TakenPart,
): Promise<Pick<ChangedParty, 'temporaryCalleeEnded'>> => {
  const { binding } = record;
  const { bindingId, temporaryCallee: callee } = binding;
  if (toCome && rolesToCome({ change: record.change }, from).length === 0)
    throw mayStillBring(record, clock());
  if (roles.includes('temporary-callee') && callee !== undefined) {
    const ttlSeconds = Math.max(1, secondsUntil(callee.expiresAt, clock()));
    await setCallee(bindingId, { number: to, ttlSeconds, userData: callee.userData }, by, binding.version);
    return {};
  }
  await change(bindingId, async (current) => changeIn(current, from, to, apps), undefined, by);
  const hadCallee = callee !== undefined && secondsUntil(callee.expiresAt, clock()) > 0;
  return roles.includes('a') && hadCallee ? { temporaryCalleeEnded: true } : {};
};

const triedOut = async (
  { tryOut, readBlocks, clock }: Deps,
  { from, to, apps }: PhoneChange,
  { record, roles, toCome }: TakenPart,
): Promise<Pick<ChangedParty, 'temporaryCalleeEnded'>> => {
  if (toCome) throw mayStillBring(record, clock());
  if (roles.includes('temporary-callee')) {
    refuseAAsCallee(record, to);
    await refuseCalleeOfBlocked(readBlocks, record.binding);
  } else await tryOut(record, changeIn(record.binding, from, to, apps));
  return {};
};

/** Changes that were overtaken cannot be finished first: the sweeper sets the values again until none of them can bring the person. */
const mayStillBring = ({ openChange }: BindingRecord, now: Date): AppError =>
  inProgress(openSeconds(openChange, now) + NEXT_SWEEP_SECONDS);

/** The change of a binding as it is: empty where a change that was cut short has brought the new number already. */
const changeIn = (binding: Binding, from: E164, to: E164, apps: readonly AppSettings[]): BindingChange => {
  const app = apps.find(({ name }) => name === binding.app);
  if (app === undefined) throw new AppError('not-found', 'there is no binding with this id');
  const asked: BindingChange = {
    ...(binding.a === from ? { a: to } : {}),
    ...(binding.b === from ? { b: to } : {}),
    ...(callbackNumberOf(binding.terms) === from ? { callback: { number: to } } : {}),
  };
  return completeChange(asked, [], binding, app);
};
