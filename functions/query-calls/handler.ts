import { assembleCall, subscriptionOf } from '../../shared/calls/assemble-call.ts';
import type { BindingLookup, BindingsOf } from '../../shared/calls/binding-lookup.ts';
import { bindingIdFor, rememberingLookup } from '../../shared/calls/binding-lookup.ts';
import type { Call } from '../../shared/calls/call.ts';
import type { CallAudit } from '../../shared/calls/call-audit.ts';
import type { CallEntry, CallReader, CallRecords } from '../../shared/calls/call-store.ts';
import { type CallListQuery, listCalls } from '../../shared/calls/list-calls.ts';
import { idFromPath, queryOf } from '../../shared/http/api-request.ts';
import { languageHeaders, languageOf } from '../../shared/http/language.ts';
import type { ApiHandler, ApiRequest } from '../../shared/http/middlewares/chains.ts';
import { type HttpResult, json } from '../../shared/http/problem.ts';
import type { HttpEvent } from '../../shared/http/request.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Language } from '../../shared/outcomes/code-table.ts';
import { linkRecording } from '../../shared/recordings/store/link-recording.ts';
import type { RecordingLinks } from '../../shared/recordings/store/recording-links.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { CallQuery, RecordingQuery } from './schema.ts';

type CallFilterQuery = Pick<CallListQuery, 'party' | 'x'>;

export type Deps = Readonly<{
  calls: CallReader;
  bindings: BindingLookup;
  cursors: Cursors<CallEntry>;
  audit: CallAudit;
  links: RecordingLinks;
  logger: Logger;
  clock: Clock;
}>;

/** `GET /calls`, `GET /calls/{callId}` and `GET /calls/{callId}/recording`. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async ({ event, caller }) => {
    switch (event.routeKey) {
      case 'GET /calls':
        return answerList(deps, event);
      case 'GET /calls/{callId}':
        return answerCall(deps, event);
      case 'GET /calls/{callId}/recording':
        return answerRecording(deps, { event, caller });
      default:
        throw new AppError('not-found', 'there is no such route');
    }
  };

const answerList = async (deps: Deps, event: HttpEvent): Promise<HttpResult> => {
  const language = languageOf(event);
  const { from, to, limit, cursor, ...filter } = queryOf(event, CallQuery);
  const cursors = deps.cursors.of('calls', filter);
  const bindings = rememberingLookup(deps.bindings);
  const query = { ...filter, from, to, limit, after: cursors.read(cursor) };
  const page = await listCalls({ calls: deps.calls, bindings }, query);
  const until = query.after?.startedAt ?? to;
  await bindings.lookAhead(
    bindingsOf(filter, until),
    page.items.flatMap((records) => subscriptionOf(records) ?? []),
  );
  const items = await Promise.all(page.items.map((records) => viewOf(bindings, records, language)));
  return json(
    200,
    { items, nextCursor: cursors.write(page.next), ...namedUnreadable(page) },
    languageHeaders(language),
  );
};

const answerCall = async (deps: Deps, event: HttpEvent): Promise<HttpResult> => {
  const language = languageOf(event);
  const call = await viewOf(deps.bindings, await findCall(deps.calls, event), language);
  return json(200, call, languageHeaders(language));
};

const answerRecording = async (deps: Deps, { event, caller }: ApiRequest): Promise<HttpResult> => {
  const { leg } = queryOf(event, RecordingQuery);
  const records = await findCall(deps.calls, event);
  return json(200, await linkRecording(deps, records, { leg, apiKeyName: caller.apiKeyName }));
};

/** The bindings that the calls of a list are of; `undefined` for a list of one binding. */
const bindingsOf = ({ party, x }: CallFilterQuery, until: string | undefined): BindingsOf | undefined => {
  if (party !== undefined) return { party, until };
  return x === undefined ? undefined : { x, until };
};

/** The view of a call that callers get. */
const viewOf = async (bindings: BindingLookup, records: CallRecords, language: Language): Promise<Call> =>
  assembleCall(records, { bindingId: await bindingIdFor(bindings, subscriptionOf(records)), language });

const findCall = async (calls: CallReader, event: HttpEvent): Promise<CallRecords> => {
  const records = await calls.read(idFromPath(event, 'callId'));
  if (records === undefined) throw new AppError('not-found', 'there is no call with this id');
  return records;
};
