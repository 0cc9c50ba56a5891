import * as v from 'valibot';
import { PartyNumber } from '../../shared/http/number-schemas.ts';
import { OperatorName } from '../../shared/http/operator-name.ts';

/** The schedule's event, and an operator's order to lift the bar of a number. A misspelt field must not start a refresh. */
export const ReportNumbersEvent = v.pipe(
  v.strictObject({
    lift: v.optional(PartyNumber),
    operator: v.optional(OperatorName),
    dryRun: v.optional(v.boolean(), false),
  }),
  v.check(
    ({ lift, operator }) => (lift === undefined) === (operator === undefined),
    'must have lift and operator together',
  ),
);
