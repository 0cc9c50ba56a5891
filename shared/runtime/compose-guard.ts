import { type AccessEntry, parseAccess } from '../http/access/access-document.ts';
import { type ApiGuard, type Caller, Stranger } from '../http/middlewares/api-guard.ts';
import { createApiKeyGuard } from '../http/middlewares/api-key-guard.ts';
import { createCountStrangers } from '../http/middlewares/count-strangers.ts';
import { createIamGuard, createJwtGuard } from '../http/middlewares/gateway-guards.ts';
import type { HttpEvent } from '../http/request.ts';
import { addSeconds, type Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../observability/logger.ts';
import { readVariables } from './environment.ts';
import { createRefreshedDocument, UnreadableDocument } from './refreshed-document.ts';
import type { Runtime } from './runtime.ts';

/** The guard of the deployment, with the document that it goes by. */
export type ComposedGuard = Readonly<{
  /**
   * @throws {Stranger} for a stranger.
   * @throws {AppError} `store-unavailable` while the access document cannot be read, because nobody can be told from a stranger.
   */
  identify: (event: HttpEvent) => Promise<Caller>;
  /** Reads the access document before the first event; never fails. */
  prepare: () => Promise<void>;
  /** Begins to read the access document where that is due, beside the configuration document; never fails. */
  readAhead: () => void;
}>;

/**
 * The guard that `API_GUARD` names. Callers with a token are known by the token alone; the access document lists the others.
 *
 * @throws {Error} for a setting that is not valid, and without `ACCESS_URI`.
 */
export const composeGuard = (runtime: Runtime): ComposedGuard => {
  const { clock, environment, logger, readConfiguration } = runtime;
  const { apiGuard, jwtScopePrefix } = runtime.settings();
  const counted = countingStrangers(clock, logger);
  if (apiGuard === 'jwt') {
    const guard = createJwtGuard(jwtScopePrefix);
    return { identify: counted(async () => guard), prepare: async () => {}, readAhead: () => {} };
  }
  const { ACCESS_URI } = readVariables(environment, ['ACCESS_URI']);
  const create = apiGuard === 'key' ? createApiKeyGuard : createIamGuard;
  const document = createRefreshedDocument({
    document: 'access',
    uri: ACCESS_URI,
    clock,
    logger,
    read: readConfiguration,
    parse: (text) => {
      const { callers } = parseAccess(text);
      tellExpiring(callers, clock, logger);
      return callers;
    },
    build: (callers) => create(callers, clock),
  });
  return {
    identify: counted(() => guardIn(document)),
    prepare: document.prepare,
    readAhead: () => {
      document.current().catch(() => undefined);
    },
  };
};

const countingStrangers = (clock: Clock, logger: Logger) => {
  const count = createCountStrangers(logger, clock);
  return (current: () => Promise<ApiGuard>): ComposedGuard['identify'] =>
    async (event) => {
      try {
        return (await current())(event);
      } catch (error) {
        if (error instanceof Stranger) count(error.reason);
        throw error;
      }
    };
};

const guardIn = async ({ current }: { current: () => Promise<ApiGuard> }): Promise<ApiGuard> => {
  try {
    return await current();
  } catch (cause) {
    if (!(cause instanceof UnreadableDocument)) throw cause;
    throw new AppError('store-unavailable', 'the access document cannot be read', { cause });
  }
};

/** Long enough for a caller to be told, to get a new key, and to move. */
const WARNED_BEFORE_SECONDS = 14 * 24 * 3600;

/** Warns of keys that end soon, with each reading of the document, so that an alarm stays on until the last one is renewed. */
const tellExpiring = (callers: readonly AccessEntry[], clock: Clock, logger: Logger): void => {
  const now = clock();
  const soon = addSeconds(now, WARNED_BEFORE_SECONDS);
  const expiring = callers.flatMap(({ name, expiresAt }) =>
    expiresAt !== undefined && expiresAt > now && expiresAt <= soon ? [{ name, expiresAt }] : [],
  );
  if (expiring.length === 0) return;
  logger.warn('keys-expiring', { callers: expiring });
  logger.metrics({ keysExpiring: expiring.length });
};
