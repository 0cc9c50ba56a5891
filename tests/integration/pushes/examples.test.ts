import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { DIALECTS, type Dialect } from '../../builders/dialects.ts';
import {
  delivered,
  EXAMPLE_APPS,
  EXAMPLES,
  exampleApp,
  expectedView,
  modeOf,
  pathsOf,
} from '../../builders/examples.ts';
import { signedHeaders } from '../../builders/pushes.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
let seconds = 0;

beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    apps: EXAMPLE_APPS,
    platformApps: [],
    startAt: new Date('2026-03-01T02:45:00.000Z'),
  });
});
afterAll(() => stack.close());
beforeEach(() => {
  stack.logs.length = 0;
});

/** Each delivery is a second younger, so that of two states of a number the later one counts. */
const push = async (mode: Mode, signing: Dialect['signing'], route: string, body: object) => {
  const { appKey, appSecret } = exampleApp(mode);
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  seconds += 1;
  const headers = signedHeaders({ appKey, appSecret, nonce: `example${seconds}`, created, ...signing });
  const answer = await stack.request('POST', `/webhooks/${route}`, {
    body,
    headers: { authorization: '', ...headers },
  });
  await stack.advance(1);
  return answer;
};

type Shown = Record<string, unknown>;

/** The API's view of a delivery, without our ids. */
const shown = async (body: Record<string, unknown>, mode: Mode): Promise<readonly Shown[]> => {
  const app = mode.toLowerCase();
  const calls = await Promise.all(pathsOf(body, app).map((path) => stack.request('GET', path)));
  const withoutId = ({ callId: _call, messageId: _message, ...rest }: Shown) => rest;
  if ('numInfo' in body) {
    const { items } = (await stack.request('GET', `/numbers?app=${app}`)).body as { items: Shown[] };
    const named = JSON.stringify(body);
    return items
      .filter(({ x }) => named.includes(String(x)))
      .map(({ x, state, cause }) => ({ x, state, cause }));
  }
  if ('smsEvent' in body) {
    const items = await listed('/messages?x=%2B8617000000001');
    return items.filter((item) => item['app'] === app && !seen.has(String(item['messageId']))).map(once);
  }
  return calls.map((call) => withoutId(call.body as Shown));
};

/** All pages of a list. */
const listed = async (path: string, cursor?: string): Promise<readonly Shown[]> => {
  const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
  const { body } = await stack.request('GET', `${path}&limit=100${from}`);
  const { items, nextCursor } = body as { items: Shown[]; nextCursor: string | null };
  return nextCursor === null ? items : [...items, ...(await listed(path, nextCursor))];
};

const seen = new Set<string>();

/** Texts are listed and have no address of their own: each is looked at once, when it is new. */
const once = ({ messageId, receivedAt: _at, ...rest }: Shown): Shown => {
  seen.add(String(messageId));
  return rest;
};

const ROUTE_OF: readonly (readonly [RegExp, own: string, wrong: string])[] = [
  [/-cdr-/, 'cdr', 'sms'],
  [/-sms-/, 'sms', 'number-status'],
  [/-event-/, 'call-events', 'cdr'],
  [/-number-status/, 'number-status', 'call-events'],
];

const routesOf = (example: string): readonly [string, string] => {
  const [, own = '', wrong = ''] = ROUTE_OF.find(([pattern]) => pattern.test(example)) ?? [];
  return [own, wrong];
};

const unchanged = (body: Shown): Shown => body;

describe('an example of the platform', () => {
  it.each(EXAMPLES)(
    '%s is answered and shown as written down, in every dialect and both signatures',
    async (example) => {
      const { answer, shows } = expectedView(example);
      const mode = modeOf(example);
      const routes = routesOf(example);

      for (const [number, { name, body: change = unchanged, signing }] of DIALECTS.entries()) {
        const body = change(delivered(example, `-${example}-${number}`));
        const answered = await push(mode, signing, routes[number % 2] ?? '', body);

        expect([answered.status, answered.text], name).toEqual(answer);
        expect(await shown(body, mode), name).toEqual(shows);
      }
      expect(stack.logs.join()).not.toMatch(
        /push-refused|push-item-quarantined|names-other-app|\+86|callenabler/,
      );
    },
  );
});
