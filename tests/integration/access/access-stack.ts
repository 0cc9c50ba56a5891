import type { Mode } from '../../../shared/kernel/mode.ts';
import { callerWith, person, poolNumbers } from '../../harness/fixtures.ts';
import { type Answer, type Stack, startStack } from '../../harness/stack.ts';

/** The modes in the order of their apps, which are named after them; `other` is a second app of AXB. */
export const APP_OF = { AX: 'app-ax', AXB: 'app-axb', AXE: 'app-axe', AXYB: 'app-axyb', X: 'app-x' } as const;
export const OTHER_APP = 'app-other';

/** People of these tests. */
export const [A, B, STRANGER, CALLEE] = [
  person(12_345_671),
  person(23_456_782),
  person(34_567_893),
  person(45_678_904),
];

const app = (mode: Mode, name: string, at: number) => ({
  name,
  mode,
  appKey: `TestAppKeyAccess0000000000${at}`,
  appSecret: `test-app-secret-access-${at}`,
  numbers: poolNumbers(6, at * 1_000 + 31_415_001),
  defaults: { recordTone: 'tone.wav' },
});

const APPS = [
  ...Object.entries(APP_OF).map(([mode, name], at) => app(mode as Mode, name, at)),
  app('AXB', OTHER_APP, 9),
];

/** A caller by the name of its key, with these scopes, and limited to these apps where some are named. */
export type Caller = readonly [name: string, scopes: readonly string[], apps?: readonly string[]];

/** A stack with an app of each mode and a second one of AXB, and these callers beside the one that may do everything. */
export const startAccessStack = async (callers: readonly Caller[]) => {
  const stack: Stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: APPS,
    platformApps: APPS.map((one) => ({ ...one, pushUrls: {} })),
    callers: callers.map(([name, scopes, apps]) =>
      callerWith(name, `key-of-${name}`, { scopes, ...(apps === undefined ? {} : { apps }) }),
    ),
    environment: { LOG_LEVEL: 'error' },
  });
  const as =
    (name: string) =>
    (method: string, path: string, body?: unknown): Promise<Answer> =>
      stack.request(method, path, {
        ...(body === undefined ? {} : { body }),
        headers: { authorization: `Bearer key-of-${name}` },
      });
  const ask = (method: string, path: string, body?: unknown) =>
    stack.request(method, path, body === undefined ? {} : { body });
  return {
    stack,
    /** Sends requests by the key of a caller of that name. */
    as,
    /** Sends requests by the key that may do everything. */
    ask,
    /** Binds in a mode by the key that may do everything. */
    bound: async (mode: Mode, appName: string, more: object = {}): Promise<Bound> => {
      const body = { ...bindOf(mode, appName), ...more };
      const answer = await ask('POST', '/bindings', body);
      if (answer.status !== 201) throw new Error(`${mode} was not bound: ${answer.text}`);
      return answer.body;
    },
    /** The lines of the audit since this was called last. */
    audits: (): readonly Record<string, unknown>[] =>
      stack.logs
        .splice(0)
        .map((line) => JSON.parse(line))
        .filter(({ level }) => level === 'audit'),
  };
};
export type AccessStack = Awaited<ReturnType<typeof startAccessStack>>;

export type Bound = Readonly<{ bindingId: string; x: string; y?: string; extension?: string }>;

/** How a binding of a mode is asked for. */
export const bindOf = (mode: Mode, appName: string): object => ({
  mode,
  app: appName,
  a: A,
  ...(mode === 'AX' || mode === 'AXE' ? {} : { b: B }),
  ...(mode === 'X' ? { x: APPS.find(({ name }) => name === appName)?.numbers[0]?.x } : {}),
});

/** A call and a text on a binding; answers with the id of the call. */
export const talk = async ({ stack, ask }: AccessStack, mode: Mode, bound: Bound): Promise<string> => {
  const from = mode === 'AX' || mode === 'AXE' ? STRANGER : B;
  await stack.control.placeCall({
    from,
    to: bound.x,
    outcome: 'answered',
    talkSeconds: 5,
    ...(bound.extension === undefined ? {} : { extension: bound.extension }),
  });
  if (mode !== 'AXE' && mode !== 'AXYB')
    await stack.control.sendText({
      from,
      to: bound.x,
      content: `ring me: ${STRANGER} or 一三八零零零零零零零七`,
    });
  const { items } = (await ask('GET', `/calls?bindingId=${bound.bindingId}`)).body as {
    items: { callId: string }[];
  };
  return items[0]?.callId ?? '';
};
