import {
  ACCESS_ROUTES,
  BINDING_ROUTES,
  CALL_ROUTES,
  END_ROUTES,
  MESSAGE_ROUTES,
  NUMBER_ROUTES,
  OPERATION_ROUTES,
  PARTY_ROUTES,
  REPORT_ROUTES,
  type RouteRule,
  USAGE_ROUTES,
} from './route-rules.ts';

/**
 * Every route of our API. A function is given those of its own subject alone: one that is not among them answers 404 to everybody, so
 * none can be without its scope, and no function carries the routes of the others.
 */
export const API_ROUTES = {
  ...ACCESS_ROUTES,
  ...BINDING_ROUTES,
  ...END_ROUTES,
  ...PARTY_ROUTES,
  ...CALL_ROUTES,
  ...MESSAGE_ROUTES,
  ...NUMBER_ROUTES,
  ...USAGE_ROUTES,
  ...REPORT_ROUTES,
  ...OPERATION_ROUTES,
};
export type ApiRoute = keyof typeof API_ROUTES;

/** The rules of some of them. */
export type ApiRoutes = Readonly<Partial<Record<ApiRoute, RouteRule>>>;
