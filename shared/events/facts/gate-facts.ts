import * as v from 'valibot';
import type { Attributes } from '../../storage/documents.ts';
import type { Fact } from './fact.ts';

/** The item of the gate before the platform, of an app or of every app, as far as it is told. */
const Gate = v.object({ lockedUntil: v.optional(v.string()), suspendedAt: v.optional(v.string()) });

/** A write of an item of the gate. `apps`: those that it shuts. */
export type GateWrite = Readonly<{
  apps: readonly string[];
  before: Attributes | undefined;
  after: Attributes | undefined;
  at: string;
  sequenceNumber: string;
}>;

/**
 * The facts of a write of the gate, one an app: the platform has locked us out, which begins when nothing was locked, or it refuses because
 * the account is suspended.
 */
export const gateFacts = ({ apps, before, after, at, sequenceNumber }: GateWrite): readonly Fact[] => {
  const former = v.parse(Gate, before ?? {});
  const { lockedUntil, suspendedAt } = v.parse(Gate, after ?? {});
  return apps.flatMap((app): readonly Fact[] => {
    const every = { identity: [sequenceNumber], subject: `apps/${app}`, app, binding: undefined };
    return [
      ...(lockedUntil !== undefined && former.lockedUntil === undefined
        ? [{ kind: 'platform.locked-out', ...every, occurredAt: at, data: { until: lockedUntil } } as const]
        : []),
      ...(suspendedAt !== undefined && former.suspendedAt === undefined
        ? [{ kind: 'account.suspended', ...every, occurredAt: suspendedAt, data: {} } as const]
        : []),
    ];
  });
};
