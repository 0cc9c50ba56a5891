import * as v from 'valibot';
import { apiFunction, jsonBody, queryOf } from '../../shared/http/api-function.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { type HttpResult, json } from '../../shared/http/problem.ts';
import { bodyBytes, type HttpEvent, headerOf, parseWith } from '../../shared/http/request.ts';
import { type Clock, iso } from '../../shared/kernel/clock.ts';
import { type E164, parsePrivateNumber } from '../../shared/kernel/e164.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { NumberStore } from '../../shared/numbers/number-store.ts';
import { type ImportStep, planImport } from '../../shared/numbers/plan-import.ts';
import type { ListedNumber, PrivateNumber } from '../../shared/numbers/private-number.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { csvToImport } from './csv-import.ts';
import { ImportBody, ImportQuery, ListQuery, StateBody } from './schema.ts';

/** Where a list of numbers goes on: after this app and X. */
export const NumberPlace = v.strictObject({ app: v.string(), x: v.string() });
export type NumberPlace = v.InferOutput<typeof NumberPlace>;

type Deps = Readonly<{
  apps: readonly string[];
  numbers: NumberStore;
  /** Every number of an app, those of the configuration included. */
  pool: (app: string) => Promise<readonly PrivateNumber[]>;
  countLive: (x: string) => Promise<number>;
  cursors: Cursors<NumberPlace>;
  clock: Clock;
  logger: Logger;
}>;

/** A list of ten thousand numbers as CSV; JSON bodies stay within the limit of the whole API. */
const MOST_CSV_BYTES = 1024 * 1024;

const WRITES_AT_ONCE = 10;

/** GET /numbers, PUT /numbers and PATCH /numbers/{x}: the pool. */
export const createHandler = (deps: Deps): HttpHandler =>
  apiFunction(deps.logger, async ({ event }) => {
    switch (event.routeKey) {
      case 'PUT /numbers':
        return importNumbers(deps, event);
      case 'PATCH /numbers/{x}':
        return setState(deps, event);
      default:
        return list(deps, event);
    }
  });

const byPlace = (left: NumberPlace, right: NumberPlace): number =>
  left.app === right.app ? (left.x < right.x ? -1 : 1) : left.app < right.app ? -1 : 1;

const list = async ({ apps, pool, countLive, cursors }: Deps, event: HttpEvent): Promise<HttpResult> => {
  const { app, areaCode, state, limit, cursor } = queryOf(event, ListQuery);
  const listCursors = cursors.of('numbers', { app, areaCode, state });
  const after = listCursors.read(cursor);
  const pools = await Promise.all(apps.filter((known) => app === undefined || known === app).map(pool));
  const wanted = pools
    .flat()
    .filter((number) => areaCode === undefined || number.areaCode === areaCode)
    .filter((number) => state === undefined || number.state === state)
    .sort(byPlace)
    .filter((number) => after === undefined || byPlace(after, number) < 0);
  const page = wanted.slice(0, limit);
  const last = page.at(-1);
  const items = await Promise.all(page.map(async (number) => view(number, await countLive(number.x))));
  return json(200, {
    items,
    nextCursor: listCursors.write(
      last === undefined || page.length === wanted.length ? undefined : placeOf(last),
    ),
  });
};

const placeOf = ({ app, x }: PrivateNumber): NumberPlace => ({ app, x });

const view = ({ app, x, areaCode, sms, state, cause }: PrivateNumber, liveBindings: number) => ({
  app,
  x,
  areaCode: areaCode ?? null,
  sms,
  state,
  cause: cause ?? null,
  liveBindings,
});

const importNumbers = async (deps: Deps, event: HttpEvent): Promise<HttpResult> => {
  const query = queryOf(event, ImportQuery);
  const app = appOf(deps.apps, query.app);
  const steps = planImport(app, listedNumbers(event), await deps.pool(app), deps.clock());
  if (query.dryRun === 'false') await carryOut(deps.numbers, steps);
  const counts = countsOf(steps);
  deps.logger.info('numbers-imported', { app, dryRun: query.dryRun === 'true', ...counts });
  const diff = steps.filter(({ kind }) => kind !== 'unchanged');
  return json(200, {
    ...counts,
    diff: diff.map(({ kind, number, fields }) => ({ kind, x: number.x, fields })),
  });
};

const countsOf = (steps: readonly ImportStep[]) => {
  const count = (kind: ImportStep['kind']) => steps.filter((step) => step.kind === kind).length;
  return {
    added: count('added'),
    changed: count('changed'),
    retired: count('retired'),
    unchanged: count('unchanged'),
  };
};

const carryOut = async (numbers: NumberStore, steps: readonly ImportStep[]): Promise<void> => {
  const writes = steps.filter(({ kind }) => kind !== 'unchanged');
  for (let start = 0; start < writes.length; start += WRITES_AT_ONCE)
    await Promise.all(writes.slice(start, start + WRITES_AT_ONCE).map(({ number }) => numbers.save(number)));
};

const listedNumbers = (event: HttpEvent): readonly ListedNumber[] => {
  const isCsv = /^text\/csv\b/i.test(headerOf(event, 'content-type') ?? '');
  const numbers = isCsv
    ? parseWith(ImportBody, csvToImport(csvText(event)), 'CSV')
    : jsonBody(event, ImportBody);
  return numbers.map(({ x, areaCode, sms }) => ({ x, areaCode, sms }));
};

const csvText = (event: HttpEvent): string => {
  const bytes = bodyBytes(event);
  if (bytes.byteLength > MOST_CSV_BYTES)
    throw new AppError('payload-too-large', 'the CSV is larger than 1 MiB');
  return bytes.toString('utf8');
};

const appOf = (apps: readonly string[], name: string | undefined): string => {
  const [only, ...others] = apps;
  if (name === undefined && only !== undefined && others.length === 0) return only;
  const errors = [
    { path: 'app', message: name === undefined ? 'is required: there are several apps' : 'is no app' },
  ];
  if (name === undefined || !apps.includes(name))
    throw new AppError('invalid-request', 'the query is not valid: app', { errors });
  return name;
};

const setState = async (deps: Deps, event: HttpEvent): Promise<HttpResult> => {
  const { apps, numbers, pool, countLive, clock, logger } = deps;
  const { state, cause } = jsonBody(event, StateBody);
  const x = privateNumberOf(event.pathParameters?.['x'] ?? '');
  const found = (await Promise.all(apps.map(pool))).flat().find((number) => number.x === x);
  if (found === undefined) throw new AppError('not-found', 'there is no such private number');
  const { cause: _former, ...kept } = found;
  const number = { ...kept, state, stateAt: iso(clock()), ...(cause === undefined ? {} : { cause }) };
  await numbers.save(number);
  logger.info('number-state-set', { app: number.app, state, cause });
  return json(200, view(number, await countLive(number.x)));
};

const privateNumberOf = (written: string): E164 => {
  const x = parsePrivateNumber(decodePath(written));
  if (x === undefined) throw new AppError('not-found', 'there is no such private number');
  return x;
};

/** Gateways differ in whether they hand path parameters over decoded. */
const decodePath = (written: string): string => written.replace(/^%2B/i, '+');
