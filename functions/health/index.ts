import { createLogger } from '../../shared/observability/logger.ts';
import { readSettings } from '../../shared/runtime/environment.ts';
import { createHandler } from './handler.ts';

const { logLevel } = readSettings(process.env);

/** GET /health and every path that no other function has. */
export const handler = createHandler(createLogger({ clock: () => new Date(), level: logLevel }));
