import type { Mode } from '../modes/mode.ts';
import { TRAITS } from '../modes/traits.ts';
import { secondsAfter } from '../state/clock.ts';
import type { SimulatorSettings } from '../state/options.ts';
import type { Platform } from '../state/platform.ts';
import type { CallEnding } from './call-outcomes.ts';
import type { CallRecord } from './call-record.ts';
import type { CallAttempt, DecidedCall } from './call-routing.ts';
import { type CallPlan, planCall, timesFrom } from './call-times.ts';
import type { PlaceCall } from './place-call.ts';
import { sessionIdOf } from './session-id.ts';

/** The facts known when a call comes in; the rest follows when the call is decided. */
export type OpenedCall = Pick<CallRecord, 'sessionId' | 'icid'> & { callIn: Date };

const planOf = ({ route, ending, talkSeconds }: DecidedCall, { ringSeconds }: PlaceCall): CallPlan =>
  planCall({ leg: ending.leg, digits: route.digits, ringSeconds, talkSeconds });

/** The identity and start of a call; `number` is its running number. A call of pace `instant` ends now, so it began before. */
export const openCall = (
  { clock, random, settings, dialect }: Platform,
  number: number,
  { call, mode, planned }: { call: PlaceCall; mode: Mode; planned: DecidedCall },
): OpenedCall => {
  const callIn = call.pace === 'clock' ? clock.now() : secondsAfter(clock.now(), -planOf(planned, call).end);
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

/** Everything that the events and the CDR of a decided call tell. */
export const recordOf = (
  settings: SimulatorSettings,
  {
    call,
    attempt,
    opened,
    decided,
  }: {
    call: PlaceCall;
    attempt: CallAttempt;
    opened: OpenedCall;
    decided: DecidedCall;
  },
): CallRecord => {
  const { route, ending } = decided;
  const { direction, subscriptionId, privateNumber = call.to, userData, digits } = route;
  const { callIn, ...identity } = opened;
  return {
    ...identity,
    direction,
    subscriptionId,
    ...(userData === undefined ? {} : { userData }),
    ...(digits === undefined ? {} : { digits }),
    appKey: attempt.app.appKey,
    mode: attempt.mode.name,
    spId: settings.spId,
    hostName: settings.hostName,
    x: privateNumber,
    dialled: call.to,
    areaCode: attempt.number.areaCode,
    caller: call.from,
    callee: route.kind === 'connect' && ending.leg !== 'none' ? route.callee : null,
    shown: route.kind === 'connect' ? route.shown : call.to,
    ending,
    hungUpBy: hungUpBy(ending, call),
    times: timesFrom(callIn, planOf(decided, call)),
    recorded: null,
  };
};
