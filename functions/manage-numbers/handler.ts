import { jsonBody, queryOf, refuseQuery } from '../../shared/http/api-request.ts';
import { invalidApp, knownApp } from '../../shared/http/known-app.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { bodyBytes, type HttpEvent, headerOf } from '../../shared/http/request.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { parsePrivateNumber } from '../../shared/kernel/e164.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { changeNumber } from '../../shared/numbers/change-number.ts';
import { importNumbers } from '../../shared/numbers/import-numbers.ts';
import { listNumbers, type NumberPlace } from '../../shared/numbers/list-numbers.ts';
import type { OpenLoss } from '../../shared/numbers/losses/number-loss.ts';
import type { NumberStore } from '../../shared/numbers/number-store.ts';
import type { CountedNumber, PrivateNumber } from '../../shared/numbers/private-number.ts';
import type { CurrentPoolOf } from '../../shared/numbers/report/current-pool.ts';
import type { PoolRules } from '../../shared/numbers/report/pool-report.ts';
import { decodeTable } from '../../shared/numbers/table/decode-table.ts';
import { type NumberTable, readNumberTable } from '../../shared/numbers/table/read-number-table.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import {
  ImportBody,
  ImportQuery,
  ListNumbersQuery,
  NamedNumberChangeBody,
  NumberChangeBody,
  NumberQuery,
  PoolQuery,
} from './schema.ts';

type Deps = Readonly<{
  apps: readonly string[];
  numbers: NumberStore;
  seeds: readonly PrivateNumber[];
  countLive: (x: string) => Promise<number>;
  keyOf: (x: string) => string;
  openLoss: OpenLoss;
  cursors: Cursors<NumberPlace>;
  poolRules: readonly PoolRules[];
  currentPoolOf: CurrentPoolOf;
  clock: Clock;
  logger: Logger;
}>;

/** The size of ten thousand numbers as a table; JSON bodies stay within the limit of the whole API. */
const MOST_TABLE_BYTES = 1024 * 1024;

/** GET, PUT and PATCH /numbers, PATCH /numbers/{x} and GET /pool: the private numbers, and how full the pool is. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async (request) => {
    switch (request.route) {
      case 'PUT /numbers':
        return answerImport(deps, request);
      case 'PATCH /numbers':
        return answerNamedChange(deps, request);
      case 'PATCH /numbers/{x}':
        return answerChange(deps, request);
      case 'GET /pool':
        return answerPool(deps, request);
      default:
        return answerList(deps, request);
    }
  };

/** The apps that exist for the caller. */
const appsFor = ({ apps }: Deps, caller: Caller): readonly string[] =>
  apps.filter((app) => seesApp(caller, app));

const answerList = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const apps = appsFor(deps, caller);
  const { limit, cursor, ...filter } = queryOf(event, ListNumbersQuery);
  knownApp(apps, filter.app);
  const cursors = deps.cursors.of('numbers', filter);
  const page = await listNumbers({ ...deps, apps }, { ...filter, limit, after: cursors.read(cursor) });
  const items = page.items.map(view);
  const list = { items, nextCursor: cursors.write(page.next), ...namedUnreadable(page) };
  return auditedJson({ count: items.length }, 200, list);
};

const view = ({ number, liveBindings }: CountedNumber) => ({
  app: number.app,
  x: number.x,
  areaCode: number.areaCode ?? null,
  sms: number.sms,
  state: number.state,
  cause: number.cause ?? null,
  reserved: number.reserved ?? false,
  liveBindings,
});

const answerPool = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const apps = appsFor(deps, caller);
  const asked = knownApp(apps, queryOf(event, PoolQuery).app);
  const rules = deps.poolRules.filter(
    ({ app }) => apps.includes(app) && (asked === undefined || app === asked),
  );
  const pools = await Promise.all(rules.map(deps.currentPoolOf));
  const items = pools.flatMap(({ report: { cities, ...report }, ageSeconds }) =>
    cities.map(({ lowSince = null, ...city }) => ({
      app: report.app,
      mode: report.mode,
      ...city,
      lowSince,
      measuredAt: report.measuredAt,
      ageSeconds,
      complete: report.complete,
    })),
  );
  return auditedJson({ count: items.length }, 200, { items });
};

const answerImport = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const { app: name, dryRun, force, ifDifference } = queryOf(event, ImportQuery);
  const appsOfCaller = appsFor(deps, caller);
  const app = appOf(appsOfCaller, name);
  const { listed, ignoredColumns } = importedTable(event);
  const { counts, changes, fingerprint, forceNeeded, unreadable } = await importNumbers(deps, {
    app,
    appsOfCaller,
    listed,
    dryRun: dryRun === 'true',
    force: force === 'true',
    ifDifference,
  });
  const diff = changes.map(({ kind, number, fields }) => ({ kind, x: number.x, fields }));
  return auditedJson({ count: changes.length }, 200, {
    ...counts,
    diff,
    fingerprint,
    ignoredColumns,
    ...(forceNeeded ? { forceNeeded } : {}),
    ...namedUnreadable({ unreadable }),
  });
};

/** Spreadsheets and browsers name the type of a table in many ways, so whatever is not JSON is read as a table. */
const importedTable = (event: HttpEvent): NumberTable => {
  const bytes = bodyBytes(event);
  if (isJson(headerOf(event, 'content-type') ?? '', bytes)) {
    const listed = jsonBody(event, ImportBody).map((number, index) => ({
      x: number.x,
      areaCode: number.areaCode,
      sms: number.sms,
      place: `${index}.x`,
    }));
    return { listed, ignoredColumns: [] };
  }
  if (bytes.byteLength > MOST_TABLE_BYTES)
    throw new AppError('payload-too-large', 'the table is larger than 1 MiB');
  return readNumberTable(decodeTable(bytes));
};

const isJson = (type: string, bytes: Buffer): boolean =>
  /\bjson\b/i.test(type) || /^(?:\xEF\xBB\xBF)?\s*[[{]/.test(bytes.toString('latin1', 0, 64));

const appOf = (apps: readonly string[], name: string | undefined): string => {
  const [only, ...others] = apps;
  const app = knownApp(apps, name) ?? (others.length === 0 ? only : undefined);
  if (app === undefined) throw invalidApp('is required: there are several apps');
  return app;
};

const answerChange = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const appsOfCaller = appsFor(deps, caller);
  const app = knownApp(appsOfCaller, queryOf(event, NumberQuery).app);
  const change = jsonBody(event, NumberChangeBody);
  const x = parsePrivateNumber(decodePath(event.pathParameters?.['x'] ?? ''));
  const counted = x === undefined ? undefined : await changeNumber(deps, { x, app, appsOfCaller, ...change });
  return answerChanged(counted);
};

const answerNamedChange = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  refuseQuery(event);
  const appsOfCaller = appsFor(deps, caller);
  const { app, ...change } = jsonBody(event, NamedNumberChangeBody);
  knownApp(appsOfCaller, app, 'body');
  return answerChanged(await changeNumber(deps, { app, appsOfCaller, ...change }));
};

const answerChanged = (counted: CountedNumber | undefined): AuditedAnswer => {
  if (counted === undefined) throw new AppError('not-found', 'there is no such private number');
  return auditedJson({ count: 1 }, 200, view(counted));
};

/** Gateways differ in whether they hand path parameters over decoded; no number holds a percent sign. */
const decodePath = (written: string): string => {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
};
