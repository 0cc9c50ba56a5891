import type { Clock } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { releasing } from '../lifecycle/lifecycle.ts';
import type { ActiveBinding, Binding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { BindingStore, RecordContent } from '../model/binding-store.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  end: EndBinding;
  platformOf: (app: string) => BindingPlatform;
  newId: IdSource;
  logger: Logger;
  clock: Clock;
}>;

/**
 * The binding that somebody else resolved while this request made it. If it was not resolved as we did, ours must not live on
 * at the platform unseen.
 *
 * @throws {AppError} `binding-in-progress` when ours was taken away, or is being.
 */
export const resolvedMeanwhile = async (deps: Deps, live: RecordContent<ActiveBinding>): Promise<Binding> => {
  const { bindingId, subscriptionId } = live.binding;
  const current = (await deps.bindings.get(bindingId))?.binding;
  if (current?.status === 'active' && current.subscriptionId === subscriptionId) return current;
  if (subscriptionId !== undefined) await takeAway(deps, live, subscriptionId);
  throw inProgress();
};

/**
 * Ends at the platform what no binding of ours stands for. It becomes a binding of its own that is `releasing`, so that the
 * sweeper goes on where this ends early; without a reference, because nobody asked for it.
 */
const takeAway = async (
  deps: Deps,
  live: RecordContent<ActiveBinding>,
  subscriptionId: string,
): Promise<void> => {
  const { bindings, end, newId, clock } = deps;
  const { reference: _nobodys, ...binding } = live.binding;
  try {
    const stray = await bindings.create(
      releasing({ binding: { ...binding, bindingId: newId() } }, { why: 'repaired' }, clock()),
    );
    if (stray !== undefined) await end.finish(stray);
  } catch (error) {
    // Somebody else ended it.
    if (!hasCode(error, 'version-conflict')) await unbindOnce(deps, binding, subscriptionId);
  }
};

/** It could not be stored, so this is the only try, and only the comparison of the night sees what it leaves. */
const unbindOnce = async (
  { platformOf, logger }: Deps,
  { app, bindingId }: ActiveBinding,
  subscriptionId: string,
): Promise<void> => {
  const result = await platformOf(app).unbind(subscriptionId);
  if (result.kind !== 'ok')
    logger.error('binding-not-taken-away', { app, bindingId, error: platformError(result) });
};
