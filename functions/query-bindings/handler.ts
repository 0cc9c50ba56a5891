import * as v from 'valibot';
import { unknownBinding } from '../../shared/bindings/model/binding-errors.ts';
import type {
  BindingFilter,
  BindingPlace,
  BindingRecord,
  BindingStore,
} from '../../shared/bindings/model/binding-store.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import type { Verification } from '../../shared/bindings/read/verify-binding.ts';
import { idFromPath, queryOf, queryOrBodyOf } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import { seesApp } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { ListBindingsQuery, ReadQuery } from './schema.ts';

type Deps = Readonly<{
  apps: readonly Readonly<{ name: string }>[];
  get: BindingStore['get'];
  list: ReturnType<typeof createListBindings>;
  verify: (record: BindingRecord) => Promise<Verification>;
  cursors: Cursors<BindingPlace>;
  clock: Clock;
}>;

/** The place that a cursor of this list holds. */
export const ListPlace = v.strictObject({ bindingId: v.string(), createdAt: v.string() });

/** GET /bindings/{bindingId}, with `?verify=true` compared with the platform's, and GET /bindings or POST /bindings/search, a list. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async (request) =>
    request.route === 'GET /bindings/{bindingId}' ? readOne(deps, request) : readList(deps, request);

const readOne = async (
  { get, verify, clock }: Deps,
  { event, caller }: ApiRequest,
): Promise<AuditedAnswer> => {
  const query = queryOf(event, ReadQuery);
  const record = await get(idFromPath(event, 'bindingId'), caller.apps);
  if (record === undefined) throw unknownBinding();
  const found = { count: 1, id: record.binding.bindingId };
  const view = bindingView(record.binding, clock());
  if (query.verify === 'false') return auditedJson(found, 200, view);
  return auditedJson(found, 200, { ...view, platform: await verify(record) });
};

const readList = async (
  { apps, list, cursors, clock }: Deps,
  { event, caller }: ApiRequest,
): Promise<AuditedAnswer> => {
  const { status, at, from, to, limit, cursor, ...fields } = queryOrBodyOf(event, ListBindingsQuery);
  const seen = apps.map(({ name }) => name).filter((name) => seesApp(caller, name));
  const filter = definedOf({ ...fields, app: knownApp(seen, fields.app) });
  const listCursors = cursors.of('bindings', { ...filter, status, at });
  const after = listCursors.read(cursor);
  const page = await list({ filter, status, at, from, to, apps: caller.apps, limit, after });
  return auditedJson({ count: page.bindings.length }, 200, {
    items: page.bindings.map((binding) => bindingView(binding, clock())),
    nextCursor: listCursors.write(page.next),
    ...namedUnreadable(page),
  });
};

/** The fields that were asked for. */
const definedOf = (fields: { [Field in keyof BindingFilter]: string | undefined }): BindingFilter =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
