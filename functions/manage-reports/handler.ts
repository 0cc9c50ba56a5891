import { jsonBody, queryOrBodyOf } from '../../shared/http/api-request.ts';
import type { Caller } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { E164 } from '../../shared/kernel/e164.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { ReadablePage } from '../../shared/kernel/page.ts';
import type { ReportPlace } from '../../shared/reporting/list-reports.ts';
import type { ReportRecord, ReportState } from '../../shared/reporting/report.ts';
import { type ReportView, reportView } from '../../shared/reporting/report-view.ts';
import type { ReportOrder, SubmissionOutcome } from '../../shared/reporting/submit-reports.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { ReportQuery, ReportsBody, ReportsQuery } from './schema.ts';

/** Reports of the account of the platform. */
export type Reporting = Readonly<{
  submit: (orders: readonly ReportOrder[]) => Promise<readonly SubmissionOutcome[]>;
  find: (number: E164) => Promise<ReportRecord>;
  list: (query: {
    state: ReportState | undefined;
    limit: number;
    after: ReportPlace | undefined;
  }) => Promise<ReadablePage<ReportRecord, ReportPlace>>;
  remove: (number: E164) => Promise<ReportRecord>;
}>;

type Deps = Readonly<{
  /** Absent: the configuration has no access to the API for reports. */
  reporting: Reporting | undefined;
  cursors: Cursors<ReportPlace>;
  clock: Clock;
}>;

/** POST, GET and DELETE /reports, POST /reports/search and /reports/delete: the actual users of A numbers. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async (request) => {
    mayReport(request.caller);
    const { reporting } = deps;
    if (reporting === undefined)
      throw new AppError('not-found', 'this deployment has no access to the reporting of numbers');
    switch (request.route) {
      case 'POST /reports':
        return answerSubmit(deps, reporting, request);
      case 'DELETE /reports':
      case 'POST /reports/delete':
        return answerRemove(deps, reporting, request);
      default:
        return answerGet(deps, reporting, request);
    }
  };

/** A report counts for all apps of the account, so whoever may see some of them only would see the people of the others. */
const mayReport = ({ apps }: Caller): void => {
  if (apps !== undefined)
    throw new AppError(
      'forbidden',
      'reports belong to all apps together, and this caller may see some of them only',
    );
};

const answerSubmit = async (
  deps: Deps,
  reporting: Reporting,
  { event }: ApiRequest,
): Promise<AuditedAnswer> => {
  const { numbers } = jsonBody(event, ReportsBody);
  const outcomes = await reporting.submit(
    numbers.map(({ number: { number, line }, operatorNumber, ...person }) => ({
      ...person,
      number,
      line,
      ...(operatorNumber === undefined ? {} : { operatorNumber: operatorNumber.number }),
    })),
  );
  const items = outcomes.map(({ record, submitted }) => ({ ...shown(deps, record), submitted }));
  const status = outcomes.some(({ submitted }) => submitted) ? 202 : 200;
  return {
    ...auditedJson({ count: items.length }, status, { items }),
    named: { number: outcomes.map(({ record }) => record.number) },
  };
};

const answerGet = async (deps: Deps, reporting: Reporting, { event }: ApiRequest): Promise<AuditedAnswer> => {
  const { number, state, limit, cursor } = queryOrBodyOf(event, ReportsQuery);
  if (number !== undefined) {
    const record = await reporting.find(number.number);
    return { ...auditedJson({ count: 1 }, 200, shown(deps, record)), named: { number: number.number } };
  }
  const cursors = deps.cursors.of('reports', { state });
  const page = await reporting.list({ state, limit, after: cursors.read(cursor) });
  const items = page.items.map((record) => shown(deps, record));
  const list = { items, nextCursor: cursors.write(page.next), ...namedUnreadable(page) };
  return auditedJson({ count: items.length }, 200, list);
};

const answerRemove = async (
  deps: Deps,
  reporting: Reporting,
  { event }: ApiRequest,
): Promise<AuditedAnswer> => {
  const { number } = queryOrBodyOf(event, ReportQuery).number;
  const record = await reporting.remove(number);
  return { ...auditedJson({ count: 1 }, 200, shown(deps, record)), named: { number } };
};

const shown = ({ clock }: Deps, record: ReportRecord): ReportView => reportView(record, clock());
