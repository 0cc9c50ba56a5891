import type {
  ActiveBinding,
  AtPlatform,
  Binding,
  BindingStatus,
} from '../../shared/bindings/model/binding.ts';
import type { Mode } from '../../shared/kernel/mode.ts';

/** The bindings that can have a status. */
export type BindingOf<Status extends BindingStatus> = Binding extends infer One
  ? One extends Binding
    ? Status extends One['status']
      ? One
      : never
    : never
  : never;

type Fields = Omit<AtPlatform<ActiveBinding>, 'mode' | 'status' | 'releasedAt'> & {
  mode: Mode;
  releasedAt: string;
};

/** The fields that a test may give a binding; `undefined` takes a field away. */
export type BindingFields<Status extends BindingStatus = BindingStatus> = {
  [Field in keyof Fields]?: Fields[Field] | undefined;
} & { status?: Status | undefined };

const ONLY_CONFIRMED = ['subscriptionId', 'expiresAt', 'y', 'extension', 'temporaryCallee'];

/** A binding with those of the given fields that one in its status and mode has. */
export const bindingOf = <Status extends BindingStatus>(
  fields: BindingFields<Status> & { status: Status },
): BindingOf<Status> => {
  const { status, mode } = fields;
  const never =
    status === 'pending' || status === 'failed' ? ONLY_CONFIRMED : mode === 'X' ? ['subscriptionId'] : [];
  const kept = Object.entries(fields).filter(([name, value]) => value !== undefined && !never.includes(name));
  const ended = status === 'failed' ? { releasedAt: '2026-03-01T08:00:30.000Z' } : {};
  return { ...ended, ...Object.fromEntries(kept) } as BindingOf<Status>;
};
