import type { Mode } from '../../../shared/kernel/mode.ts';
import { person, poolNumbers, RIDES } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';
import type { Known } from './arbitrary-requests.ts';

type Bound = Readonly<{ bindingId: string; x: string; extension?: string }>;

/** The app with numbers that the fuzzing imports and closes, so that the others do not run out of any. */
const SPARE = 'app-spare';

/** One app of each mode, and a spare one. Where a binding has its X alone, there are enough of them for all that the fuzzing binds. */
export const appsOf = (requests: number) => {
  const alone = 40 + Math.ceil(requests / 100);
  const app = (mode: Mode, at: number, count: number, name = `app-${mode.toLowerCase()}`) => ({
    name: mode === 'AXB' ? RIDES.name : name,
    mode,
    appKey: mode === 'AXB' ? RIDES.appKey : `TestAppKeyFuzz00000000${mode}${at}`,
    appSecret: mode === 'AXB' ? RIDES.appSecret : `test-app-secret-fuzz-${mode}`,
    numbers: poolNumbers(count, at * 100_000 + 1),
  });
  return [
    ...[app('AXB', 0, 24), app('AX', 1, alone), app('AXE', 2, 24), app('AXYB', 3, alone), app('X', 4, 24)],
    app('X', 5, 24, SPARE),
  ];
};
type App = ReturnType<typeof appsOf>[number];

const [A, B] = [person(1), person(2)];

/** How a binding of a mode is asked for, and how many digits a caller dials after X. */
const bodyOf = ({ name, mode, numbers }: App, reference: string) => {
  const parties = mode === 'AX' || mode === 'AXE' ? { a: A } : { a: A, b: B };
  const at = Number(reference.replace(/\D/g, '')) % numbers.length;
  // Most of the X of this mode are left to those who name one.
  const x = mode === 'X' ? { x: numbers[at]?.x } : {};
  return { mode, app: name, ...parties, ...x, reference };
};

const bind = async (stack: Stack, app: App, reference: string): Promise<Bound> => {
  const answer = await stack.request('POST', '/bindings', { body: bodyOf(app, reference) });
  if (answer.status !== 201) throw new Error(`${app.mode} was not bound: ${answer.text}`);
  return answer.body;
};

const carries = async (stack: Stack, { mode }: App, { x, extension }: Bound): Promise<void> => {
  const from = mode === 'AX' || mode === 'AXE' ? person(3) : B;
  const call = {
    from,
    to: x,
    outcome: 'answered' as const,
    ...(extension === undefined ? {} : { extension }),
  };
  await stack.control.placeCall({ ...call, talkSeconds: 5 });
  if (mode !== 'AXE' && mode !== 'AXYB') await stack.control.sendText({ from, to: x, content: 'hello' });
  // Goes on as long as the clock stands still, so that it can be ended.
  await stack.control.placeCall({ ...call, talkSeconds: 600, pace: 'clock' });
};

type List = Readonly<{ items: readonly { callId?: string }[]; nextCursor: string | null }>;

/** Of each mode three bindings, two of them with calls and texts, others to end, and a cursor of each list. */
export const somethingThere = async (stack: Stack, apps: readonly App[]): Promise<Known> => {
  const ids: string[] = [];
  const expendable: string[] = [];
  const calls: string[] = [];
  const listed = async (path: string): Promise<List> => (await stack.request('GET', path)).body;
  for (const app of apps.filter(({ name }) => name !== SPARE)) {
    for (const reference of ['order-42', 'order-43']) {
      const bound = await bind(stack, app, reference);
      ids.push(bound.bindingId);
      await carries(stack, app, bound);
      const { items } = await listed(`/calls?bindingId=${bound.bindingId}`);
      calls.push(...items.flatMap(({ callId }) => callId ?? []));
    }
    for (const reference of ['order-44', 'order-45'])
      expendable.push((await bind(stack, app, reference)).bindingId);
  }
  const a = encodeURIComponent(A);
  const paths = [
    `/bindings?a=${a}`,
    `/calls?party=${a}`,
    `/messages?bindingId=${ids[0]}`,
    '/numbers?app=app-x',
  ];
  const cursors: string[] = [];
  for (const path of paths) cursors.push(String((await listed(`${path}&limit=1`)).nextCursor));
  const numbersOf = (wanted: string) =>
    apps.flatMap(({ name, numbers }) => (name === wanted ? numbers.map(({ x }) => x) : []));
  return {
    ...{ ids, expendable, calls, cursors },
    apps: apps.map(({ name }) => name),
    numbers: { AXE: numbersOf('app-axe'), X: numbersOf('app-x'), spare: numbersOf(SPARE) },
    spare: SPARE,
  };
};
