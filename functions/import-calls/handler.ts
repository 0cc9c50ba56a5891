import type { ConsoleApp } from '../../shared/calls/console/console-cdr.ts';
import type { ImportCounts } from '../../shared/calls/console/import-calls.ts';
import type { ConsoleCall } from '../../shared/calls/console/read-console-calls.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { readImportEvent } from './schema.ts';

type Deps = Readonly<{
  apps: readonly ConsoleApp[];
  importCalls: (app: ConsoleApp, calls: readonly ConsoleCall[], dryRun: boolean) => Promise<ImportCounts>;
  logger: Logger;
}>;

/** Stores a part of the console's list of calls. Invoked by people only: `npm run ops -- calls import`. */
export const createHandler =
  ({ apps, importCalls, logger }: Deps) =>
  async (event: unknown): Promise<ImportCounts> => {
    const { app: name, operator, calls, dryRun } = readImportEvent(event);
    const app = apps.find((each) => each.name === name);
    if (app === undefined)
      throw new AppError('invalid-request', `app must be one of ${apps.map((each) => each.name).join(', ')}`);
    const counts = await importCalls(app, calls, dryRun);
    logger.audit(dryRun ? 'data-read' : 'data-changed', {
      operator,
      route: 'calls import',
      soughtFor: { app: name },
      found: { count: calls.length },
      ...counts,
    });
    return counts;
  };
