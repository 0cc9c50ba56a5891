import { idFromPath, jsonBody, queryOf } from '../../shared/http/api-request.ts';
import type { Caller } from '../../shared/http/middlewares/api-guard.ts';
import { type ApiRequest, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { addSeconds, iso } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { type PushRoute, QUARANTINE_KEPT_SECONDS } from '../../shared/pushes/intake/push-journal.ts';
import { keptWindow } from '../../shared/pushes/maintenance/kept-window.ts';
import type { QuarantineLine } from '../../shared/pushes/overview/quarantine-list.ts';
import { type SentFields, sentFields } from '../../shared/pushes/overview/sent-fields.ts';
import { type Answering, appsMeant, type Deps } from './deps.ts';
import { DiscardBody, QuarantineQuery } from './schema.ts';

/** One item with the fields of what was sent; `null` where that is in the journal alone, or was erased. */
export type QuarantineItemView = QuarantineLine & Readonly<{ route: PushRoute; sent: SentFields | null }>;

/** `GET /operations/quarantine`, the oldest first. */
export const answerQuarantine = async (deps: Deps, { event, caller }: ApiRequest): Answering => {
  const { app, limit, cursor } = queryOf(event, QuarantineQuery);
  const apps = appsMeant(deps, caller, app, 'query');
  const cursors = deps.cursors.of('quarantine', { app });
  const after = cursors.read(cursor)?.after;
  const { items, next } = await deps.quarantine.page({ ...everKept(deps), after, limit, apps });
  const nextCursor = cursors.write(next === undefined ? undefined : { after: next });
  return auditedJson({ count: items.length }, 200, { items, nextCursor });
};

/** The time of everything that can lie there. */
export const everKept = ({ clock }: Pick<Deps, 'clock'>) => {
  const now = clock();
  const from = iso(addSeconds(now, -2 * QUARANTINE_KEPT_SECONDS));
  return keptWindow({ from, to: iso(addSeconds(now, QUARANTINE_KEPT_SECONDS)) }, 'quarantine', now);
};

/** `GET /operations/quarantine/{itemId}`. */
export const answerItem = async (deps: Deps, { event, caller }: ApiRequest): Answering => {
  const line = await waitingItem(deps, caller, idFromPath(event, 'itemId'));
  const item = await deps.readItem(line.itemId);
  if (item === undefined) throw notThere();
  const sent = item.sent === undefined ? null : sentFields(item.sent);
  const view = { ...line, route: item.route, sent } satisfies QuarantineItemView;
  return auditedJson({ count: 1, id: line.itemId }, 200, view);
};

/** `POST /operations/quarantine/discard`. */
export const answerDiscard = async (deps: Deps, { event, caller }: ApiRequest): Answering => {
  const { itemId, dryRun } = jsonBody(event, DiscardBody);
  await waitingItem(deps, caller, itemId);
  const report = await deps.discard({ id: itemId, operator: caller.apiKeyName, dryRun });
  return auditedJson({ count: 1, id: itemId }, 200, report);
};

/** An item that waits. @throws {AppError} `not-found`, also for one of another app. */
export const waitingItem = async (
  { quarantine }: Pick<Deps, 'quarantine'>,
  { apps }: Caller,
  itemId: string,
): Promise<QuarantineLine> => {
  const line = await quarantine.find(itemId, apps);
  if (line === undefined) throw notThere();
  return line;
};

const notThere = (): AppError => new AppError('not-found', 'no item in quarantine has this id');
