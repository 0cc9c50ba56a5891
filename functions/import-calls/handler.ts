import type { ConsoleApp } from '../../shared/calls/console/console-cdr.ts';
import type { ImportCounts } from '../../shared/calls/console/import-counts.ts';
import type { Judgement } from '../../shared/calls/console/judge-calls.ts';
import type { ConsoleCall } from '../../shared/calls/console/read-console-calls.ts';
import type { UndoneImport } from '../../shared/calls/console/undo-import.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { IdSource } from '../../shared/kernel/ids.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { type PartEvent, readImportEvent, type UndoEvent } from './schema.ts';

type Deps = Readonly<{
  apps: readonly ConsoleApp[];
  judge: (app: ConsoleApp, calls: readonly ConsoleCall[]) => Promise<Judgement>;
  importCalls: (app: ConsoleApp, importId: string, calls: readonly ConsoleCall[]) => Promise<ImportCounts>;
  undo: (
    of: Readonly<{ app: string; importId: string; after: string | undefined }>,
    dryRun: boolean,
  ) => Promise<UndoneImport>;
  newId: IdSource;
  logger: Logger;
}>;

/** Judges or stores a part of the console's list of calls, or takes an import back. Invoked by people only: `npm run ops -- calls`. */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown): Promise<ImportCounts | Judgement | UndoneImport> => {
    const order = readImportEvent(event);
    const app = deps.apps.find((each) => each.name === order.app);
    if (app === undefined)
      throw new AppError(
        'invalid-request',
        `app must be one of ${deps.apps.map((each) => each.name).join(', ')}`,
      );
    return 'undo' in order ? undo(deps, order) : part(deps, app, order);
  };

const part = async (
  { judge, importCalls, newId, logger }: Deps,
  app: ConsoleApp,
  { operator, calls, dryRun, importId = newId() }: PartEvent,
): Promise<ImportCounts | Judgement> => {
  const told = {
    operator,
    route: 'calls import',
    soughtFor: { app: app.name },
    found: { count: calls.length },
  };
  if (dryRun) {
    const judgement = await judge(app, calls);
    const { faults, apart, ...counts } = judgement;
    logger.audit('data-read', { ...told, ...counts, faults: faults.length, apart: apart.length });
    return judgement;
  }
  const counts = await importCalls(app, importId, calls);
  logger.audit('data-changed', { ...told, importId, ...counts });
  return counts;
};

const undo = async (
  { undo: takeBack, logger }: Deps,
  { app, operator, undo: importId, after, dryRun }: UndoEvent,
): Promise<UndoneImport> => {
  const undone = await takeBack({ app, importId, after }, dryRun);
  const { records, removed } = undone;
  logger.audit(dryRun ? 'data-read' : 'data-changed', {
    operator,
    route: 'calls undo',
    soughtFor: { app },
    found: { count: records },
    importId,
    removed,
  });
  return undone;
};
