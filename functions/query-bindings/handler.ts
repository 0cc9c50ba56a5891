import * as v from 'valibot';
import { unknownBinding } from '../../shared/bindings/model/binding-errors.ts';
import type { BindingPlace, BindingRecord, BindingStore } from '../../shared/bindings/model/binding-store.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import type { Verification } from '../../shared/bindings/read/verify-binding.ts';
import { idFromPath, queryOf } from '../../shared/http/api-request.ts';
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
  get: BindingStore['get'];
  list: ReturnType<typeof createListBindings>;
  verify: (record: BindingRecord) => Promise<Verification>;
  cursors: Cursors<BindingPlace>;
  clock: Clock;
}>;

/** The place that a cursor of this list holds. */
export const ListPlace = v.strictObject({ bindingId: v.string(), createdAt: v.string() });

/** GET /bindings/{bindingId}, with `?verify=true` compared with the platform's, and GET /bindings, a list. */
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
  { list, cursors, clock }: Deps,
  { event, caller: { apps } }: ApiRequest,
): Promise<AuditedAnswer> => {
  const { status, limit, cursor, ...numbers } = queryOf(event, ListBindingsQuery);
  const filter = withoutUndefined(numbers);
  const listCursors = cursors.of('bindings', { ...filter, status });
  const page = await list({ filter, status, apps, limit, after: listCursors.read(cursor) });
  return auditedJson({ count: page.bindings.length }, 200, {
    items: page.bindings.map((binding) => bindingView(binding, clock())),
    nextCursor: listCursors.write(page.next),
    ...namedUnreadable(page),
  });
};

const withoutUndefined = ({
  a,
  b,
  x,
  y,
  reference,
}: Omit<ListBindingsQuery, 'status' | 'limit' | 'cursor'>) => ({
  ...(a === undefined ? {} : { a }),
  ...(b === undefined ? {} : { b }),
  ...(x === undefined ? {} : { x }),
  ...(y === undefined ? {} : { y }),
  ...(reference === undefined ? {} : { reference }),
});
