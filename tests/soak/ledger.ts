import type { PushEntry } from '../../simulator/state/journal.ts';
import { findLeaks, secretNumber, secretText } from '../harness/leaks/find-leaks.ts';
import { sinksOf } from '../harness/leaks/stack-sinks.ts';
import type { Stack } from '../harness/stack.ts';
import { MODES, PERSONS, privateNumbersOf } from './apps.ts';
import { type Log, SMS_CONTENT } from './traffic.ts';

/** The finding of one round. All but `acknowledged` are faults of ours. */
export type Findings = Readonly<{
  /** CDRs and texts of pushes that we answered with 200. */
  acknowledged: number;
  lost: number;
  doubled: number;
  /** Bindings of one side only. */
  orphans: number;
  wrongPerson: number;
  leaks: readonly string[];
}>;

type OurBinding = Readonly<{
  bindingId: string;
  mode: string;
  status: string;
  a: string;
  b?: string;
  x: string;
  subscriptionId?: string;
}>;

const ALL_NUMBERS = MODES.flatMap((mode) => privateNumbersOf(mode));

const listAll = async <Item>(stack: Stack, path: string): Promise<Item[]> => {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body, text } = await stack.request('GET', `${path}&limit=100${more}`);
    if (status !== 200) throw new Error(`${path.split('?')[0]} answered ${status}: ${text}`);
    const page = body as { items: Item[]; nextCursor: string | null };
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
};

/** Everything on any number; an item that is found on two of them, as in AXYB, counts once. */
const listOnAll = async <Item>(
  stack: Stack,
  route: string,
  idOf: (item: Item) => string,
): Promise<readonly Item[]> => {
  const lists = ALL_NUMBERS.map((x) => listAll<Item>(stack, `${route}?x=${encodeURIComponent(x)}`));
  const items = (await Promise.all(lists)).flat();
  return [...new Map(items.map((item) => [idOf(item), item])).values()];
};

const LIVE = ['pending', 'active', 'releasing'];

/** Holds both sides' bindings against each other; nothing is under way any more. */
export const compareBindings = async (
  stack: Stack,
  log: Log,
): Promise<Pick<Findings, 'orphans' | 'doubled' | 'wrongPerson'>> => {
  const ours = (await listOnAll<OurBinding>(stack, '/bindings', ({ bindingId }) => bindingId)).filter(
    ({ status }) => LIVE.includes(status),
  );
  const theirs = await stack.control.bindings();
  const bySubscription = new Map(ours.map((binding) => [binding.subscriptionId, binding]));
  const known = new Set(theirs.map(({ subscriptionId }) => subscriptionId));
  const onlyHere = ours.filter(
    ({ mode, status, subscriptionId }) =>
      status !== 'active' || (mode !== 'X' && !known.has(String(subscriptionId))),
  );
  const onlyThere = theirs.filter(({ subscriptionId }) => !bySubscription.has(subscriptionId));
  const strangers = theirs.filter(({ subscriptionId, a, b, x }) => {
    const own = bySubscription.get(subscriptionId);
    return own !== undefined && (own.a !== a || own.x !== x || (own.b ?? null) !== (b ?? null));
  });
  const unasked = ours.filter(({ a, b }) => b !== undefined && !log.pairs.has(`${a} ${b}`));
  // A and, where the mode has one, B meet once on an X.
  const places = ours.map(({ a, b, x }) => `${a} ${b} ${x}`);
  return {
    orphans: onlyHere.length + onlyThere.length,
    doubled: places.length - new Set(places).size,
    wrongPerson: strangers.length + unasked.length,
  };
};

/** Ids in the bodies of pushes: of those that we answered with 200, or of all that came. */
const idsIn = (pushes: readonly PushEntry[], operations: readonly string[], field: string): Set<string> => {
  const bodies = pushes.filter(({ operation }) => operations.includes(operation)).map(({ body }) => body);
  const found = bodies.flatMap((body) => [...body.matchAll(new RegExp(`"${field}":"([^"]+)"`, 'g'))]);
  return new Set(found.map(([, id = '']) => id));
};

/** The question about a text and the report of it are a notification each. */
const notificationsIn = (pushes: readonly PushEntry[]): number =>
  idsIn(pushes, ['sms'], 'smsIdentifier').size + idsIn(pushes, ['smsControl'], 'smsIdentifier').size;

/** Holds what we have acknowledged against what can be read; no push is on its way any more. */
export const compareIntake = async (
  stack: Stack,
): Promise<Pick<Findings, 'acknowledged' | 'lost' | 'doubled'>> => {
  const journal = await stack.control.journal({ kind: 'push' });
  const pushes = journal.filter((entry) => entry.kind === 'push');
  const delivered = pushes.filter(({ state }) => state === 'delivered');
  const calls = idsIn(delivered, ['cdr'], 'sessionId');
  const texts = notificationsIn(delivered);
  const ourCalls = await listOnAll<{ callId: string; endedAt: string | null }>(
    stack,
    '/calls',
    ({ callId }) => callId,
  );
  const ourTexts = await listOnAll<{ messageId: string }>(stack, '/messages', ({ messageId }) => messageId);
  const ended = ourCalls.filter(({ endedAt }) => endedAt !== null).length;
  const mostCalls = idsIn(pushes, ['cdr', 'callEvents'], 'sessionId').size;
  const mostTexts = notificationsIn(pushes);
  return {
    acknowledged: calls.size + texts,
    lost: Math.max(0, calls.size - ended) + Math.max(0, texts - ourTexts.length),
    doubled: Math.max(0, ourCalls.length - mostCalls) + Math.max(0, ourTexts.length - mostTexts),
  };
};

/** Everything that was written anywhere, searched for every number of a person and for the text of the messages. */
export const searchForLeaks = async (stack: Stack, log: Log): Promise<readonly string[]> => {
  const secrets = [
    ...PERSONS.map((number, index) => secretNumber(`person ${index + 1}`, number.slice(3))),
    ...ALL_NUMBERS.map((number, index) => secretNumber(`private number ${index + 1}`, number.slice(3))),
    secretText('a text message', SMS_CONTENT),
  ];
  const problems = log.problems.map((text) => ({ name: 'a problem', text }));
  return findLeaks([...(await sinksOf(stack)), ...problems], secrets, new Map());
};
