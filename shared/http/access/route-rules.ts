import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { HttpEvent } from '../request.ts';
import { type AuditedOrder, orderInBody, orderInQuery } from './orders.ts';
import type { Scope } from './scope.ts';

/**
 * A caller needs one of these scopes; where none is named, every caller may ask. `withoutRead`: the numbers that a caller without the scope `read` does not see in an answer.
 * `every`: all of them. `others`: those of people whom it did not name in the same field of this very request; private numbers are
 * shown, because a binding is of no use without its X. `none`: the answer holds no number of a person.
 */
export type RouteRule = Readonly<{
  scopes: readonly Scope[];
  withoutRead: 'every' | 'others' | 'none';
  /** The names that a GET has in its URL stand in the body here, so that no number gets into an access log. */
  asksInBody?: true;
  /** Of a route that has a dry run, or whose body names what no search asks for. */
  orderOf?: (event: HttpEvent, lookup: LookupKeys) => AuditedOrder;
}>;

/** Rules by the route key of the gateway. */
export type RouteRules = Readonly<Record<string, RouteRule>>;

const READS: RouteRule = { scopes: ['read', 'read:masked'], withoutRead: 'every' };
const SEARCHES: RouteRule = { scopes: ['read', 'read:masked'], withoutRead: 'every', asksInBody: true };
const CHANGES_BINDINGS: RouteRule = { scopes: ['bindings'], withoutRead: 'others' };
const NUMBERS: RouteRule = { scopes: ['numbers'], withoutRead: 'none' };

/** The caller that looks after the numbers of the account reports who uses them; those numbers are people's all the same. */
const REPORTS: RouteRule = { scopes: ['numbers'], withoutRead: 'others' };

/** Bindings. */
export const BINDING_ROUTES = {
  'POST /bindings': CHANGES_BINDINGS,
  'PATCH /bindings/{bindingId}': CHANGES_BINDINGS,
  'PUT /bindings/{bindingId}/temporary-callee': CHANGES_BINDINGS,
  'GET /bindings': READS,
  'POST /bindings/search': SEARCHES,
  'GET /bindings/{bindingId}': READS,
} as const satisfies RouteRules;

/** Ends of bindings. */
export const END_ROUTES = {
  'POST /bindings/end': { scopes: ['bindings'], withoutRead: 'others', asksInBody: true },
  'DELETE /bindings': CHANGES_BINDINGS,
  'DELETE /bindings/{bindingId}': CHANGES_BINDINGS,
} as const satisfies RouteRules;

/** People in all their bindings. */
export const PARTY_ROUTES = {
  'POST /parties/change': { scopes: ['bindings'], withoutRead: 'others', orderOf: orderInQuery },
  'POST /blocks': CHANGES_BINDINGS,
  'DELETE /blocks/{blockId}': CHANGES_BINDINGS,
  'GET /blocks': READS,
  'POST /blocks/search': SEARCHES,
} as const satisfies RouteRules;

/** Calls. */
export const CALL_ROUTES = {
  'GET /calls': READS,
  'POST /calls/search': SEARCHES,
  'GET /calls/{callId}': READS,
  'GET /calls/{callId}/recording': { scopes: ['recordings'], withoutRead: 'none' },
  'POST /calls/{callId}/stop': { scopes: ['bindings'], withoutRead: 'none' },
} as const satisfies RouteRules;

/** Text messages. */
export const MESSAGE_ROUTES = {
  'GET /messages': READS,
  'POST /messages/search': SEARCHES,
} as const satisfies RouteRules;

/** Private numbers. */
export const NUMBER_ROUTES = {
  'GET /numbers': NUMBERS,
  'PUT /numbers': { scopes: ['numbers'], withoutRead: 'none', orderOf: orderInQuery },
  'PATCH /numbers': { scopes: ['numbers'], withoutRead: 'none', asksInBody: true },
  'PATCH /numbers/{x}': NUMBERS,
  'GET /pool': NUMBERS,
} as const satisfies RouteRules;

/** Usage. The handler masks by itself, because a sheet is not JSON. */
export const USAGE_ROUTES = {
  'GET /usage': { scopes: ['usage'], withoutRead: 'none' },
} as const satisfies RouteRules;

/** Reports of actual users. */
export const REPORT_ROUTES = {
  'POST /reports': REPORTS,
  'GET /reports': REPORTS,
  'POST /reports/search': REPORTS,
  'POST /reports/delete': REPORTS,
  'DELETE /reports': REPORTS,
} as const satisfies RouteRules;

const OPERATES: RouteRule = { scopes: ['operations'], withoutRead: 'none' };

const ORDERS: RouteRule = { scopes: ['operations'], withoutRead: 'none', orderOf: orderInBody };

/** Looking after a deployment. */
export const OPERATION_ROUTES = {
  'GET /operations/pushes': OPERATES,
  'POST /operations/pushes/replay': ORDERS,
  'GET /operations/quarantine': OPERATES,
  'GET /operations/quarantine/{itemId}': OPERATES,
  'POST /operations/quarantine/replay': ORDERS,
  'POST /operations/quarantine/discard': ORDERS,
  'GET /operations/recordings': OPERATES,
  'POST /operations/recordings/retry': ORDERS,
  'GET /operations/status': OPERATES,
} as const satisfies RouteRules;

/** The rights of a caller, which it may know whatever they are. */
export const ACCESS_ROUTES = {
  'GET /access': { scopes: [], withoutRead: 'none' },
} as const satisfies RouteRules;
