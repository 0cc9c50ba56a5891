import { accepts } from '../../shared/http/accepts.ts';
import { maskNumber } from '../../shared/http/access/mask-numbers.ts';
import { queryOf } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import { type ApiHandler, type AuditedAnswer, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { headerOf } from '../../shared/http/request.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { redactText } from '../../shared/observability/redact-text.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import {
  rowKey,
  type UsageQuery,
  type UsageReport,
  type UsageRow,
} from '../../shared/usage/report/read-usage.ts';
import { usageSheet } from '../../shared/usage/report/usage-csv.ts';
import { spanView, usageSpan } from '../../shared/usage/report/usage-span.ts';
import { usageView } from '../../shared/usage/report/usage-view.ts';
import { MOST_ROWS, UsageRequest } from './schema.ts';

type Deps = Readonly<{
  apps: readonly string[];
  read: (query: UsageQuery) => Promise<UsageReport>;
  cursors: Cursors<Readonly<{ after: string }>>;
  clock: Clock;
}>;

/** A year, and the month in which it is asked for; of references a month, because each of their bindings is read. */
const MOST_DAYS = { day: 400, app: 400, x: 400, reference: 31 };

/** `GET /usage`, as JSON or as a sheet. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async ({ event, caller }) => {
    const { app, from, to, by, limit, cursor } = queryOf(event, UsageRequest);
    const visible = deps.apps.filter((name) => seesApp(caller, name));
    const named = knownApp(visible, app);
    const span = usageSpan({ from, to }, deps.clock(), MOST_DAYS[by]);
    const query = { ...span, by, apps: named === undefined ? visible : [named] };
    const cursors = deps.cursors.of('usage', { app, by, ...span });
    const after = cursors.read(cursor)?.after;
    // A browser asks for anything, a spreadsheet or a person for this.
    const isSheet = accepts(headerOf(event, 'accept'), 'text/csv');
    if (isSheet && (limit !== undefined || cursor !== undefined))
      throw new AppError('invalid-request', 'a sheet has every row: limit and cursor are for JSON');
    const report = await deps.read(query);
    if (isSheet) return sheetAnswer(report, query, caller);
    const rest = report.rows.filter((row) => after === undefined || rowKey(row) > after);
    const page = rest.slice(0, limit ?? MOST_ROWS);
    const last = rest.length > page.length ? page.at(-1) : undefined;
    return auditedJson({ count: page.length }, 200, {
      ...{ ...spanView(span), by },
      items: page.map((row) => usageView(shownRow(caller, row))),
      nextCursor: cursors.write(last && { after: rowKey(last) }),
      total: usageView(report.total),
      uncounted: report.uncounted,
    });
  };

const sheetAnswer = (report: UsageReport, { by, first, last }: UsageQuery, caller: Caller): AuditedAnswer => {
  const answer = auditedJson({ count: report.rows.length }, 200, null, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="usage-${first}-${last}-by-${by}.csv"`,
  });
  return {
    ...answer,
    body: usageSheet(
      by,
      report.rows.map((row) => shownRow(caller, row)),
    ),
  };
};

/** A caller who is to see numbers masked sees them so in both forms, and no number in a reference. */
const shownRow = ({ scopes }: Caller, row: UsageRow): UsageRow => {
  if (scopes.includes('read') || !scopes.includes('read:masked')) return row;
  return {
    ...row,
    ...(row.x ? { x: maskNumber(row.x) } : {}),
    ...(row.reference ? { reference: redactText(row.reference) } : {}),
  };
};
