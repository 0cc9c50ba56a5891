import type { CallRoute, DecidedRoute, LiveAnswer } from '../modes/mode.ts';
import { TRAITS } from '../modes/traits.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { Reports } from '../reporting/reports.ts';
import type { Platform } from '../state/platform.ts';
import { OUTCOMES } from './call-outcomes.ts';
import { eventPush } from './call-pace.ts';
import { type CallAttempt, type DecidedCall, endingOf, type Prospect, routeOf } from './call-routing.ts';
import { type OpenedCall, openCall, recordOf } from './open-call.ts';
import type { PlaceCall } from './place-call.ts';
import type { RunningCall } from './terminate-call.ts';

/** The parts for deciding a call. `nextNumber`: the running number of the next call. */
export type DecidingParts = {
  platform: Platform;
  pushes: Pushes;
  running: ReadonlyMap<string, RunningCall>;
  nextNumber: () => number;
  reports: Pick<Reports, 'isReported'>;
};

/** A call about which the customer is still asked: only the caller and the number dialled are known. */
const UNDECIDED: DecidedRoute = { kind: 'refuse', stateCode: 8014, direction: 2, subscriptionId: null };

const prospectOf = (
  { running }: DecidingParts,
  { outcome, talkSeconds = 30 }: PlaceCall,
  { mode, x }: CallAttempt,
): Prospect => ({
  outcome,
  talkSeconds,
  busy: TRAITS[mode.name].oneCallAtATime && [...running.values()].some(({ dialled }) => dialled === x),
});

/** The live question of X mode: a `callin` that waits for the customer. */
const askCustomer = async (
  parts: DecidingParts,
  call: PlaceCall,
  attempt: CallAttempt,
  opened: OpenedCall,
): Promise<LiveAnswer> => {
  if (call.withholdEvents?.includes('callin')) return { status: null, body: '' };
  const { platform, pushes } = parts;
  const { settings } = platform;
  const decided = endingOf(UNDECIDED, call.from, prospectOf(parts, call, attempt), settings);
  const record = recordOf(settings, { call, attempt, opened, decided });
  const push = eventPush(platform, record, { type: 'callin', at: opened.callIn });
  return pushes.ask(push, settings.callinPatienceMs);
};

/** Carriers intercept the calls of an A whose actual user is not reported. In mode X the platform has no A to look at. */
const unlessUnreported = (
  { reports }: DecidingParts,
  { app, mode }: CallAttempt,
  route: CallRoute,
): CallRoute => {
  if (!app.interceptUnreported || route.kind !== 'connect') return route;
  const binding = mode.bindings().find(({ subscriptionId }) => subscriptionId === route.subscriptionId);
  return binding && !reports.isReported(binding.a) ? { ...route, blockedByCarrier: true } : route;
};

/** The plan while the customer has not answered: the call is put through. */
const expected = (
  parts: DecidingParts,
  route: CallRoute,
  call: PlaceCall,
  attempt: CallAttempt,
): DecidedCall => {
  const prospect = prospectOf(parts, call, attempt);
  if (route.kind !== 'ask') return endingOf(route, call.from, prospect, parts.platform.settings);
  const { outcome, talkSeconds } = prospect;
  return {
    route: UNDECIDED,
    ending: OUTCOMES[outcome],
    talkSeconds: outcome === 'answered' ? talkSeconds : 0,
  };
};

/** Opens a call and decides where it goes and how it ends; in X mode the customer is asked. */
export const decideCall = async (
  parts: DecidingParts,
  call: PlaceCall,
  attempt: CallAttempt,
): Promise<{ opened: OpenedCall; decided: DecidedCall }> => {
  const { platform } = parts;
  const route = unlessUnreported(parts, attempt, routeOf(attempt));
  const planned = expected(parts, route, call, attempt);
  const opened = openCall(platform, parts.nextNumber(), { call, mode: attempt.mode, planned });
  if (route.kind !== 'ask') return { opened, decided: planned };
  const answered = route.decide(await askCustomer(parts, call, attempt, opened));
  const decided = endingOf(answered, call.from, prospectOf(parts, call, attempt), platform.settings);
  return { opened, decided };
};
