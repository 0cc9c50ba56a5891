import { REPORT_ROUTES } from '../../shared/http/access/route-rules.ts';
import { findReport, removeReport } from '../../shared/reporting/find-report.ts';
import { listReports, ReportPlace } from '../../shared/reporting/list-reports.ts';
import { submitReports } from '../../shared/reporting/submit-reports.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeReportChanges } from '../../shared/runtime/compose/compose-reports.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** POST, GET and DELETE /reports, POST /reports/search and /reports/delete */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES, routes: REPORT_ROUTES }, (composition) => {
    const access = composeStoreAccess(composition);
    const reports = composeReportChanges(access);
    const reporting = reports && {
      submit: (orders: Parameters<typeof submitReports>[1]) => submitReports(reports, orders),
      find: (number: Parameters<typeof findReport>[1]) => findReport(reports, number),
      list: (query: Parameters<typeof listReports>[1]) =>
        listReports({ ...reports, table: reports.variables.BINDINGS_TABLE }, query),
      remove: (number: Parameters<typeof removeReport>[1]) => removeReport(reports, number),
    };
    return createHandler({
      reporting,
      cursors: createCursors(access.sealer, ReportPlace),
      clock: access.clock,
    });
  });

export const handler = await lambdaHandler(compose);
