import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { Release } from '../../shared/bindings/unbind/release-binding.ts';
import { idFromPath } from '../../shared/http/api-request.ts';
import type { ApiHandler } from '../../shared/http/middlewares/chains.ts';
import { json } from '../../shared/http/problem.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { Logger } from '../../shared/observability/logger.ts';

type Deps = Readonly<{
  release: (bindingId: string) => Promise<Release>;
  clock: Clock;
  logger: Logger;
}>;

/**
 * DELETE /bindings/{bindingId}: 200 with the ended binding, however often it is asked for; 202 while the account's state
 * at the platform stops the unbind, which the sweeper then does.
 */
export const createHandler =
  ({ release, clock, logger }: Deps): ApiHandler =>
  async ({ event }) => {
    const { kind, binding } = await release(idFromPath(event, 'bindingId'));
    logger.info(kind === 'ended' ? 'binding-ended' : 'binding-releasing', {
      bindingId: binding.bindingId,
      app: binding.app,
    });
    return json(kind === 'ended' ? 200 : 202, bindingView(binding, clock()));
  };
