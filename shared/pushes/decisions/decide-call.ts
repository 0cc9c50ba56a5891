import type { XRoute } from '../../bindings/model/x-route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type E164, readPlatformNumber } from '../../kernel/e164.ts';

/** A live call of X mode that waits for its route. */
export type IncomingCall = Readonly<{ app: string; x: string | undefined; caller: string | undefined }>;

/** The decision about the call. `reason` is for the log: why it is not put through. */
export type CallDecision =
  | Readonly<{ kind: 'connect'; x: E164; route: XRoute }>
  | Readonly<{
      kind: 'close';
      reason: 'unreadable-number' | 'blocked' | 'no-route' | 'expired' | 'direction';
    }>;

/** Finds the route of a caller on an X, in one read. @throws {AppError} `store-unavailable`. */
export type FindRoute = (app: string, x: E164, caller: E164) => Promise<XRoute | undefined>;

/** Whether a person may not reach anybody in an app. @throws {AppError} `store-unavailable`. */
export type IsBlocked = (app: string, person: E164) => Promise<boolean>;

/** Decides a live call by the local route alone. A caller without a route, or who is blocked, is not put through to anybody. */
export const createDecideCall =
  (findRoute: FindRoute, isBlocked: IsBlocked, clock: Clock) =>
  async ({ app, x: called, caller: calling }: IncomingCall): Promise<CallDecision> => {
    const x = readPlatformNumber(called ?? '');
    const caller = readPlatformNumber(calling ?? '');
    if (x === undefined || caller === undefined) return { kind: 'close', reason: 'unreadable-number' };
    const [route, blocked] = await Promise.all([findRoute(app, x, caller), isBlocked(app, caller)]);
    return blocked ? { kind: 'close', reason: 'blocked' } : byRoute(x, route, clock());
  };

const byRoute = (x: E164, route: XRoute | undefined, now: Date): CallDecision => {
  if (route === undefined) return { kind: 'close', reason: 'no-route' };
  if (route.expiresAt !== undefined && route.expiresAt <= now.toISOString())
    return { kind: 'close', reason: 'expired' };
  return route.mayCall ? { kind: 'connect', x, route } : { kind: 'close', reason: 'direction' };
};
