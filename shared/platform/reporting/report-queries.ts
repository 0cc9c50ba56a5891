import * as v from 'valibot';
import { type E164, parsePartyNumber } from '../../kernel/e164.ts';
import { PAGE_SIZE, type ReportQueries, type SaidPage, type SaidState } from '../../reporting/report.ts';
import { type CallReporting, jsonBodyOf, REPORTED_NUMBERS } from './call-reporting.ts';

/** The queries for reports (`privatenumber_a_number_0006`). */
export const createReportQueries = (call: CallReporting): ReportQueries => {
  const query = (parameters: object) =>
    call({
      operation: 'report.query',
      method: 'POST',
      path: `${REPORTED_NUMBERS}/query`,
      body: jsonBodyOf(parameters),
      read: readPage,
    });
  return {
    page: (page) => query({ page, size: PAGE_SIZE }),
    ask: (numbers) => query({ page: 1, size: PAGE_SIZE, number: numbers }),
  };
};

const Page = v.object({
  total: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.number()),
  numbers: v.array(
    v.object({
      number: v.string(),
      reportStatus: v.union([v.string(), v.number()]),
      failReason: v.fallback(v.optional(v.string()), undefined),
    }),
  ),
});

/** `reportStatus` of the query. A further one of a later release is `unknown`. */
const STATES: Readonly<Record<string, SaidState['state']>> = { 0: 'reported', 1: 'failed', 2: 'in-progress' };

const MOST_REASON_CHARACTERS = 256;

const readPage = (answer: unknown): SaidPage | undefined => {
  const parsed = v.safeParse(Page, answer);
  if (!parsed.success) return undefined;
  const said = parsed.output.numbers.flatMap(({ number, reportStatus, failReason }) => {
    const read: E164 | undefined = parsePartyNumber(number)?.number;
    const state = STATES[String(reportStatus)] ?? 'unknown';
    const reason = failReason ? { failReason: failReason.slice(0, MOST_REASON_CHARACTERS) } : {};
    return read === undefined ? [] : [[read, { state, ...(state === 'failed' ? reason : {}) }] as const];
  });
  return { total: parsed.output.total, said: new Map(said) };
};
