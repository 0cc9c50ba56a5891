import type { ErrorCode } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';

/** A private number without showing it: its look-up key, and its last two digits for people. */
export type NumberName = Readonly<{ key: string; lastDigits: string }>;

/**
 * `unknown-here`: the platform has a binding that we never made. `ended-here`: it has one that has ended with us.
 * `late-there`: it has made one for our bind after we had ended that binding or given it up. `missing-there`: it does not
 * have one that lives with us. `different`: both have it, and not alike.
 */
export type FindingKind = 'unknown-here' | 'ended-here' | 'late-there' | 'missing-there' | 'different';

/**
 * The action on a finding. `none`: nothing was to be done, or nothing can be. `repairable`: a repair would be tried.
 * `repaired`: both sides agree now. `partly`: they agree but for what a change cannot touch (life time, X). `accepted`: the account's state stops the unbind; the sweeper will do it.
 * `withheld`: so many are missing at once that the platform's answer is doubted. `overtaken`: somebody changed the
 * binding meanwhile. `failed`: see `code`. `left`: time was up.
 */
export type FindingAction =
  | 'none'
  | 'repairable'
  | 'repaired'
  | 'partly'
  | 'accepted'
  | 'withheld'
  | 'overtaken'
  | 'failed'
  | 'left';

/** One disagreement, confirmed by a second look at both sides. */
export type Finding = Readonly<{
  kind: FindingKind;
  number: NumberName;
  subscriptionId: string;
  /** Absent when we never made it. */
  bindingId?: string;
  /** Names of our fields, without their values. */
  differences?: readonly string[];
  action: FindingAction;
  code?: ErrorCode;
}>;

/** A number that cannot be opened, whose bindings could not be listed, or that is too large for one run. */
export type UnreadNumber = Readonly<{
  number: NumberName;
  code: ErrorCode | 'too-large';
  platformCode?: string;
}>;

/** The findings of one run on the numbers it came to. */
export type ReconcileReport = Readonly<{
  app: string;
  mode: Mode;
  repair: boolean;
  /** Numbers that were compared. */
  numbers: number;
  /** Bindings that the platform has on them, and that live with us. */
  theirs: number;
  ours: number;
  /** Being made, changed or ended at the time: no findings. */
  inProgress: number;
  /** Left pending by makers who are gone, and resolved. */
  resolved: number;
  findings: readonly Finding[];
  unread: readonly UnreadNumber[];
  /** Suspects that could not be judged; why is in the log. */
  unjudged: number;
  /** Why the run ended early; it can be taken up at `next` later. */
  stoppedBy?: Readonly<{ code: ErrorCode; retryAfterSeconds?: number }>;
  /** Where the next run goes on; absent: everything was seen. */
  next?: string;
}>;

/** The name of a number. */
export const numberName = (x: string, key: string): NumberName => ({ key, lastDigits: x.slice(-2) });
