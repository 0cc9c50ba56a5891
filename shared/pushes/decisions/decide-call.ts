import type { XRoute } from '../../bindings/model/x-route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type E164, readPlatformNumber } from '../../kernel/e164.ts';

/** A live call of X mode that waits for its route. */
export type IncomingCall = Readonly<{ app: string; x: string | undefined; caller: string | undefined }>;

/** The decision about the call. `reason` is for the log: why it is not put through. */
export type CallDecision =
  | Readonly<{ kind: 'connect'; x: E164; route: XRoute }>
  | Readonly<{ kind: 'close'; reason: 'unreadable-number' | 'no-route' | 'expired' | 'direction' }>;

/** Finds the route of a caller on an X, in one read. @throws {AppError} `store-unavailable`. */
export type FindRoute = (app: string, x: E164, caller: E164) => Promise<XRoute | undefined>;

/** Decides a live call by the local route alone. A caller without a route is not put through to anybody. */
export const createDecideCall =
  (findRoute: FindRoute, clock: Clock) =>
  async ({ app, x: called, caller: calling }: IncomingCall): Promise<CallDecision> => {
    const x = called === undefined ? undefined : readPlatformNumber(called);
    const caller = calling === undefined ? undefined : readPlatformNumber(calling);
    if (x === undefined || caller === undefined) return { kind: 'close', reason: 'unreadable-number' };
    const route = await findRoute(app, x, caller);
    if (route === undefined) return { kind: 'close', reason: 'no-route' };
    if (route.expiresAt !== undefined && route.expiresAt <= clock().toISOString())
      return { kind: 'close', reason: 'expired' };
    return route.mayCall ? { kind: 'connect', x, route } : { kind: 'close', reason: 'direction' };
  };
