import { afterEach, describe, expect, it } from 'vitest';
import { takeOverAll } from '../../../examples/moving-here/run.ts';
import { createClient } from '../../../packages/client/src/index.ts';
import { createPlatformClient } from '../../../packages/platform/src/index.ts';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { API_KEY, person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Mode = 'AX' | 'AXB' | 'AXE';
type Body = { code?: string; status?: string; x?: string; extension?: string };

const A = person(1);
const B = person(2);
const X = xNumber(1);
const EXTENSION = '0042';

const ACCESS = { appKey: 'TestAppKeyMoved0000000000001', appSecret: 'test-app-secret-moved-0001' };
const TONE = 'recorded.wav';

/** Binds of the back end that was there before. It signs in the older way. */
const EARLIER_BINDS = {
  AX: (baseUrl: string, x: string) =>
    createPlatformClient({ ...ACCESS, baseUrl, scheme: 'WSSE', mode: 'AX' }).bind({ a: A, x }),
  AXB: (baseUrl: string, x: string) =>
    createPlatformClient({ ...ACCESS, baseUrl, scheme: 'WSSE', mode: 'AXB' }).bind({
      ...{ a: A, b: B, x, record: true, recordTone: TONE },
    }),
  AXE: (baseUrl: string, x: string) =>
    createPlatformClient({ ...ACCESS, baseUrl, scheme: 'WSSE', mode: 'AXE' }).bind({
      ...{ a: A, x, extension: EXTENSION },
    }),
} as const;

/** The same binding, as it is asked for here. */
const SAME = {
  AX: { mode: 'AX', a: A, x: X },
  AXB: { mode: 'AXB', a: A, b: B, x: X },
  AXE: { mode: 'AXE', a: A, x: X, extension: EXTENSION },
} as const;

/** The second run finds all of it done. */
const TWICE_TAKEN_OVER = [
  { code: 0, said: ['order-1  taken-over'] },
  { code: 0, said: ['order-1  taken-over'] },
];

/** How long the only binding of a list lives, in milliseconds. */
const lifeOf = ({ items }: { items: readonly { createdAt: string; expiresAt: string }[] }): number => {
  const [{ createdAt, expiresAt } = { createdAt: '', expiresAt: '' }, ...others] = items;
  return others.length === 0 ? Date.parse(expiresAt) - Date.parse(createdAt) : Number.NaN;
};

describe('bindings of a back end that was there before', () => {
  let stack: Stack;
  afterEach(() => stack.close());

  const start = async (mode: Mode): Promise<void> => {
    const app = { name: 'moved', mode, ...ACCESS, numbers: poolNumbers(3) };
    stack = await startStack({
      store: 'memory',
      apps: [{ ...app, scheme: 'WSSE' }],
      platformApps: [{ ...app, pushUrls: {} }],
    });
  };
  const earlierBind = async (mode: Mode, x = X): Promise<string> => {
    const made = await EARLIER_BINDS[mode](stack.simulator.url, x);
    return made.kind === 'ok' ? made.value.subscriptionId : made.kind;
  };
  /** @returns the exit code, and what was said */
  const moveAll = async (mode: Mode, list: readonly object[]) => {
    const sides = {
      app: 'moved',
      platform: createPlatformClient({ ...ACCESS, baseUrl: stack.simulator.url, mode }),
      client: createClient({ baseUrl: stack.url, apiKey: API_KEY, retries: 0 }),
    };
    const said: string[] = [];
    const lines = list.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const code = await takeOverAll(sides, lines, stack.clock, (line) => said.push(line));
    return { code, said };
  };
  const bind = async (body: object): Promise<{ status: number; body: Body }> =>
    stack.request('POST', '/bindings', { body });
  const reconcile = (repair = false): Promise<ReconcileReport> =>
    stack.invoke('reconcile', { app: 'moved', repair });
  const call = async (extension: object) => {
    const talk = { from: B, to: X, outcome: 'answered', talkSeconds: 9 } as const;
    const { stateCode } = await stack.control.placeCall({ ...talk, ...extension });
    return stateCode;
  };

  it.each(['AX', 'AXB', 'AXE'] as const)(
    '%s: go on, unknown here, and each is taken over with its X by an unbind there and a bind here',
    async (mode) => {
      await start(mode);
      const subscriptionId = await earlierBind(mode);
      const extension = mode === 'AXE' ? { extension: EXTENSION } : {};

      const seen = await reconcile(true);
      const tooEarly = await bind(SAME[mode]);
      const codes = [await call(extension)];
      const orphans = await stack.request('GET', '/calls?app=moved&orphan=true');
      const entry = { ...SAME[mode], subscriptionId, reference: 'order-1' };
      const moved = [await moveAll(mode, [entry]), await moveAll(mode, [entry])];
      const taken = await bind({ ...SAME[mode], reference: 'order-1' });
      codes.push(await call(extension));
      const ours = await stack.request('GET', '/calls?app=moved&orphan=false');
      const agreed = await reconcile();

      expect(seen.findings).toMatchObject([{ kind: 'unknown-here', subscriptionId, action: 'none' }]);
      expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'number-taken']);
      expect(codes).toEqual([0, 0]);
      expect(orphans.body).toMatchObject({
        items: [{ bindingId: null, caller: B, callee: A, talkSeconds: 9 }],
      });
      expect(moved).toEqual(TWICE_TAKEN_OVER);
      expect([taken.status, taken.body]).toMatchObject([200, { status: 'active', x: X, ...extension }]);
      expect(ours.body).toMatchObject({ items: [{ x: X, talkSeconds: 9 }] });
      expect(agreed).toMatchObject({ ours: 1, theirs: 1, findings: [] });
    },
  );

  it('are taken over by a second run where the first one could not bind, with the time that is left', async () => {
    await start('AXB');
    const subscriptionId = await earlierBind('AXB');
    const expiresAt = new Date(stack.clock().getTime() + 119_000).toISOString();
    const entry = { ...SAME.AXB, subscriptionId, reference: 'order-1', expiresAt };
    const old = { ...entry, reference: 'order-0', expiresAt: '2026-03-01T07:59:59.000Z' };
    const made = await stack.request('POST', '/blocks', { body: { party: A } });
    const { blockId }: { blockId: string } = made.body;

    const first = await moveAll('AXB', [old, entry]);
    await stack.request('DELETE', `/blocks/${blockId}`);
    const second = await moveAll('AXB', [old, entry]);
    const list = await stack.request('GET', '/bindings?reference=order-1&status=active');

    expect(first).toEqual({ code: 1, said: ['order-0  over', 'order-1  bind: party-blocked'] });
    expect(second).toEqual({ code: 0, said: ['order-0  over', 'order-1  taken-over'] });
    expect(lifeOf(list.body)).toBe(120_000);
  });

  it('stay where they are when a line of the file cannot be read, which is named without a number', async () => {
    await start('AXB');
    const subscriptionId = await earlierBind('AXB');
    const entry = { ...SAME.AXB, subscriptionId, reference: 'order-1' };

    const failed = moveAll('AXB', [entry, { ...entry, b: undefined, tel: B }]);

    await expect(failed).rejects.toThrow(/^binding 2 of the file cannot be read: b, tel$/);
    expect(await stack.control.bindings()).toMatchObject([{ subscriptionId }]);
  });

  it('have their recordings archived as well', async () => {
    await start('AXB');
    await earlierBind('AXB');
    await call({});

    await stack.invoke('recording-archiver');

    const orphans = await stack.request('GET', '/calls?app=moved&orphan=true');
    expect(orphans.body).toMatchObject({ items: [{ bindingId: null, recording: { status: 'archived' } }] });
  });

  it.each(['AX', 'AXB'] as const)('%s: are passed over by a bind that draws their numbers', async (mode) => {
    await start(mode);
    for (const x of [X, xNumber(2)]) await earlierBind(mode, x);

    const { x: _drawn, ...anyX } = SAME[mode];
    const beside = await bind(anyX);

    expect([beside.status, beside.body.x]).toEqual([201, xNumber(3)]);
  });

  it('keep their numbers to themselves while these are reserved', async () => {
    await start('AXB');
    await earlierBind('AXB');
    for (const x of [X, xNumber(2)])
      await stack.request('PATCH', `/numbers/${encodeURIComponent(x)}`, { body: { reserved: true } });

    const others = await bind({ mode: 'AXB', a: person(3), b: person(4) });

    expect([others.status, others.body.x]).toEqual([201, xNumber(3)]);
  });
});
