import type { Mode } from '../../../shared/kernel/mode.ts';
import { poolNumbers } from '../../harness/fixtures.ts';
import { type Stack, type StackOptions, startStack } from '../../harness/stack.ts';

/** The key of the one app; AXYB has it in every query string, so it must need escaping nowhere. */
export const APP_KEY = 'TestAppKeyMode00000000000001';

/** A binding or a problem, as far as the journeys look at it. */
export type Body = Readonly<{
  bindingId: string;
  subscriptionId: string;
  status: string;
  x: string;
  y: string;
  extension: string;
  detail: string;
  version: number;
  items: readonly Readonly<{ bindingId: string }>[];
  expiresAt: string | null;
  code: string;
  errors: readonly { path: string; message: string }[];
}>;

/** A request that the platform was sent. */
export type Sent = Readonly<{ method: string; path: string; query: string; body: unknown }>;

type Options = StackOptions & Readonly<{ numbers?: number; settings?: object }>;

/** A stack with one app of a mode, and what its journeys do again and again. */
export const startModeStack = async (
  mode: Mode,
  { numbers = 6, settings = {}, ...options }: Options = {},
) => {
  const pool = poolNumbers(numbers);
  const app = {
    name: 'journey',
    mode,
    appKey: APP_KEY,
    appSecret: 'test-app-secret-mode-0001',
    numbers: pool,
  };
  const stack: Stack = await startStack({
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    seed: 7,
    apps: [{ ...app, defaults: { allowPermanent: true }, ...settings }],
    platformApps: [{ ...app, pushUrls: {} }],
    ...options,
  });
  let seen = 0;
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await stack.request(method, path, { body, headers });
    return { status: answer.status, body: answer.body as Body };
  };
  return {
    stack,
    ask,
    bind: (body: object) => ask('POST', '/bindings', { mode, ...body }),
    read: async (bindingId: string) => (await ask('GET', `/bindings/${bindingId}`)).body,
    verify: async (bindingId: string) =>
      ((await ask('GET', `/bindings/${bindingId}?verify=true`)).body as Body & { platform: unknown })
        .platform,
    /** The requests that the platform has been sent since this was called last. */
    sent: async (): Promise<readonly Sent[]> => {
      const entries = await stack.control.journal({ kind: 'request', sinceId: seen });
      seen = entries.at(-1)?.id ?? seen;
      return entries.flatMap((entry) => {
        if (entry.kind !== 'request') return [];
        const { method, path, query, body } = entry;
        return [{ method, path, query, body: body === '' ? undefined : JSON.parse(body) }];
      });
    },
    /** The phone that rings when `from` dials: the real number, or the state code with which the call is turned away. */
    dial: async (from: string, to: string, extension?: string): Promise<string | number> => {
      const placed = await stack.control.placeCall({
        from,
        to,
        outcome: 'answered',
        talkSeconds: 5,
        ...(extension === undefined ? {} : { extension }),
      });
      const call = (await stack.control.calls()).find(({ sessionId }) => sessionId === placed.sessionId);
      return call?.callee ?? placed.stateCode;
    },
  };
};
export type ModeStack = Awaited<ReturnType<typeof startModeStack>>;
