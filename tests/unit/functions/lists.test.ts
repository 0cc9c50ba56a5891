import { describe, expect, it } from 'vitest';
import { createHandler as manageNumbers } from '../../../functions/manage-numbers/handler.ts';
import {
  ListPlace as BindingPlace,
  createHandler as queryBindings,
} from '../../../functions/query-bindings/handler.ts';
import { createHandler as queryCalls } from '../../../functions/query-calls/handler.ts';
import { createHandler as queryMessages } from '../../../functions/query-messages/handler.ts';
import { CallPlace } from '../../../shared/calls/list-calls.ts';
import type { HttpHandler } from '../../../shared/http/middlewares/chains.ts';
import { lettersOf } from '../../../shared/kernel/ids.ts';
import { MessagePlace } from '../../../shared/messages/list-messages.ts';
import { NumberPlace } from '../../../shared/numbers/list-numbers.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createCursors } from '../../../shared/sealing/cursor.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';
import { aKeptCdr } from '../../builders/call-records.ts';
import { createMemoryCallReader } from '../../fakes/memory-call-reader.ts';

const NOW = new Date('2026-03-10T08:00:00.000Z');
const X = '+8617000000001';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const logger = createLogger({ clock: () => NOW, write: () => undefined });
const clock = () => NOW;
const bindingLookup = { bySubscription: async () => undefined, subscriptionOf: async () => undefined };

/** More than any page holds. */
const THINGS = Array.from({ length: 150 }, (_, number) => number);
const idOf = (number: number): string => lettersOf(new Uint8Array(16).fill(number));
const momentOf = (number: number): string => new Date(NOW.getTime() - number * 1000).toISOString();

const bindings = (): HttpHandler =>
  testChain(
    logger,
    queryBindings({
      apps: [],
      list: async ({ limit }: { limit: number }) => ({
        bindings: THINGS.slice(0, limit).map((number) => ({
          bindingId: idOf(number),
          app: 'rides',
          mode: 'AXB',
          status: 'active',
          a: '+8613800000001',
          b: '+8613900000002',
          x: X,
          terms: { callDirection: 'both', record: false },
          createdAt: momentOf(number),
          version: 1,
        })),
        next: { bindingId: idOf(limit - 1), createdAt: momentOf(limit - 1) },
        unreadable: [],
      }),
      cursors: createCursors(sealer, BindingPlace),
      clock,
      logger,
    } as never),
  );

const calls = (): HttpHandler =>
  testChain(
    logger,
    queryCalls({
      apps: [],
      lastHolders: () => async () => undefined,
      calls: createMemoryCallReader(
        THINGS.map((number) => ({
          callId: idOf(number),
          cdrs: [aKeptCdr({ startedAt: momentOf(number) })],
          events: [],
        })),
      ),
      bindings: bindingLookup,
      cursors: createCursors(sealer, CallPlace),
      clock,
      logger,
    } as never),
  );

const messages = (): HttpHandler =>
  testChain(
    logger,
    queryMessages({
      messages: {
        list: async (_filter: unknown, { limit }: { limit: number }) => ({
          messages: THINGS.slice(0, limit).map((number) => ({
            messageId: idOf(number),
            listedAt: momentOf(number),
            receivedAt: momentOf(number),
            message: { app: 'rides', mode: 'AXB', notification: 'Notify', direction: 'from-a' },
          })),
          unreadable: [],
        }),
      },
      bindings: bindingLookup,
      cursors: createCursors(sealer, MessagePlace),
      logger,
    } as never),
  );

const numbers = (): HttpHandler =>
  testChain(
    logger,
    manageNumbers({
      apps: ['rides'],
      numbers: {
        ofApp: async () => ({
          numbers: THINGS.map((number) => ({
            app: 'rides',
            x: `${X}${100 + number}`,
            sms: true,
            state: 'available',
          })),
          unreadable: [],
        }),
      },
      seeds: [],
      countLive: async () => 0,
      cursors: createCursors(sealer, NumberPlace),
      clock,
      logger,
    } as never),
  );

