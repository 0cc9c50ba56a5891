import type { Binding } from '../api-shapes.ts';

/** A moment in the life of a binding. `by`: the caller; `null`: the service itself; absent: not known. */
export type BindingStep = Readonly<{
  kind: 'makes' | 'made' | 'changed' | 'aSince' | 'bSince' | 'willEnd' | 'ended';
  at: string;
  by?: string | null;
  tone: 'plain' | 'good' | 'bad';
  reason?: Binding['endReason'];
}>;

/** The course of a binding as far as it says it itself, in the order of time. */
export const bindingSteps = (binding: Binding): readonly BindingStep[] => {
  const steps = [madeStep(binding), ...changeSteps(binding), ...endSteps(binding)];
  return [...steps].sort((one, next) => one.at.localeCompare(next.at));
};

const madeStep = ({ createdAt, createdBy, status }: Binding): BindingStep => ({
  kind: status === 'pending' || status === 'failed' ? 'makes' : 'made',
  at: createdAt,
  tone: status === 'pending' || status === 'failed' ? 'plain' : 'good',
  ...(createdBy === undefined ? {} : { by: createdBy }),
});

const changeSteps = ({ changedAt, changedBy, aSince, bSince }: Binding): readonly BindingStep[] => [
  ...(changedAt === undefined
    ? []
    : [{ kind: 'changed', at: changedAt, by: changedBy ?? null, tone: 'plain' } as const]),
  ...(aSince === undefined ? [] : [{ kind: 'aSince', at: aSince, tone: 'plain' } as const]),
  ...(bSince === undefined ? [] : [{ kind: 'bSince', at: bSince, tone: 'plain' } as const]),
];

const endSteps = (binding: Binding): readonly BindingStep[] => {
  const { status, expiresAt, endedAt, releasedAt, endedBy, endReason } = binding;
  const at = endedAt ?? releasedAt ?? (status === 'expired' ? expiresAt : undefined);
  const tone = status === 'failed' ? 'bad' : 'plain';
  if (at !== undefined && at !== null)
    return [
      {
        kind: 'ended',
        at,
        by: endedBy ?? null,
        tone,
        ...(endReason === undefined ? {} : { reason: endReason }),
      },
    ];
  if (status !== 'active' || expiresAt === undefined || expiresAt === null) return [];
  return [{ kind: 'willEnd', at: expiresAt, tone: 'plain' }];
};
