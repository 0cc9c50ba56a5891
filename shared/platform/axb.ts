import { type BindingTerms, CALL_DIRECTIONS } from '../bindings/binding.ts';
import type {
  BindingChange,
  BindingPlatform,
  BindRequest,
  Bound,
  PlatformBinding,
  PlatformPage,
} from '../bindings/binding-platform.ts';
import type { E164 } from '../kernel/e164.ts';
import type { PlatformResult } from '../kernel/platform-outcome.ts';
import { axbBinding, axbBound, axbList } from './axb-answers.ts';
import type { PlatformApp, PlatformCall, PlatformClient } from './client.ts';
import type { Query } from './query-string.ts';

/** One path for all operations of the mode (`privatenumber_02_0002` to `_0005`). */
const PATH = '/rest/caas/relationnumber/partners/v1.0';

/** Nothing to unbind: gone, never there, or X is not ours any more, which arrears look like as well. */
const NOTHING_TO_UNBIND = ['1012007', '1016001', '1012001'];

/** No match, in the code of the pages, of the FAQ, and one that clients met for well-formed queries. */
const NO_MATCH = ['1012007', '1016001', '1010002'];

/** What a modify answers when there is no such binding. */
const NOTHING_TO_MODIFY = ['1012007', '1016001'];

/** The largest page there is; a size out of range would count as 50. */
const PAGE_SIZE = 100;

/** No page but the last is shorter, whatever size the platform really took. */
const SMALLEST_PAGE = 10;

/** An X holds 5000 pairs at most. */
const MOST_PAGES = 5000 / SMALLEST_PAGE;

/** Two people joined through X, either of whom may call it: AXB mode of one app. */
export const createAxbPlatform = (client: PlatformClient, app: PlatformApp): BindingPlatform => {
  const query = (parameters: Query) => client.call(app, queryCall(parameters));
  return {
    bind: (request) => client.call(app, bindCall(request)),
    unbind: (subscriptionId) => client.call(app, unbindCall(subscriptionId)),
    async get(subscriptionId) {
      return only(await query({ subscriptionId }), (entry) => entry.subscriptionId === subscriptionId);
    },
    async find({ x, a, b }) {
      // A pair has two parties; nobody is bound alone here.
      if (b === undefined) return { kind: 'ok', value: undefined };
      const joinsThem = (entry: PlatformBinding) => entry.x === x && joins(entry, a, b);
      const asAsked = only(await query({ relationNum: x, callerNum: a, calleeNum: b }), joinsThem);
      if (asAsked.kind !== 'ok' || asAsked.value !== undefined) return asAsked;
      return only(await query({ relationNum: x, callerNum: b, calleeNum: a }), joinsThem);
    },
    modify: (subscriptionId, change, terms) => client.call(app, modifyCall(subscriptionId, change, terms)),
    async list(x, after = '1') {
      const found = await query({ relationNum: x, pageIndex: after, pageSize: String(PAGE_SIZE) });
      return found.kind === 'ok' ? { kind: 'ok', value: pageOf(found.value, Number(after)) } : found;
    },
  };
};

/** `privatenumber_02_0002`. Never repeated here: a repeat is refused, or takes another X. */
const bindCall = (request: BindRequest): PlatformCall<Bound> => ({
  operation: 'axb.bind',
  method: 'POST',
  path: PATH,
  body: bindBody(request),
  idempotent: false,
  success: 'result',
  read: ({ json }) => axbBound(json, request.x),
});

/** `privatenumber_02_0003`. */
const unbindCall = (subscriptionId: string): PlatformCall<'released' | 'not-found'> => ({
  operation: 'axb.unbind',
  method: 'DELETE',
  path: PATH,
  query: { subscriptionId },
  idempotent: true,
  success: 'result',
  read: () => 'released',
  none: { codes: NOTHING_TO_UNBIND, value: 'not-found' },
  countNone: 'unbindNotFound',
});

