import type { CallRoute, DecidedRoute, IncomingCall, Mode } from '../modes/mode.ts';
import { isMobile } from '../modes/number-choice.ts';
import type { AppRecord, NumberRecord } from '../state/apps.ts';
import type { SimulatorSettings } from '../state/options.ts';
import { type CallEnding, type CallOutcome, OUTCOMES, refusedWith } from './call-outcomes.ts';

/** A call that reached a private number. */
export type CallAttempt = IncomingCall & { number: NumberRecord; mode: Mode };

/** The fate of a call if it were put through. `busy`: another call is on that number, which carries but one. */
export type Prospect = { outcome: CallOutcome; talkSeconds: number; busy: boolean };

/** Where the call goes, how it ends, and how long the two talk. */
export type DecidedCall = { route: DecidedRoute; ending: CallEnding; talkSeconds: number };

/** The platform's refusal before it looks at any binding. */
const stateRefusal = ({ state }: AppRecord, number: NumberRecord): number | null => {
  if (state === 'frozen') return 7108;
  if (state === 'disabled') return 7100;
  return number.state === 9 || number.state === 10 ? 8055 : null;
};

/** Accounts and numbers first, then the mode. */
export const routeOf = ({ mode, number, ...call }: CallAttempt): CallRoute => {
  const refusedState = stateRefusal(call.app, number);
  return refusedState === null
    ? mode.routeCall(call)
    : { kind: 'refuse', stateCode: refusedState, direction: 2, subscriptionId: null };
};

const isFixedLine = (number: string): boolean => number.startsWith('+86') && !isMobile(number);
const isDialable = (number: string): boolean => /^\+\d{3,20}$/.test(number);
const GAVE_UP_BEFORE_TRANSFER = 'caller-gave-up-before-transfer';

/** How a refused call ends: a caller who gives up while an extension is awaited is not refused. */
const refusedEnding = (stateCode: number, digits: string | undefined, outcome: CallOutcome): CallEnding =>
  digits === '' && outcome === GAVE_UP_BEFORE_TRANSFER
    ? OUTCOMES[GAVE_UP_BEFORE_TRANSFER]
    : refusedWith(stateCode);

/** Carriers stop calls that are recorded in silence, or that show a number they must not. */
const isIntercepted = (route: DecidedRoute & { kind: 'connect' }, settings: SimulatorSettings): boolean =>
  route.blockedByCarrier === true ||
  (route.record && !route.announced && settings.interceptUnannouncedRecording);

/** After the binding, what makes a bound call fail, then the people. */
export const endingOf = (
  route: DecidedRoute,
  from: string,
  { outcome, talkSeconds, busy }: Prospect,
  settings: SimulatorSettings,
): DecidedCall => {
  const ended = (ending: CallEnding): DecidedCall => ({ route, ending, talkSeconds: 0 });

  if (route.kind === 'refuse') return ended(refusedEnding(route.stateCode, route.digits, outcome));
  if (route.fromParty && isFixedLine(from)) return ended(refusedWith(8023));
  if (busy) return ended({ ...OUTCOMES.busy, leg: 'none' });
  if (!isDialable(route.callee)) return ended(OUTCOMES['network-fault']);
  if (isIntercepted(route, settings)) return ended(refusedWith(8059, 'called'));
  if (outcome !== 'answered') return ended(OUTCOMES[outcome]);
  const limitSeconds = route.maxDurationMinutes * 60;
  return limitSeconds > 0 && talkSeconds > limitSeconds
    ? { route, ending: refusedWith(8010, 'answered'), talkSeconds: limitSeconds }
    : { route, ending: OUTCOMES.answered, talkSeconds };
};
