import type { CallRoute, DecidedRoute, LiveAnswer, Mode, Operation } from '../modes/mode.ts';
import { TRAITS } from '../modes/traits.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { Recordings } from '../recordings/recordings.ts';
import { secondsAfter } from '../state/clock.ts';
import type { Platform } from '../state/platform.ts';
import { type CallEnding, OUTCOMES } from './call-outcomes.ts';
import { createCallPace, eventPush } from './call-pace.ts';
import type { CallRecord } from './call-record.ts';
import { type CallAttempt, type DecidedCall, endingOf, type Prospect, routeOf } from './call-routing.ts';
import { planCall, timesFrom } from './call-times.ts';
import type { PlaceCall, PlacedCall } from './place-call.ts';
import { sessionIdOf } from './session-id.ts';
import { type RunningCall, terminateCallOperation } from './terminate-call.ts';

/** The telephone side of the platform. */
export type Calls = {
  /** @throws when the number dialled belongs to no application. */
  place(call: PlaceCall): Promise<PlacedCall>;
  /** Terminate call; only a call of pace `clock` can still be running. */
  operation: Operation;
  /** Newest last. */
  list(): CallRecord[];
  /** Calls under way, and CDRs on their way. */
  running(): number;
  clear(): void;
};

/** What is settled when a call comes in; the rest follows when it is decided. */
type OpenedCall = Pick<CallRecord, 'sessionId' | 'icid'> & { callIn: Date };

/** A call the customer is still asked about: nothing is known but who dialled what. */
const UNDECIDED: DecidedRoute = { kind: 'refuse', stateCode: 8014, direction: 2, subscriptionId: null };

/** Calls of one platform. */
export const createCalls = (
  platform: Platform,
  modes: readonly Mode[],
  pushes: Pushes,
  recordings: Recordings,
): Calls => {
  const { clock, random, apps, settings, dialect } = platform;
  const calls: CallRecord[] = [];
  const running = new Map<string, RunningCall>();
  const pace = createCallPace(platform, pushes, recordings, running);
  let number = 2047 + random.integer(1_000_000);

  const attemptOf = ({ to, from, appKey, extension }: PlaceCall): CallAttempt => {
    const owner = apps.ownerOf(to);
    if (!owner || (appKey !== undefined && owner.app.appKey !== appKey))
      throw new Error(
        'The number dialled is not a private number of a simulated application (not an X number)',
      );
    const mode = modes.find(({ name }) => name === owner.app.mode);
    if (!mode) throw new Error(`The simulator does not play mode ${owner.app.mode}`);
    return { ...owner, mode, x: to, from, ...(extension === undefined ? {} : { extension }) };
  };

  const prospectOf = ({ outcome, talkSeconds = 30 }: PlaceCall, { mode, x }: CallAttempt): Prospect => ({
    outcome,
    talkSeconds,
    busy: TRAITS[mode.name].oneCallAtATime && [...running.values()].some(({ dialled }) => dialled === x),
  });

  const planOf = ({ route, ending, talkSeconds }: DecidedCall, { ringSeconds }: PlaceCall) =>
    planCall({ leg: ending.leg, digits: route.digits, ringSeconds, talkSeconds });

  const open = (call: PlaceCall, mode: Mode, planned: DecidedCall): OpenedCall => {
    const callIn =
      call.pace === 'clock' ? clock.now() : secondsAfter(clock.now(), -planOf(planned, call).end);
    number += 1;
    const { hostName } = settings;
    const prefix = TRAITS[mode.name].sessionPrefix;
    const identity = { prefix, number, at: callIn, hostName, x: call.to, caller: call.from };
    return {
      callIn,
      sessionId: sessionIdOf(dialect.sessionId, identity),
      icid: `${random.hex(32)}.${random.digits(10)}.${random.digits(9)}.${1 + random.integer(99)}`,
    };
  };

  const hungUpBy = ({ stateCode }: CallEnding, call: PlaceCall): CallRecord['hungUpBy'] =>
    stateCode === 0 ? (call.hangUpBy ?? 'caller') : 'platform';

  const recordOf = (
    call: PlaceCall,
    { app, mode, number: dialled }: CallAttempt,
    { callIn, ...opened }: OpenedCall,
    decided: DecidedCall,
  ): CallRecord => {
    const { route, ending } = decided;
    const { direction, subscriptionId, privateNumber = call.to, userData, digits } = route;
    return {
      ...opened,
      direction,
      subscriptionId,
      ...(userData === undefined ? {} : { userData }),
      ...(digits === undefined ? {} : { digits }),
      appKey: app.appKey,
      mode: mode.name,
      spId: settings.spId,
      hostName: settings.hostName,
      x: privateNumber,
      dialled: call.to,
      areaCode: dialled.areaCode,
      caller: call.from,
      callee: route.kind === 'connect' && ending.leg !== 'none' ? route.callee : null,
      shown: route.kind === 'connect' ? route.shown : call.to,
      ending,
      hungUpBy: hungUpBy(ending, call),
      times: timesFrom(callIn, planOf(decided, call)),
      recorded: null,
    };
  };

  /** The live question of X mode: a `callin` that waits for the customer. */
  const askCustomer = async (
    call: PlaceCall,
    attempt: CallAttempt,
    opened: OpenedCall,
  ): Promise<LiveAnswer> => {
    if (call.withholdEvents?.includes('callin')) return { status: null, body: '' };
    const undecided = endingOf(UNDECIDED, call.from, prospectOf(call, attempt), settings);
    const record = recordOf(call, attempt, opened, undecided);
    const push = eventPush(platform, record, { type: 'callin', at: opened.callIn });
    return pushes.ask(push, settings.callinPatienceMs);
  };

  /** What to plan with while the customer has not answered: that the call is put through. */
  const expected = (route: CallRoute, call: PlaceCall, attempt: CallAttempt): DecidedCall => {
    const prospect = prospectOf(call, attempt);
    if (route.kind !== 'ask') return endingOf(route, call.from, prospect, settings);
    const { outcome, talkSeconds } = prospect;
    return {
      route: UNDECIDED,
      ending: OUTCOMES[outcome],
      talkSeconds: outcome === 'answered' ? talkSeconds : 0,
    };
  };

  const decide = async (call: PlaceCall, attempt: CallAttempt) => {
    const route = routeOf(attempt);
    const planned = expected(route, call, attempt);
    const opened = open(call, attempt.mode, planned);
    if (route.kind !== 'ask') return { opened, decided: planned };
    const answered = route.decide(await askCustomer(call, attempt, opened));
    const decided = endingOf(answered, call.from, prospectOf(call, attempt), settings);
    return { opened, decided };
  };

  return {
    async place(call) {
      const attempt = attemptOf(call);
      const { opened, decided } = await decide(call, attempt);
      const record = recordOf(call, attempt, opened, decided);
      calls.push(record);
      if (decided.route.kind === 'connect' && decided.ending.leg !== 'none') decided.route.onTransfer?.();
      await (call.pace === 'clock' ? pace.runOnClock : pace.runAtOnce)({ record, call, decided });
      const { sessionId, icid, subscriptionId, recorded, ending } = record;
      return {
        sessionId,
        icid,
        subscriptionId,
        recordObjectName: recorded?.objectName ?? null,
        stateCode: ending.stateCode,
      };
    },
    operation: terminateCallOperation((sessionId) => running.get(sessionId)),
    list: () => calls,
    running: () => running.size + pace.waitingCdrs(),
    clear() {
      calls.length = 0;
      running.clear();
      pace.clear();
    },
  };
};
