import type { BindingLookup } from '../../calls/binding-lookup.ts';
import type { CallEntry, CallFilter, CallReader } from '../../calls/call-store.ts';
import { AppError } from '../../kernel/errors.ts';

/** The recordings that are meant: those of a call, of a binding's calls, or of a person, on either side. */
export type RecordingTarget =
  | Readonly<{ by: 'call'; callId: string }>
  | Readonly<{ by: 'binding'; bindingId: string }>
  | Readonly<{ by: 'party'; party: string }>;

/** Calls of a target, newest first; with `next` there are more. A call may come twice, which does no harm. */
export type CallsOfTarget = Readonly<{ callIds: readonly string[]; next: CallEntry | undefined }>;

/** Calls at a time; each costs some ten requests to stores. */
export const CALLS_A_PAGE = 50;

type Deps = Readonly<{ calls: CallReader; bindings: BindingLookup }>;

/** `from` inclusive, `to` exclusive, ISO 8601: when the calls began; a call by its id is meant whenever it was. */
type Page = Readonly<{
  limit: number;
  after: CallEntry | undefined;
  from?: string | undefined;
  to?: string | undefined;
}>;

/** @throws {AppError} `not-found` for a binding that the platform never accepted or nobody knows; `store-unavailable`. */
export const callsOfTarget = async (
  deps: Deps,
  target: RecordingTarget,
  { limit, after, from, to }: Page,
): Promise<CallsOfTarget> => {
  if (target.by === 'call') return { callIds: [target.callId], next: undefined };
  const filter = await filterOf(deps, target);
  const entries = await deps.calls.list(filter, { from, to, limit, after });
  return {
    callIds: [...new Set(entries.map(({ callId }) => callId))],
    next: entries.length < limit ? undefined : entries.at(-1),
  };
};

const filterOf = async (
  { bindings }: Deps,
  target: Exclude<RecordingTarget, { by: 'call' }>,
): Promise<CallFilter> => {
  if (target.by === 'party') return { by: 'party', party: target.party };
  const subscription = await bindings.subscriptionOf(target.bindingId);
  if (subscription === undefined) throw new AppError('not-found', 'there is no binding with this id');
  return { by: 'subscription', ...subscription };
};
