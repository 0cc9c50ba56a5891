import { createPlatformClient } from '../../../packages/platform/src/index.ts';
import type { Adoption, AdoptionReport } from '../../../shared/bindings/adopt/adoption.ts';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { poolNumbers } from '../../harness/fixtures.ts';
import { type Stack, type StackOptions, startStack } from '../../harness/stack.ts';

export type Mode = 'AX' | 'AXB' | 'AXE' | 'AXYB';

/** A binding as our API shows it, as far as these tests look at it. */
export type Shown = Readonly<{
  bindingId: string;
  subscriptionId: string;
  status: string;
  a: string;
  b?: string;
  x: string;
  y?: string;
  extension?: string;
  reference?: string;
  record: boolean;
  userData?: string;
  createdBy?: string;
  createdAt: string;
  expiresAt: string | null;
  version: number;
  code: string;
  platform: Readonly<{ state: string; differences: readonly string[] }>;
}>;

const ACCESS = { appKey: 'TestAppKeyMoved0000000000001', appSecret: 'test-app-secret-moved-0001' };

/** A stack whose one app had another back end before, which signs in the older way and binds past us. */
export const startMoved = async (
  mode: Mode,
  settings: object = {},
  { there = {}, ...options }: StackOptions & Readonly<{ there?: object }> = {},
) => {
  const app = { name: 'moved', mode, ...ACCESS, numbers: poolNumbers(6) };
  const stack: Stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    // The earlier back end signs with the time of this machine.
    simulator: { clockToleranceSeconds: 1_000_000_000 },
    sleep: async () => undefined,
    apps: [{ ...app, scheme: 'WSSE', defaults: { allowPermanent: true }, ...settings }],
    platformApps: [{ ...app, pushUrls: {}, ...there }],
    ...options,
  });
  const baseUrl = stack.simulator.url;
  const access = { ...ACCESS, baseUrl, scheme: 'WSSE' } as const;
  const platform = {
    AX: createPlatformClient({ ...access, mode: 'AX' }),
    AXB: createPlatformClient({ ...access, mode: 'AXB' }),
    AXE: createPlatformClient({ ...access, mode: 'AXE' }),
    AXYB: createPlatformClient({ ...access, mode: 'AXYB' }),
  };
  let seen = 0;
  const idOf = async (
    made: Promise<{ kind: string; value?: { subscriptionId?: string | undefined } }>,
  ): Promise<string> => {
    const { kind, value } = await made;
    return value?.subscriptionId ?? kind;
  };
  const adopt = (lines: readonly object[], more: object = {}): Promise<AdoptionReport> =>
    stack.invoke('reconcile', { app: 'moved', adopt: lines, ...more });
  return {
    stack,
    platform,
    /** The id of what the earlier back end has bound. */
    idOf,
    adopt,
    adoptOne: async (line: object): Promise<Adoption> => {
      const [only, ...others] = (await adopt([line])).adoptions;
      if (only === undefined || others.length > 0) throw new Error('one line has one outcome');
      return only;
    },
    reconcile: (repair = false): Promise<ReconcileReport> =>
      stack.invoke('reconcile', { app: 'moved', repair }),
    sweep: async (seconds: number) => {
      await stack.advance(seconds);
      await stack.invoke('binding-sweeper');
    },
    bind: async (body: object): Promise<{ status: number; body: Shown }> =>
      stack.request('POST', '/bindings', { body: { mode, ...body } }),
    read: async (bindingId: string | undefined): Promise<Shown> =>
      (await stack.request('GET', `/bindings/${bindingId}?verify=true`)).body as Shown,
    list: async (query: string): Promise<readonly Shown[]> =>
      ((await stack.request('GET', `/bindings?${query}`)).body as { items: readonly Shown[] }).items,
    /** Ids of what the platform has. */
    there: async () => (await stack.control.bindings()).map(({ subscriptionId }) => subscriptionId),
    /** The methods of the requests that the platform was sent since this was called last, but for queries. */
    changes: async (): Promise<readonly string[]> => {
      const entries = await stack.control.journal({ kind: 'request', sinceId: seen });
      seen = entries.at(-1)?.id ?? seen;
      return entries.flatMap((entry) =>
        entry.kind === 'request' && entry.method !== 'GET' ? [entry.method] : [],
      );
    },
  };
};
export type Moved = Awaited<ReturnType<typeof startMoved>>;
