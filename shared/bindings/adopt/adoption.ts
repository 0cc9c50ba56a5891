import type { E164 } from '../../kernel/e164.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { NumberName } from '../reconcile/reconcile-report.ts';

/**
 * A binding that is to be adopted, by its id at the platform. People, X, Y and extension are compared with what the platform says;
 * the rest is what it may not say.
 */
export type AdoptionLine = Readonly<{
  subscriptionId: string;
  mode?: Mode | undefined;
  a?: E164 | undefined;
  /** AXYB: `null` is nobody in particular. */
  b?: E164 | null | undefined;
  x?: E164 | undefined;
  y?: E164 | undefined;
  extension?: string | undefined;
  reference?: string | undefined;
  record?: boolean | undefined;
  recordTone?: string | undefined;
  userData?: string | undefined;
  /** When the binding is to end, ISO 8601. */
  expiresAt?: string | undefined;
}>;

/**
 * The outcome for one. `adoptable`: it would be adopted. `owned`: it lives here already. `gone-there`: the platform has no such binding.
 * `left`: time was up, or the run was stopped before it. `not-in-file`: the operator's file does not name it, so it was not tried.
 *
 * Others stay as they were. `held-here`: another binding of ours has one of the people on that X, or it rests. `pair-held`: these people
 * have a live binding of that reference here. `in-progress`: somebody is at work. `late-there`, `ended-here`: it is of a binding of
 * ours that is over. `line-differs`: the line says otherwise than the platform. `number-unknown`: X is not in the pool.
 * `party-blocked`: a person may not be bound. `own-number`: a person is a private number of ours. `not-told`: the platform does not
 * say who has it. `changed-there`: it was changed or ended there meanwhile. `failed`: `code` says why.
 */
export type AdoptionOutcome =
  | 'adopted'
  | 'adoptable'
  | 'owned'
  | 'gone-there'
  | 'left'
  | 'not-in-file'
  | 'held-here'
  | 'pair-held'
  | 'in-progress'
  | 'late-there'
  | 'ended-here'
  | 'line-differs'
  | 'number-unknown'
  | 'party-blocked'
  | 'own-number'
  | 'not-told'
  | 'changed-there'
  | 'failed';

/** One binding of the order, and its outcome. */
export type Adoption = Readonly<{
  subscriptionId: string;
  outcome: AdoptionOutcome;
  number?: NumberName;
  bindingId?: string;
  /** Names of fields of the line that say otherwise than the platform, or than our `owned` binding; without their values. */
  differences?: readonly string[];
  code?: ErrorCode;
}>;

/** The outcome for one, before it is named by its id. */
export type AdoptionVerdict = Omit<Adoption, 'subscriptionId'>;

/** The answer to one order. */
export type AdoptionReport = Readonly<{
  app: string;
  mode: Mode;
  dryRun: boolean;
  adoptions: readonly Adoption[];
  /** Why the run ended early. */
  stoppedBy?: Readonly<{ code: ErrorCode; retryAfterSeconds?: number }>;
}>;

/** True where nothing is left to be done. */
export const isDone = ({ outcome }: Adoption): boolean =>
  outcome === 'adopted' || outcome === 'owned' || outcome === 'gone-there';
