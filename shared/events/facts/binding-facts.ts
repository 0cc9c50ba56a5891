import { isDeepStrictEqual } from 'node:util';
import { type Binding, isLiveStatus } from '../../bindings/model/binding.ts';
import { bindingView } from '../../bindings/model/binding-view.ts';
import type { Fact } from './fact.ts';

/** A binding before and after a write at an instant, ISO 8601 UTC; absent before it was made. */
export type BindingWrite = Readonly<{ before: Binding | undefined; after: Binding; at: string }>;

/** The facts of a write of a binding: one, or none where nobody but us has to know. */
export const bindingFacts = ({ before, after, at }: BindingWrite): readonly Fact[] => {
  const wasLive = before === undefined || isLiveStatus(before.status);
  if (after.status === 'active')
    return before?.status === 'active' ? changes(before, after, at) : begins(before, after, at);
  if (after.status === 'failed' && wasLive) return [failureOf(after, after.releasedAt)];
  if (after.status === 'released' && wasLive) return [releaseOf(after, after.releasedAt ?? at)];
  return after.status === 'expired' && wasLive ? [expiryOf(after, at)] : [];
};

/** The fact that the time of a binding is up, whether that was written or not: ended by itself it is found in the index. */
export const expiryOf = (binding: Binding, at: string): Fact => ({
  kind: 'binding.expired',
  ...onceIn(binding),
  occurredAt: binding.expiresAt ?? at,
  data: dataOf(binding),
});

/** One that is active again after it was to be released is nothing new. */
const begins = (before: Binding | undefined, after: Binding, at: string): readonly Fact[] =>
  before === undefined || before.status === 'pending' ? [activeOf(after, at)] : [];

const changes = (before: Binding, after: Binding, at: string): readonly Fact[] => {
  const changed = differing(before, after, new Date(at));
  if (after.version === before.version || changed.length === 0) return [];
  return [
    {
      kind: 'binding.changed',
      identity: [after.bindingId, String(after.version)],
      ...about(after),
      occurredAt: after.changed?.at === before.changed?.at ? at : (after.changed?.at ?? at),
      data: { ...dataOf(after), changed: [...changed] },
    },
  ];
};

/** Fields of the view that a change alone does not make. */
const NOT_CHANGED: ReadonlySet<string> = new Set([
  ...['status', 'version', 'createdBy', 'changedBy', 'changedAt', 'aSince', 'bSince'],
  ...['releasedAt', 'endedAt', 'endedBy', 'endReason', 'replaces', 'replacedBy'],
]);

const differing = (before: Binding, after: Binding, at: Date): readonly string[] => {
  const former = new Map(Object.entries(bindingView(before, at)));
  return Object.entries(bindingView(after, at))
    .filter(([name, value]) => !NOT_CHANGED.has(name) && !isDeepStrictEqual(value, former.get(name)))
    .map(([name]) => name);
};

/** The instant of a write has whole seconds, rounded down, so it may lie before the moment in which the binding was asked for. */
const activeOf = (binding: Binding, at: string): Fact => {
  const { replaces = null, createdAt } = binding;
  const occurredAt = at < createdAt ? createdAt : at;
  return { kind: 'binding.active', ...onceIn(binding), occurredAt, data: { ...dataOf(binding), replaces } };
};

const failureOf = (binding: Binding, occurredAt: string): Fact => {
  const { replaces = null } = binding;
  return { kind: 'binding.failed', ...onceIn(binding), occurredAt, data: { ...dataOf(binding), replaces } };
};

const releaseOf = (binding: Binding, occurredAt: string): Fact => {
  const { endReason = null, endedBy = null, replacedBy = null } = bindingView(binding, new Date(occurredAt));
  const data = { ...dataOf(binding), endReason, endedBy, replacedBy };
  return { kind: 'binding.released', ...onceIn(binding), occurredAt, data };
};

/** Of a fact that happens once in the life of a binding. */
const onceIn = (binding: Binding) => ({ identity: [binding.bindingId], ...about(binding) });

const about = ({ bindingId, app, reference }: Binding) => ({
  subject: `bindings/${bindingId}`,
  app,
  binding: { bindingId, reference },
});

const dataOf = (binding: Binding) => {
  const { mode, status, version, expiresAt = null, a, b, x, y, extension, temporaryCallee } = binding;
  return {
    mode,
    status,
    version,
    expiresAt,
    numbers: { a, b, x, y, extension, temporaryCallee: temporaryCallee?.callee },
  };
};
