import type { AppRecord, NumberRecord } from './apps.ts';
import { type CallEnding, type CallOutcome, OUTCOMES, refusedWith } from './call-outcomes.ts';
import type { CallRoute, Mode } from './modes/mode.ts';
import { isMobile } from './modes/number-choice.ts';
import type { SimulatorSettings } from './options.ts';

/** A call that reached X, and what would happen if it were put through. */
export type CallAttempt = {
  app: AppRecord;
  number: NumberRecord;
  mode: Mode;
  from: string;
  outcome: CallOutcome;
  talkSeconds: number;
};

/** Where the call goes, how it ends, and how long the two talk. */
export type DecidedCall = { route: CallRoute; ending: CallEnding; talkSeconds: number };

/** What the platform decides before it looks at any binding. */
const stateRefusal = ({ state }: AppRecord, number: NumberRecord): number | null => {
  if (state === 'frozen') return 7108;
  if (state === 'disabled') return 7100;
  return number.state === 9 || number.state === 10 ? 8055 : null;
};

const isFixedLine = (number: string): boolean => number.startsWith('+86') && !isMobile(number);
const isDialable = (number: string): boolean => /^\+\d{3,20}$/.test(number);

/** Accounts and numbers first, then the binding, then what makes a bound call fail, then the people. */
export const decideCall = (attempt: CallAttempt, settings: SimulatorSettings): DecidedCall => {
  const { app, number, mode, from, outcome, talkSeconds } = attempt;
  const refusedState = stateRefusal(app, number);
  const route: CallRoute =
    refusedState === null
      ? mode.routeCall({ app, x: number.x, from })
      : { kind: 'refuse', stateCode: refusedState, direction: 2, subscriptionId: null };
  const ended = (ending: CallEnding): DecidedCall => ({ route, ending, talkSeconds: 0 });

  if (route.kind === 'refuse') return ended(refusedWith(route.stateCode));
  if (isFixedLine(from)) return ended(refusedWith(8023));
  if (!isDialable(route.callee)) return ended(OUTCOMES['network-fault']);
  if (route.record && !route.announced && settings.interceptUnannouncedRecording)
    return ended(refusedWith(8059, 'called'));
  if (outcome !== 'answered') return ended(OUTCOMES[outcome]);
  const limitSeconds = route.maxDurationMinutes * 60;
  return limitSeconds > 0 && talkSeconds > limitSeconds
    ? { route, ending: refusedWith(8010, 'answered'), talkSeconds: limitSeconds }
    : { route, ending: OUTCOMES.answered, talkSeconds };
};