/** `privatenumber_02_0004`. Absolute values: a repeat leaves what one call leaves, but for a life time, which starts anew. */
const modifyCall = (
  subscriptionId: string,
  change: BindingChange,
  terms: BindingTerms,
): PlatformCall<'modified' | 'not-found'> => ({
  operation: 'axb.modify',
  method: 'PUT',
  path: PATH,
  body: { subscriptionId, ...modifyFields(change, terms) },
  idempotent: true,
  success: 'result',
  read: () => 'modified',
  none: { codes: NOTHING_TO_MODIFY, value: 'not-found' },
});

/** `privatenumber_02_0005`. */
const queryCall = (query: Query): PlatformCall<readonly PlatformBinding[]> => ({
  operation: 'axb.query',
  method: 'GET',
  path: PATH,
  query,
  idempotent: true,
  success: 'result',
  read: ({ json }) => axbList(json)?.map(axbBinding),
  none: { codes: NO_MATCH, value: [] },
});

/** The end is told by a short page and not by `totalCount`, of which nobody says what it counts. */
const pageOf = (bindings: readonly PlatformBinding[], page: number): PlatformPage => ({
  bindings,
  next: bindings.length < SMALLEST_PAGE || page >= MOST_PAGES ? undefined : String(page + 1),
});

/** The one entry that was asked for: the platform's filters are trusted to leave something out, not to be exact. */
const only = (
  found: PlatformResult<readonly PlatformBinding[]>,
  isIt: (entry: PlatformBinding) => boolean,
): PlatformResult<PlatformBinding | undefined> =>
  found.kind === 'ok' ? { kind: 'ok', value: found.value.find(isIt) } : found;

const joins = (entry: PlatformBinding, one: E164, other: E164): boolean =>
  (entry.a === one && entry.b === other) || (entry.a === other && entry.b === one);

/** Absent fields are left out, which is the platform's own default. */
const bindBody = ({ a, b, x, areaCode, areaMatch, terms }: BindRequest) => ({
  callerNum: a,
  calleeNum: b,
  ...(x === undefined ? { areaCode, areaMatchMode: areaMatch === 'loose' ? '1' : '0' } : { relationNum: x }),
  callDirection: CALL_DIRECTIONS.indexOf(terms.callDirection),
  duration: terms.ttlSeconds,
  ...recordingFields(terms),
  maxDuration: terms.maxCallMinutes,
  lastMinVoice: terms.maxCallMinutes ? terms.lastMinuteTone : undefined,
  privateSms: terms.sms === undefined ? undefined : String(terms.sms),
  preVoice: preVoice(terms),
  userData: terms.userData,
});

/**
 * Only what changes, and what the platform reads together with it. A life time is sent only when it changes, because
 * sending it starts it anew.
 */
const modifyFields = (change: BindingChange, terms: BindingTerms) => ({
  callerNum: change.a,
  calleeNum: change.b,
  callDirection:
    change.callDirection === undefined ? undefined : CALL_DIRECTIONS.indexOf(change.callDirection),
  duration: change.ttlSeconds === null ? 0 : change.ttlSeconds,
  ...(change.record === undefined && change.recordTone === undefined ? {} : recordingFields(terms)),
  maxDuration: change.maxCallMinutes,
  lastMinVoice:
    terms.maxCallMinutes && (change.maxCallMinutes !== undefined || change.lastMinuteTone !== undefined)
      ? terms.lastMinuteTone
      : undefined,
  privateSms: change.sms === undefined ? undefined : String(change.sms),
  preVoice: change.waitingTones === undefined ? undefined : preVoice(terms),
  userData: change.userData,
});

/** Flags are text. The tone is only read when recording is on. */
const recordingFields = ({ record, recordTone }: BindingTerms) => ({
  recordFlag: String(record),
  recordHintTone: record ? recordTone : undefined,
});

/** What A and B hear when they call X, in the platform's names for them. */
const preVoice = ({ waitingTones }: BindingTerms) =>
  waitingTones?.a === undefined && waitingTones?.b === undefined
    ? undefined
    : { callerHintTone: waitingTones.a, calleeHintTone: waitingTones.b };
