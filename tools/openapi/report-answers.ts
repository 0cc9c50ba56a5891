import * as v from 'valibot';
import { REPORT_STATES } from '../../shared/reporting/report.ts';
import { CountField, listOf, MomentField, PhoneField } from './answer-fields.ts';

const reportFields = {
  number: PhoneField,
  state: v.pipe(
    v.picklist(REPORT_STATES),
    v.description(
      '`unknown`: the platform has no report of the number. Calls of an A who is not `reported` are intercepted.',
    ),
  ),
  failReason: v.pipe(v.nullable(v.string()), v.description("The platform's own words about a failure.")),
  failures: v.pipe(CountField, v.description('Failures in a row.')),
  barred: v.pipe(
    v.boolean(),
    v.description('Two failures in a row: the platform takes no further report by itself.'),
  ),
  nextReportAt: v.pipe(
    v.nullable(MomentField),
    v.description('Before that no further report is taken; `null`: no waiting helps, or is needed.'),
  ),
  submittedAt: v.nullable(MomentField),
  checkedAt: v.pipe(v.nullable(MomentField), v.description('When the platform said the state.')),
};

/** The report of one number. */
export const NumberReportAnswer = v.object(reportFields);

/** One, or a page. */
export const ReportOrList = v.union([NumberReportAnswer, listOf(NumberReportAnswer)]);

/** The numbers of a submission. */
export const SubmittedReports = v.object({
  items: v.array(
    v.object({
      ...reportFields,
      submitted: v.pipe(v.boolean(), v.description('`false`: it is reported already, and was not sent.')),
    }),
  ),
});

/** The warnings in the answer with a binding. */
export const WarningsField = v.pipe(
  v.array(v.object({ code: v.picklist(['not-reported']), path: v.picklist(['a']) })),
  v.minLength(1),
  v.description(
    'What is wrong with the binding all the same: its A is not reported to the carriers. For apps that only warn of it.',
  ),
);
