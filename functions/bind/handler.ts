import { appFor, completeRequest } from '../../shared/bindings/bind/complete-request.ts';
import type { CreatedAnswer } from '../../shared/bindings/bind/create-binding.ts';
import type { Identity } from '../../shared/bindings/bind/lock-place.ts';
import type { BindingRequest } from '../../shared/bindings/model/binding-request.ts';
import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import { unmetWishes } from '../../shared/bindings/read/unmet-wishes.ts';
import { jsonBody } from '../../shared/http/api-request.ts';
import { seesApp } from '../../shared/http/middlewares/api-guard.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { isRefusal } from '../../shared/http/middlewares/problem-details.ts';
import { type HttpEvent, headerOf } from '../../shared/http/request.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { parseWith } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { BIND_BODIES, type BindBody, IdempotencyKey, ModeOfBody } from './schema.ts';

type Deps = Readonly<{
  apps: readonly AppSettings[];
  create: (request: BindingRequest, identity: Identity) => Promise<CreatedAnswer>;
  clock: Clock;
  logger: Logger;
}>;

/**
 * POST /bindings: 201 with a new binding (or the first answer of the idempotency key), 200 with the one that lives, 202 with a pending
 * one that waits until the platform answers again.
 * `warnings` says what is wrong with it all the same. `differs` names the fields whose wish was not met, because an earlier request decided the terms.
 */
export const createHandler =
  ({ apps, create, clock, logger }: Deps): ApiHandler =>
  async ({ event, caller }) => {
    const idempotencyKey = idempotencyKeyOf(event);
    const order = orderOf(event);
    const known = apps.filter(({ name }) => seesApp(caller, name));
    const request = completeRequest(order, appFor(known, order.mode, order.app));
    const identity = { apiKeyName: caller.apiKeyName, idempotencyKey };
    const { kind, binding, warnings = [] } = await counted(logger, () => create(request, identity));
    logger.info(ANSWERS[kind].message, {
      bindingId: binding.bindingId,
      app: binding.app,
      mode: binding.mode,
    });
    const differs = idempotencyKey === undefined ? unmetWishes(order, request, binding) : [];
    const notes = {
      ...(differs.length === 0 ? {} : { differs }),
      ...(warnings.length === 0 ? {} : { warnings }),
    };
    const view = { ...bindingView(binding, clock()), ...notes };
    return {
      ...auditedJson({ count: 1, id: binding.bindingId }, ANSWERS[kind].status, view),
      named: request,
    };
  };

const ANSWERS = {
  created: { message: 'binding-created', status: 201 },
  existing: { message: 'binding-found', status: 200 },
  queued: { message: 'binding-waits', status: 202 },
} as const;

/** Counts a bind, and its failure where the fault is not the caller's. The average of the percents is the share that failed. */
const counted = async (logger: Logger, bind: () => Promise<CreatedAnswer>): Promise<CreatedAnswer> => {
  try {
    const result = await bind();
    // People who wait are not connected yet.
    logger.metrics({ bindFailurePercent: result.kind === 'queued' ? 100 : 0 });
    if (result.kind === 'queued') logger.metrics({ bindFailures: 1 }, { code: 'queued' });
    return result;
  } catch (error) {
    if (isRefusal(error)) throw error;
    logger.metrics({ bindFailurePercent: 100 });
    logger.metrics({ bindFailures: 1 }, { code: error instanceof AppError ? error.code : 'internal-error' });
    throw error;
  }
};

const idempotencyKeyOf = (event: HttpEvent): string | undefined => {
  const sent = headerOf(event, 'idempotency-key');
  return sent === undefined ? undefined : parseWith(IdempotencyKey, sent, 'Idempotency-Key header');
};

const orderOf = (event: HttpEvent): BindBody =>
  jsonBody(event, BIND_BODIES[jsonBody(event, ModeOfBody).mode]);
