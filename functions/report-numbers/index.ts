import { createDynamoRefreshPlace } from '../../shared/reporting/dynamo-refresh-place.ts';
import { liftBar } from '../../shared/reporting/find-report.ts';
import { listReports, type ReportPlace } from '../../shared/reporting/list-reports.ts';
import { refreshReports } from '../../shared/reporting/refresh-reports.ts';
import { PAGE_SIZE } from '../../shared/reporting/report.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeReports } from '../../shared/runtime/compose/compose-reports.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** Every hour: how the platform says that each A is reported. By hand: lets a number be reported again that failed twice. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    { variables: BINDING_VARIABLES, whenUnreadable: untilFilled(runtime) },
    (composition) => {
      const reports = composeReports(composeStoreAccess(composition));
      const { logger } = runtime;
      if (reports === undefined) return createHandler({ logger, work: undefined });
      const place = createDynamoRefreshPlace(reports.documents, reports.variables.BINDINGS_TABLE);
      const inTable = { ...reports, table: reports.variables.BINDINGS_TABLE };
      const stored = (after: ReportPlace) =>
        listReports(inTable, { state: undefined, limit: PAGE_SIZE, after });
      return createHandler({
        logger,
        work: {
          refresh: (hasTime) => refreshReports({ ...reports, place, stored }, hasTime),
          lift: (number, dryRun) => liftBar(reports, number, dryRun),
        },
      });
    },
  );

export const handler = await lambdaHandler(compose);
