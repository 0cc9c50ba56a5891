import type { LookVerdict } from './reconcile-look.ts';
import type { Suspect } from './reconcile-number.ts';
import { plannedAction } from './reconcile-repair.ts';
import type { Finding, NumberName } from './reconcile-report.ts';

/** The finding that a second look at a suspect makes of it; `undefined` where both sides agree or somebody is at work. */
export const findingOf = (
  number: NumberName,
  suspect: Suspect,
  verdict: LookVerdict,
): Finding | undefined => {
  const action = plannedAction(verdict);
  switch (verdict.kind) {
    case 'agrees':
    case 'in-progress':
      return undefined;
    case 'unknown-here':
      return suspect.bindingId === undefined
        ? { kind: verdict.kind, number, subscriptionId: suspect.theirs.subscriptionId, action }
        : undefined;
    case 'late-there': {
      const { kind, bindingId, subscriptionId } = verdict;
      return { kind, number, subscriptionId, bindingId, action };
    }
    default: {
      const { bindingId, subscriptionId } = verdict.record.binding;
      const differences = verdict.kind === 'different' ? { differences: verdict.differences } : {};
      return { kind: verdict.kind, number, subscriptionId, bindingId, ...differences, action };
    }
  }
};
