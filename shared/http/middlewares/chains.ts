import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { ApiRoute, ApiRoutes } from '../access/api-routes.ts';
import type { RouteRule } from '../access/route-rules.ts';
import { soughtFor } from '../access/sought-for.ts';
import { type HttpResult, json, statusOf, toProblem } from '../problem.ts';
import { type HttpEvent, isRead } from '../request.ts';
import { type Caller, Stranger } from './api-guard.ts';
import { failureLine } from './failure-line.ts';
import { inLogContext } from './log-context.ts';
import { problemDetails } from './problem-details.ts';
import { shownTo } from './shown-to.ts';

/** A function as Lambda calls it. */
export type LambdaHandler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** A function as Lambda calls it behind an HTTP API. */
export type HttpHandler = LambdaHandler<HttpEvent, HttpResult>;

/** One request to our API, authorised. */
export type ApiRequest = Readonly<{ event: HttpEvent; route: ApiRoute; caller: Caller }>;

/** The audit says of an answer how many things were found or changed, and the id of the one where it is one. */
export type Found = Readonly<{ count: number; id?: string | undefined }>;

/**
 * An answer of our API. It cannot be made without what the audit says of it. `named`: the parsed fields of a request that changes
 * something, by the names that they have in the answer, numbers in E.164. A caller without the scope `read` sees these again and
 * nobody else; a handler that says nothing shows nobody.
 */
export type AuditedAnswer = HttpResult & Readonly<{ found: Found; named?: object }>;

/** A function of our API: request in, answer out. Its errors are answered by {@link apiChain}. */
export type ApiHandler = (request: ApiRequest) => Promise<AuditedAnswer>;

/** A JSON answer of our API. */
export const auditedJson = (
  found: Found,
  ...[statusCode, body, headers]: Parameters<typeof json>
): AuditedAnswer => ({ ...json(statusCode, body, headers), found });

/**
 * Around every function, its composition included: log context and failure line. Errors of `run` are thrown on, so that
 * Lambda counts it.
 */
export const functionChain = <Event, Result>(
  logger: Logger,
  run: LambdaHandler<Event, Result>,
): LambdaHandler<Event, Result> => {
  // A function has all of its time: what it does with little left is its own decision.
  const chain = middy<Event, Result>({ timeoutEarlyInMillis: 0 }).use(failureLine(logger)).handler(run);
  return inLogContext<Event, Result>((event, context) => chain(event, context));
};

type HttpChainOptions = Readonly<{
  middlewares?: readonly MiddlewareObj<HttpEvent, HttpResult>[];
  /** Whether a refusal (4xx) is worth a line; one that anybody may cause is counted instead, and by whoever refuses. */
  tellsRefusal: (error: AppError) => boolean;
}>;

/**
 * Around functions behind the HTTP API: everything thrown becomes a problem and one log line. Asks nobody for a key: it is
 * for the webhooks, which check a signature of the platform, and for health.
 */
export const httpChain = (
  logger: Logger,
  handle: (event: HttpEvent) => Promise<HttpResult>,
  { middlewares = [], tellsRefusal }: HttpChainOptions,
): HttpHandler => {
  const chain = middy<HttpEvent, HttpResult>()
    .use(problemDetails(logger, tellsRefusal))
    .use([...middlewares])
    .handler((event: HttpEvent) => handle(event));
  return async (event, context) => answerOf(await chain(event, context));
};

type ApiChainParts = Readonly<{
  logger: Logger;
  /** The routes that the function may be asked for; any other is 404. */
  routes: ApiRoutes;
  /** @throws {Stranger} */
  identify: (event: HttpEvent) => Promise<Caller>;
  lookup: LookupKeys;
}>;

/**
 * Around functions of our API: strangers are refused with 401 before anything is read, callers without the scope of the route with
 * 403. Each request of a caller leaves one line of the audit, whatever it was auditedJson, and numbers are masked where the caller
 * may not see them.
 */
export const apiChain = (parts: ApiChainParts, handle: ApiHandler): HttpHandler =>
  httpChain(parts.logger, audited(parts, handle), {
    tellsRefusal: (error) => !(error instanceof Stranger),
  });

const audited =
  ({ logger, routes, identify, lookup }: ApiChainParts, handle: ApiHandler) =>
  async (event: HttpEvent): Promise<HttpResult> => {
    const caller = await identify(event);
    const { routeKey } = event;
    const asked = askedOf(routes, routeKey);
    const { dryRun, named: ordered } = asked?.rule.orderOf?.(event, lookup) ?? {};
    const write = (answer: Readonly<{ status: number; code?: string; found: Found }>) =>
      logger.audit(isRead(routeKey) || dryRun ? 'data-read' : 'data-changed', {
        apiKeyName: caller.apiKeyName,
        route: asked?.route ?? 'none',
        soughtFor: { ...soughtFor(lookup, event, asked?.rule), ...ordered },
        dryRun,
        ...answer,
      });
    const { found, named, ...result } = await permitted(asked, { event, caller }, handle).catch(
      (error: unknown) => {
        const code = error instanceof AppError ? error.code : 'internal-error';
        write({ status: statusOf(code), code, found: { count: 0 } });
        throw error;
      },
    );
    write({ status: result.statusCode ?? 200, found });
    return asked ? shownTo(caller, asked.rule, result, named) : result;
  };

type Asked = Readonly<{ route: ApiRoute; rule: RouteRule }>;

/** The route that a request is for, if the function has it. */
const askedOf = (routes: ApiRoutes, routeKey: string): Asked | undefined => {
  if (!isAmong(routes, routeKey)) return undefined;
  const rule = routes[routeKey];
  return rule && { route: routeKey, rule };
};

const isAmong = (routes: ApiRoutes, routeKey: string): routeKey is ApiRoute =>
  Object.hasOwn(routes, routeKey);

/** Hands a request to its handler, if the caller may send it. */
const permitted = async (
  asked: Asked | undefined,
  { event, caller }: Pick<ApiRequest, 'event' | 'caller'>,
  handle: ApiHandler,
): Promise<AuditedAnswer> => {
  if (asked === undefined) throw new AppError('not-found', 'there is no such route');
  const { scopes } = asked.rule;
  if (scopes.length > 0 && !scopes.some((scope) => caller.scopes.includes(scope)))
    throw new AppError(
      'forbidden',
      `this needs the scope ${scopes.join(' or ')}, which the caller does not have`,
    );
  return handle({ event, route: asked.route, caller });
};

/** A chain that ends without an answer is a fault of ours and must not look like a success. */
const answerOf = (result: HttpResult | undefined): HttpResult =>
  result ?? toProblem(new AppError('internal-error', 'no answer was made'));
