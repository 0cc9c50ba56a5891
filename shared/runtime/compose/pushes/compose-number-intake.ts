import { createApplyNumberReport } from '../../../numbers/apply-number-report.ts';
import { createDynamoNumberFailureStore } from '../../../numbers/failures/dynamo-number-failure-store.ts';
import { createRecordNumberFailure } from '../../../numbers/failures/number-failures.ts';
import type { NumberIntake } from '../../../pushes/intake/keep-item.ts';
import type { composeNumbers } from '../compose-numbers.ts';

/** The effects of pushes on the number pool. */
export const composeNumberIntake = (numbers: ReturnType<typeof composeNumbers>): NumberIntake => {
  const applyReport = createApplyNumberReport(numbers);
  const numberFailures = createDynamoNumberFailureStore({
    ...numbers,
    table: numbers.variables.NUMBERS_TABLE,
  });
  return { applyReport, recordFailure: createRecordNumberFailure({ numberFailures, applyReport }) };
};
