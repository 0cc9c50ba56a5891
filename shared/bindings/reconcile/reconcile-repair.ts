import { AppError, hasCode } from '../../kernel/errors.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { ActiveBinding, Binding } from '../model/binding.ts';
import type { BindingChange, BindingPlatform } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import type { LookVerdict, ReconcileLook } from './reconcile-look.ts';
import type { Finding, FindingAction } from './reconcile-report.ts';

type Deps = Readonly<{
  look: ReconcileLook;
  end: Pick<EndBinding, 'release'>;
  /** Changes a binding at the platform, unless its version is another one by now. */
  change: (bindingId: string, change: BindingChange, version: number) => Promise<Binding>;
  platformOf: (app: string) => BindingPlatform;
  logger: Logger;
}>;

/** Makes both sides agree about one finding, if it still is one. Never throws. */
export type RepairFinding = (app: string, finding: Finding) => Promise<Finding>;

/** Faults that mean that another request was faster. */
const OVERTAKEN = ['version-conflict', 'binding-in-progress', 'binding-ended', 'not-found'] as const;

export const createRepairFinding =
  (deps: Deps): RepairFinding =>
  async (app, finding) => {
    const { look, logger } = deps;
    const { kind, bindingId } = finding;
    if (bindingId === undefined) return finding;
    try {
      const verdict =
        kind === 'late-there'
          ? await look.atTheirs(app, { subscriptionId: finding.subscriptionId })
          : await look.atOurs(bindingId);
      if (verdict.kind !== kind) return { ...finding, action: 'overtaken' };
      return { ...finding, action: await act(deps, verdict) };
    } catch (error) {
      if (OVERTAKEN.some((code) => hasCode(error, code))) return { ...finding, action: 'overtaken' };
      logger.error('reconcile-repair-failed', { app, bindingId, error });
      const code = error instanceof AppError ? error.code : 'internal-error';
      return { ...finding, action: 'failed', code };
    }
  };

/** The action that a repair of such a verdict would be: `none` where nothing can be done. */
export const plannedAction = (verdict: LookVerdict): 'repairable' | 'none' => {
  switch (verdict.kind) {
    case 'ended-here':
    case 'late-there':
    case 'missing-there':
      return 'repairable';
    case 'different': {
      const { record, differences } = verdict;
      return Object.keys(ours(record.binding, differences)).length > 0 ? 'repairable' : 'none';
    }
    default:
      return 'none';
  }
};

const act = async (deps: Deps, verdict: LookVerdict): Promise<FindingAction> => {
  switch (verdict.kind) {
    case 'ended-here':
      return unbind(deps, verdict.record.binding);
    case 'late-there':
      return unbind(deps, verdict);
    case 'missing-there':
      return endHere(deps, verdict.record);
    case 'different':
      return setThere(deps, verdict.record, verdict.differences);
    default:
      return 'none';
  }
};

/** By its subscription id, which never comes to life again with us. */
const unbind = async (
  { platformOf }: Deps,
  { app, subscriptionId }: Readonly<{ app: string; subscriptionId: string }>,
): Promise<FindingAction> => {
  const result = await platformOf(app).unbind(subscriptionId);
  if (result.kind !== 'ok') throw platformError(result);
  return 'repaired';
};

const endHere = async ({ end }: Deps, record: BindingRecord<ActiveBinding>): Promise<FindingAction> => {
  const { kind } = await end.release(record, { why: 'missing-there' });
  return kind === 'ended' ? 'repaired' : 'accepted';
};

const setThere = async (
  { change }: Deps,
  { binding }: BindingRecord<ActiveBinding>,
  differences: readonly string[],
): Promise<FindingAction> => {
  const wanted = ours(binding, differences);
  if (Object.keys(wanted).length === 0) return 'none';
  await change(binding.bindingId, wanted, binding.version);
  return differences.every((field) => field in wanted) ? 'repaired' : 'partly';
};

/**
 * Our values of what differs, as far as the mode can change it and a change can say it: a text that we never set cannot be taken
 * away there. A life time would start anew, so it stays as it is.
 */
const ours = ({ mode, a, b, terms }: Binding, differences: readonly string[]): BindingChange => {
  const { ttlSeconds: _life, ...sameAtBothSides } = terms;
  const values: BindingChange = {
    ...sameAtBothSides,
    a,
    ...(b === undefined ? {} : { b }),
    maxCallMinutes: terms.maxCallMinutes ?? 0,
    sms: terms.sms ?? true,
    // An empty one takes away every tone.
    waitingTones: terms.waitingTones ?? {},
  };
  const { changeable } = rulesOfMode(mode);
  return Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) =>
        value !== undefined && differences.includes(field) && changeable.some((name) => name === field),
    ),
  );
};
