import { assembleCall, subscriptionOf } from '../../shared/calls/assemble-call.ts';
import type { BindingLookup, LastHolderOf } from '../../shared/calls/binding-lookup.ts';
import { bindingIdFor, rememberingLookup } from '../../shared/calls/binding-lookup.ts';
import type { Call } from '../../shared/calls/call.ts';
import type { CallAudit } from '../../shared/calls/call-audit.ts';
import { heardOfAt } from '../../shared/calls/call-place.ts';
import type { CallEntry, CallReader, CallRecords } from '../../shared/calls/call-store.ts';
import { bindingsOfCalls, listCalls } from '../../shared/calls/list-calls.ts';
import { idFromPath, queryOf, queryOrBodyOf } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import { languageHeaders, languageOf } from '../../shared/http/language.ts';
import { seesApp } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Language } from '../../shared/outcomes/code-table.ts';
import { linkRecording } from '../../shared/recordings/store/link-recording.ts';
import type { RecordingLinks } from '../../shared/recordings/store/recording-links.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { CallQuery, RecordingQuery } from './schema.ts';

export type Deps = Readonly<{
  apps: readonly Readonly<{ name: string }>[];
  calls: CallReader;
  bindings: BindingLookup;
  /** Says who had a private number last: for one request, because it remembers what it has read. */
  lastHolders: () => LastHolderOf;
  cursors: Cursors<CallEntry>;
  audit: CallAudit;
  links: RecordingLinks;
  logger: Logger;
  clock: Clock;
}>;

/** `GET /calls`, `POST /calls/search`, `GET /calls/{callId}` and `GET /calls/{callId}/recording`. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async (request) => {
    switch (request.route) {
      case 'GET /calls':
      case 'POST /calls/search':
        return answerList(deps, request);
      case 'GET /calls/{callId}':
        return answerCall(deps, request);
      case 'GET /calls/{callId}/recording':
        return answerRecording(deps, request);
      default:
        throw new AppError('not-found', 'there is no such route');
    }
  };

const answerList = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const language = languageOf(event);
  const { from, to, limit, cursor, ...filter } = queryOrBodyOf(event, CallQuery);
  const seen = deps.apps.map(({ name }) => name).filter((name) => seesApp(caller, name));
  knownApp(seen, filter.app);
  const cursors = deps.cursors.of('calls', filter);
  const bindings = rememberingLookup(deps.bindings);
  const orphan = filter.orphan === undefined ? undefined : filter.orphan === 'true';
  const after = cursors.read(cursor);
  const query = { ...filter, orphan, from, to, limit, after, apps: caller.apps };
  const page = await listCalls({ calls: deps.calls, bindings }, query);
  const until = query.after?.startedAt ?? to;
  await bindings.lookAhead(
    bindingsOfCalls(filter, until),
    page.items.flatMap((records) => subscriptionOf(records) ?? []),
  );
  const lookups = { bindings, lastHolderOf: deps.lastHolders() };
  const items = await Promise.all(page.items.map((records) => viewOf(lookups, records, language)));
  const view = { items, nextCursor: cursors.write(page.next), ...namedUnreadable(page) };
  return auditedJson({ count: items.length }, 200, view, languageHeaders(language));
};

const answerCall = async (deps: Deps, request: ApiRequest): Promise<AuditedAnswer> => {
  const language = languageOf(request.event);
  const lookups = { bindings: deps.bindings, lastHolderOf: deps.lastHolders() };
  const call = await viewOf(lookups, await findCall(deps.calls, request), language);
  return auditedJson({ count: 1, id: call.callId }, 200, call, languageHeaders(language));
};

const answerRecording = async (deps: Deps, request: ApiRequest): Promise<AuditedAnswer> => {
  const { leg } = queryOf(request.event, RecordingQuery);
  const records = await findCall(deps.calls, request);
  const link = await linkRecording(deps, records, { leg, apiKeyName: request.caller.apiKeyName });
  return auditedJson({ count: 1, id: records.callId }, 200, link);
};

type Lookups = Readonly<{ bindings: BindingLookup; lastHolderOf: LastHolderOf }>;

/** The view of a call that callers get. */
const viewOf = async (
  { bindings, lastHolderOf }: Lookups,
  records: CallRecords,
  language: Language,
): Promise<Call> => {
  const bindingId = await bindingIdFor(bindings, subscriptionOf(records));
  const call = assembleCall(records, { bindingId, language });
  const { app, mode, x } = call;
  if (bindingId !== undefined || x === null) return call;
  return { ...call, lastHolder: (await lastHolderOf({ app, mode, x, at: heardOfAt(records) })) ?? null };
};

const findCall = async (calls: CallReader, { event, caller }: ApiRequest): Promise<CallRecords> => {
  const records = await calls.read(idFromPath(event, 'callId'), caller.apps);
  if (records === undefined) throw new AppError('not-found', 'there is no call with this id');
  return records;
};
