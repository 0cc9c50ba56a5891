import type { Mode } from '../../../shared/kernel/mode.ts';
import { callerWith, person, poolNumbers } from '../../harness/fixtures.ts';
import { type StackOptions, startStack } from '../../harness/stack.ts';

/** One app of each mode, named after it, with so many numbers, and with these settings. */
const appOf = (mode: Mode, at: number, count: number, settings: object) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKeyParties000000000${at}`,
  appSecret: `test-app-secret-parties-${at}`,
  numbers: poolNumbers(count, at * 1_000 + 31_415_001),
  ...settings,
});

export type Bound = Readonly<{ bindingId: string; x: string; a: string; b?: string; extension?: string }>;

/** A stack with an app of each mode, in memory; `narrow` is a caller that sees AXB alone. */
export const startPartiesStack = async (
  { settings = {}, numbers = 24 }: Readonly<{ settings?: object; numbers?: number }> = {},
  options: StackOptions = {},
) => {
  const modes = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;
  const apps = modes.map((mode, at) => appOf(mode, at, numbers, settings));
  const stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps,
    platformApps: apps.map(({ name, mode, appKey, appSecret, numbers: pool }) => ({
      ...{ name, mode, appKey, appSecret, numbers: pool },
      pushUrls: {},
    })),
    callers: [callerWith('narrow', 'key-of-narrow', { scopes: ['bindings', 'read:masked'], apps: ['axb'] })],
    environment: { LOG_LEVEL: 'info' },
    ...options,
  });
  let people = 0;
  const xOfModeX = apps.find(({ mode }) => mode === 'X')?.numbers.map(({ x }) => x) ?? [];
  let routes = 0;
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    stack.request(method, path, { headers, ...(body === undefined ? {} : { body }) });
  const bodyOf = (mode: Mode, more: object = {}): object => {
    routes += mode === 'X' ? 1 : 0;
    return {
      mode,
      a: somebody(),
      ...(mode === 'AX' || mode === 'AXE' ? {} : { b: somebody() }),
      ...(mode === 'X' ? { x: xOfModeX[routes % xOfModeX.length] } : {}),
      ...more,
    };
  };
  const somebody = (): string => {
    people += 1;
    return person(20_000_000 + people);
  };
  return {
    ...stack,
    ask,
    /** A number that nobody had before. */
    somebody,
    bodyOf,
    bind: async (mode: Mode, more: object = {}): Promise<Bound> => {
      const answer = await ask('POST', '/bindings', bodyOf(mode, more));
      if (answer.status !== 201) throw new Error(`${mode} was not bound: ${answer.text}`);
      return answer.body;
    },
    /** The only binding of a person. */
    onlyOneOf: async (party: string): Promise<Record<string, unknown>> => {
      const { items } = (await ask('GET', `/bindings?party=${encodeURIComponent(party)}`)).body as {
        items: Record<string, unknown>[];
      };
      const [first = {}, ...others] = items;
      if (others.length > 0) throw new Error('the person has several');
      return first;
    },
    read: async (bindingId: string): Promise<Record<string, unknown>> =>
      (await ask('GET', `/bindings/${bindingId}?verify=true`)).body,
  };
};
export type PartiesStack = Awaited<ReturnType<typeof startPartiesStack>>;
