import * as v from 'valibot';
import { UserData } from '../../shared/api/binding-fields.ts';
import type { TemporaryCallee } from '../../shared/bindings/change/set-temporary-callee.ts';
import type { Binding } from '../../shared/bindings/model/binding.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import { idFromPath, jsonBody } from '../../shared/http/api-request.ts';
import type { ApiHandler } from '../../shared/http/chains.ts';
import { CalleeNumber } from '../../shared/http/number-schemas.ts';
import { json } from '../../shared/http/problem.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import type { Logger } from '../../shared/observability/logger.ts';

/** Three days (`privatenumber_02_0015`, duration). */
const MOST_TTL_SECONDS = 259_200;

/** The platform's own default, long enough to dial (`privatenumber_02_0015`). */
const DEFAULT_TTL_SECONDS = 60;

/** `PUT /bindings/{bindingId}/temporary-callee`. */
export const CalleeBody = strictObject({
  callee: CalleeNumber,
  ttlSeconds: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be whole seconds'),
      v.minValue(1, `must be from 1 to ${MOST_TTL_SECONDS} seconds`),
      v.maxValue(MOST_TTL_SECONDS, `must be from 1 to ${MOST_TTL_SECONDS} seconds`),
    ),
    DEFAULT_TTL_SECONDS,
  ),
  userData: v.optional(UserData),
});

type Deps = Readonly<{
  set: (bindingId: string, callee: TemporaryCallee) => Promise<Binding>;
  clock: Clock;
  logger: Logger;
}>;

/** PUT /bindings/{bindingId}/temporary-callee: whom A's next calls to X reach; 200 with the binding. */
export const createHandler =
  ({ set, clock, logger }: Deps): ApiHandler =>
  async ({ event }) => {
    const bindingId = idFromPath(event, 'bindingId');
    const { callee, ttlSeconds, userData } = jsonBody(event, CalleeBody);
    const binding = await set(bindingId, { number: callee, ttlSeconds, userData });
    logger.info('temporary-callee-set', { bindingId, app: binding.app, ttlSeconds });
    return json(200, bindingView(binding, clock()));
  };
