import type { Scope } from './scope.ts';

/**
 * A caller needs one of these scopes. `withoutRead`: the numbers that a caller without the scope `read` does not see in an answer.
 * `every`: all of them. `others`: those of people whom it did not name in the same field of this very request; private numbers are
 * shown, because a binding is of no use without its X. `none`: the answer holds no number of a person.
 */
type RouteRule = Readonly<{ scopes: readonly Scope[]; withoutRead: 'every' | 'others' | 'none' }>;

const READS: RouteRule = { scopes: ['read', 'read:masked'], withoutRead: 'every' };
const CHANGES_BINDINGS: RouteRule = { scopes: ['bindings'], withoutRead: 'others' };
const NUMBERS: RouteRule = { scopes: ['numbers'], withoutRead: 'none' };

/** The caller that looks after the numbers of the account reports who uses them; those numbers are people's all the same. */
const REPORTS: RouteRule = { scopes: ['numbers'], withoutRead: 'others' };

/** Every route of our API. One that is not here answers 404 to everybody, so none can be without its scope. */
export const API_ROUTES = {
  'POST /bindings': CHANGES_BINDINGS,
  'PATCH /bindings/{bindingId}': CHANGES_BINDINGS,
  'PUT /bindings/{bindingId}/temporary-callee': CHANGES_BINDINGS,
  'DELETE /bindings': CHANGES_BINDINGS,
  'DELETE /bindings/{bindingId}': CHANGES_BINDINGS,
  'POST /parties/change': CHANGES_BINDINGS,
  'POST /blocks': CHANGES_BINDINGS,
  'DELETE /blocks/{blockId}': CHANGES_BINDINGS,
  'GET /blocks': READS,
  'GET /bindings': READS,
  'GET /bindings/{bindingId}': READS,
  'GET /calls': READS,
  'GET /calls/{callId}': READS,
  'GET /calls/{callId}/recording': { scopes: ['recordings'], withoutRead: 'none' },
  'POST /calls/{callId}/stop': { scopes: ['bindings'], withoutRead: 'none' },
  'GET /messages': READS,
  'GET /numbers': NUMBERS,
  'PUT /numbers': NUMBERS,
  'PATCH /numbers/{x}': NUMBERS,
  'GET /pool': NUMBERS,
  // The handler masks by itself, because a sheet is not JSON.
  'GET /usage': { scopes: ['usage'], withoutRead: 'none' },
  'POST /reports': REPORTS,
  'GET /reports': REPORTS,
  'DELETE /reports': REPORTS,
} as const satisfies Readonly<Record<string, RouteRule>>;
export type ApiRoute = keyof typeof API_ROUTES;

/** Tells whether a route key of the gateway is a route of our API. */
export const isApiRoute = (routeKey: string): routeKey is ApiRoute => Object.hasOwn(API_ROUTES, routeKey);

/** The rule of a route. */
export const ruleOf = (route: ApiRoute): RouteRule => API_ROUTES[route];