type List = Readonly<{
  route: string;
  make: () => HttpHandler;
  filter: Record<string, string>;
  otherFilter: Record<string, string>;
}>;

const LISTS: readonly List[] = [
  { route: 'GET /bindings', make: bindings, filter: { x: X }, otherFilter: { reference: 'r' } },
  { route: 'GET /calls', make: calls, filter: { x: X }, otherFilter: { party: '13800000001' } },
  { route: 'GET /messages', make: messages, filter: { x: X }, otherFilter: { x: '+8617000000002' } },
  { route: 'GET /numbers', make: numbers, filter: {}, otherFilter: { state: 'available' } },
];

const send = async ({ route, make }: List, query: Record<string, string>) => {
  const { statusCode, body } = await make()(anApiEvent({ route, query }), aContext());
  return { status: statusCode, body: JSON.parse(body ?? '') };
};

describe.each(LISTS)('the page limit of $route', (list) => {
  it.each([
    ['absent', undefined, 50],
    ['1', '1', 1],
    ['7', '7', 7],
    ['99', '99', 99],
    ['100', '100', 100],
  ])('%s gives a page of that many items, 50 when absent', async (_case, limit, items) => {
    const { status, body } = await send(list, limit === undefined ? list.filter : { ...list.filter, limit });

    expect(status).toBe(200);
    expect(body.items).toHaveLength(items);
    expect(body.nextCursor).toEqual(expect.any(String));
  });

  it.each(['0', '101', '050', '007', '1e1', ' 5', '5 ', '', '5.0', '-1', '+5', '0x5', '٥', '1,2', '5,5'])(
    'is refused with 400 when it is %j',
    async (limit) => {
      const answer = await send(list, { ...list.filter, limit });

      expect(answer).toMatchObject({
        status: 400,
        body: {
          code: 'invalid-request',
          detail: 'the query is not valid: limit',
          errors: [{ path: 'limit', message: 'must be an integer from 1 to 100' }],
        },
      });
    },
  );
});

describe.each(LISTS)('the cursor of $route', (list) => {
  const cursorOf = async (one: List, query = one.filter): Promise<string> => {
    const { status, body } = await send(one, { ...query, limit: '1' });
    expect(status).toBe(200);
    return body.nextCursor;
  };

  it('opens with the filter that it was made with, whatever the limit', async () => {
    const cursor = await cursorOf(list);

    expect((await send(list, { ...list.filter, limit: '2', cursor })).status).toBe(200);
  });

  it.each([
    ['of another filter', async () => cursorOf(list, list.otherFilter)],
    ['of another list', async () => cursorOf(LISTS[(LISTS.indexOf(list) + 1) % LISTS.length] ?? list)],
    ['that lacks its end', async () => (await cursorOf(list)).slice(0, -4)],
    ['with a letter changed', async () => (await cursorOf(list)).replace(/:./, ':*')],
    ['with something behind it', async () => `${await cursorOf(list)}A`],
    ['that somebody invented', async () => 'k:aaaa'],
    ['that is empty', async () => ''],
    ['of 1,024 characters', async () => 'k'.repeat(1024)],
    ['that is too long', async () => 'k'.repeat(1025)],
    ['that is repeated', async () => `${await cursorOf(list)},${await cursorOf(list)}`],
  ])('is refused with 400 when it is one %s', async (_case, make) => {
    const answer = await send(list, { ...list.filter, cursor: await make() });

    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'invalid-request',
        detail: 'the query is not valid: cursor',
        errors: [{ path: 'cursor', message: 'is not a cursor of this list' }],
      },
    });
  });
});

it.each(['GET /calls', 'GET /messages'])(
  'the cursor of %s is checked even for a binding that nobody knows',
  async (route) => {
    const list = LISTS.find((one) => one.route === route);
    if (list === undefined) throw new Error(`no list ${route}`);
    const filter = { bindingId: 'nobodysbindingid' };

    const answers = [await send(list, filter), await send(list, { ...filter, cursor: 'k:aaaa' })];

    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
  },
);
