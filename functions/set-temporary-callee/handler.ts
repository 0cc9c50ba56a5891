import type { TemporaryCallee } from '../../shared/bindings/change/set-temporary-callee.ts';
import { type Binding, callerName } from '../../shared/bindings/model/binding.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { checkSeen } from '../../shared/bindings/read/check-seen.ts';
import { idFromPath, jsonBody } from '../../shared/http/api-request.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { CalleeBody } from './schema.ts';

type Deps = Readonly<{
  check: ReturnType<typeof checkSeen>;
  set: (bindingId: string, callee: TemporaryCallee, by: string) => Promise<Binding>;
  clock: Clock;
  logger: Logger;
}>;

/** PUT /bindings/{bindingId}/temporary-callee: whom A's next calls to X reach; 200 with the binding. */
export const createHandler =
  ({ check, set, clock, logger }: Deps): ApiHandler =>
  async ({ event, caller }) => {
    const bindingId = idFromPath(event, 'bindingId');
    const { callee, ttlSeconds, userData } = jsonBody(event, CalleeBody);
    await check(bindingId, caller.apps);
    const binding = await set(
      bindingId,
      { number: callee, ttlSeconds, userData },
      callerName(caller.apiKeyName),
    );
    logger.info('temporary-callee-set', { bindingId, app: binding.app, ttlSeconds });
    return {
      ...auditedJson({ count: 1, id: bindingId }, 200, bindingView(binding, clock())),
      named: { callee },
    };
  };
