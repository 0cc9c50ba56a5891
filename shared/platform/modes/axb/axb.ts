import type {
  BindingPlatform,
  PlatformBinding,
  PlatformPage,
} from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import type { PlatformApp, PlatformClient } from '../../client/client.ts';
import type { Query } from '../../client/query-string.ts';
import { only, withId } from '../answer-fields.ts';
import { createModeCalls, type ModeCallsData } from '../mode-calls.ts';
import { createModify } from '../modify.ts';
import { axbBindings, axbBound, axbLaterBindings } from './axb-answers.ts';
import { axbBindFields, axbChangeFields } from './axb-fields.ts';

/** `privatenumber_02_0002` to `_0005`. */
const AXB: ModeCallsData = {
  mode: 'axb',
  path: '/rest/caas/relationnumber/partners/v1.0',
  none: {
    modify: ['1012007', '1016001'],
    // The code of the pages, of the FAQ, and one that clients met for well-formed queries.
    query: ['1012007', '1016001', '1010002'],
  },
};

/** The largest page there is; a size out of range would count as 50. */
const PAGE_SIZE = '100';

const FIRST_PAGE = '1';

/** No page but the last is shorter, whatever size the platform really took. */
const SMALLEST_PAGE = 10;

/** An X holds 5000 pairs at most. */
const MOST_PAGES = 5000 / SMALLEST_PAGE;

/** Two people joined through X, either of whom may call it: AXB mode of one app. */
export const createAxbPlatform = (client: PlatformClient, app: PlatformApp): BindingPlatform => {
  const calls = createModeCalls(client, app, AXB);
  const query = (parameters: Query, read = axbBindings) => calls.query(parameters, read, []);
  const get: BindingPlatform['get'] = async (subscriptionId) =>
    withId(await query({ subscriptionId }), subscriptionId);
  return {
    get,
    bind: (request) => calls.bind(axbBindFields(request), (json) => axbBound(json, request.x)),
    unbind: (subscriptionId) => calls.unbind({ subscriptionId }, () => get(subscriptionId)),
    modify: createModify(calls, get, axbChangeFields),
    async find({ x, a, b }) {
      // A pair has two parties; nobody is bound alone here.
      if (b === undefined) return { kind: 'ok', value: undefined };
      const joinsThem = (entry: PlatformBinding) => entry.x === x && joins(entry, a, b);
      const asAsked = only(await query({ relationNum: x, callerNum: a, calleeNum: b }), joinsThem);
      if (asAsked.kind !== 'ok' || asAsked.value !== undefined) return asAsked;
      return only(await query({ relationNum: x, callerNum: b, calleeNum: a }), joinsThem);
    },
    async list(x, after) {
      const page = { relationNum: x, pageIndex: after ?? FIRST_PAGE, pageSize: PAGE_SIZE };
      const found = await query(page, after === undefined ? axbBindings : axbLaterBindings);
      return found.kind === 'ok' ? { kind: 'ok', value: pageOf(found.value, Number(page.pageIndex)) } : found;
    },
  };
};

/** The end is told by a short page and not by `totalCount`, of which nobody says what it counts. */
const pageOf = (bindings: readonly PlatformBinding[], page: number): PlatformPage => ({
  bindings,
  next: bindings.length < SMALLEST_PAGE || page >= MOST_PAGES ? undefined : String(page + 1),
});

const joins = (entry: PlatformBinding, one: E164, other: E164): boolean =>
  (entry.a === one && entry.b === other) || (entry.a === other && entry.b === one);
