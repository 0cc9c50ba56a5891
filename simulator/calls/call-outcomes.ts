/**
 * How a call ends, as the codes of `privatenumber_02_0017` and `rtc_05_0018`/`_0019` tell it. `leg`: how far the
 * second leg came. The codes of one line are combined plausibly; only the pairs of the samples were seen together.
 */
export type CallEnding = {
  leg: 'none' | 'called' | 'rang' | 'answered';
  stateCode: number;
  stateDesc: string;
  q850: number;
  releaseCode: number;
  sip: number;
};

const ending = (
  leg: CallEnding['leg'],
  stateCode: number,
  stateDesc: string,
  q850: number,
  sip: number,
): CallEnding => ({ leg, stateCode, stateDesc, q850, releaseCode: stateCode, sip });

/** The possible acts of a caller or callee, by the name a test gives them. */
export const OUTCOMES = {
  answered: ending('answered', 0, 'The user releases the call.', 0, 0),
  busy: ending('called', 8102, 'The called party is busy.', 17, 486),
  'no-answer': ending('rang', 8101, 'The called party does not answer.', 19, 480),
  'powered-off': ending('called', 8104, 'The called party is powered off.', 20, 480),
  unreachable: ending('called', 8103, 'The called party is unreachable.', 20, 480),
  suspended: ending('called', 8105, 'The called party is suspended.', 27, 480),
  'no-such-number': ending('called', 8100, 'The called number does not exist.', 1, 404),
  declined: ending('rang', 7503, 'The called party declines the call.', 21, 603),
  rejected: ending('called', 7504, 'The call is rejected.', 21, 603),
  'platform-timeout': ending('rang', 8035, 'The called party does not answer in time.', 102, 408),
  'network-fault': ending('called', 7506, 'The network of the called party fails.', 38, 503),
  'caller-gave-up': ending('rang', 7502, 'The caller hangs up while ringing.', 0, 487),
  'caller-gave-up-before-ringing': ending('called', 7501, 'The caller hangs up before ringing.', 0, 487),
  'caller-gave-up-before-transfer': ending('none', 7516, 'The caller hangs up before the transfer.', 0, 0),
} satisfies Record<string, CallEnding>;

export type CallOutcome = keyof typeof OUTCOMES;

const REFUSAL_TEXTS: Record<number, string> = {
  7100: 'The application is unavailable.',
  7108: 'The account is frozen.',
  8010: 'The maximum call duration is reached.',
  8013: 'No temporary callee is set.',
  8014: 'Invalid binding relationship.',
  8016: 'The call direction is not allowed.',
  8017: 'The call is ended by the customer.',
  8018: 'The service is not permitted.',
  8019: 'There is no call-back record.',
  8022: 'The binding relationship does not exist.',
  8023: 'The fixed-line number is not allowed to call.',
  8030: 'The binding relationship does not exist.',
  8031: 'No private number is left for the caller.',
  8032: 'The caller dials his own private number.',
  8033: 'No extension number is dialled.',
  8055: 'The private number is unavailable.',
  8059: 'The call is intercepted by the carrier.',
};

/** A call that the platform itself ends: no second leg, or one that got no further than `leg`. */
export const refusedWith = (stateCode: number, leg: CallEnding['leg'] = 'none'): CallEnding =>
  ending(leg, stateCode, REFUSAL_TEXTS[stateCode] ?? 'The call fails.', 0, 0);

/** True for the name of an outcome. */
const isOutcome = (name: string): name is CallOutcome => Object.hasOwn(OUTCOMES, name);

/** Names of all outcomes, for the control API. */
export const OUTCOME_NAMES: readonly CallOutcome[] = Object.keys(OUTCOMES).filter(isOutcome);
