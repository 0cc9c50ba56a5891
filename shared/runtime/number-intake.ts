import { createApplyNumberReport } from '../numbers/apply-number-report.ts';
import { createDynamoNumberFailureStore } from '../numbers/dynamo-number-failure-store.ts';
import { createRecordNumberFailure } from '../numbers/number-failures.ts';
import type { NumberIntake } from '../pushes/intake/keep-item.ts';
import type { Configuration } from './configuration.ts';
import { type NumberTables, numberParts } from './number-parts.ts';
import type { Runtime } from './runtime.ts';

/** What pushes do to the number pool, put together for one configuration. */
export const numberIntake = (
  runtime: Runtime,
  tables: NumberTables,
  configuration: Configuration,
): NumberIntake => {
  const parts = numberParts(runtime, tables, configuration);
  const applyReport = createApplyNumberReport(parts);
  const numberFailures = createDynamoNumberFailureStore({ ...parts, table: tables.NUMBERS_TABLE });
  return { applyReport, recordFailure: createRecordNumberFailure({ numberFailures, applyReport }) };
};
