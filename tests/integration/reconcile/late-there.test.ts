import { afterEach, describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { xNumber } from '../../harness/fixtures.ts';
import type { StackOptions } from '../../harness/stack.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const C = '+8613900000003';
const D = '+8613900000004';

/** For so long a request without an answer is waited for here. */
const LATEST_SECONDS = 60;
const TOO_OLD_SECONDS = 61;

/** Later than that, and before the platform refuses the signature. */
const FAR_TOO_LATE_SECONDS = 290;
/** A number with an attempt that may still be applied rests so long beyond it. */
const RESTS_SECONDS = 360;

const X = xNumber(1);

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: Mode, settings: object = {}, options: StackOptions = {}) => {
  mode = await startModeStack(name, {
    store: 'memory',
    settings,
    environment: { PLATFORM_LATEST_SECONDS: String(LATEST_SECONDS) },
    ...options,
  });
};
const late = (times: number) =>
  mode.stack.control.faults.add({ on: 'bind', kind: 'late', times, delaySeconds: FAR_TOO_LATE_SECONDS });
const sweep = async (seconds: number) => {
  await mode.stack.advance(seconds);
  await mode.stack.invoke('binding-sweeper');
};
const reconcile = async (repair = false): Promise<ReconcileReport> =>
  mode.stack.invoke('reconcile', { app: 'journey', repair });
const ids = async () => (await mode.stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
const ours = async () =>
  (
    (await mode.stack.request('GET', `/bindings?a=${encodeURIComponent(A)}`)).body as {
      items: { bindingId: string; status: string }[];
    }
  ).items;

const PLATFORM = { allocation: 'platform' };

describe.each<[Mode, object, object]>([
  ['AX', {}, { a: A }],
  ['AX', {}, { a: A, x: X }],
  ['AXB', {}, { a: A, b: B }],
  ['AXB', {}, { a: A, b: B, x: X }],
  ['AXE', {}, { a: A }],
  ['AXE', {}, { a: A, x: X, extension: '0007' }],
  ['AXYB', {}, { a: A }],
  ['AXYB', {}, { a: A, b: B }],
  ['AX', PLATFORM, { a: A, areaCode: '0755' }],
  ['AXB', PLATFORM, { a: A, b: B, areaCode: '0755' }],
  ['AXE', PLATFORM, { a: A, areaCode: '0755' }],
])('%s (%j) %j: a bind that is applied when it was given up long ago', (name, settings, body) => {
  const lateBind = async () => {
    await start(name, settings);
    await late(2);
    const lost = await mode.bind(body);
    await mode.stack.control.faults.clear();
    await sweep(TOO_OLD_SECONDS);
    const given = await ours();
    await mode.stack.advance(FAR_TOO_LATE_SECONDS);
    expect([lost.status, ...given.map(({ status }) => status)]).toEqual([503, 'failed']);
    return { bindingId: given[0]?.bindingId, subscriptionId: (await ids())[0] };
  };

  it('is reported with what a repair would do, and taken away by it', async () => {
    const { bindingId, subscriptionId } = await lateBind();

    const seen = await reconcile();
    const stillThere = await ids();
    const repaired = await reconcile(true);

    const finding = { kind: 'late-there', bindingId, subscriptionId };
    expect(seen.findings).toMatchObject([{ ...finding, action: 'repairable' }]);
    expect(stillThere).toEqual([subscriptionId]);
    expect(repaired.findings).toMatchObject([{ ...finding, action: 'repaired' }]);
    expect(await ids()).toEqual([]);
    expect((await reconcile()).findings).toEqual([]);
  });

  it('is taken away beside the live binding that the same people have on another number', async () => {
    const { subscriptionId } = await lateBind();
    // Where X was named, X is taken: the people get another one.
    const again = await mode.bind({ ...body, x: undefined, extension: undefined });

    const { findings } = await reconcile(true);

    expect(again.status).toBe(201);
    expect(findings.map(({ kind, action }) => [kind, action])).toEqual(
      again.body.subscriptionId === subscriptionId ? [] : [['late-there', 'repaired']],
    );
    expect(await ids()).toEqual([again.body.subscriptionId]);
  });
});

describe.each<[Mode, object]>([
  ['AX', { a: A, x: X }],
  ['AXB', { a: A, b: B, x: X }],
  ['AXE', { a: A, x: X, extension: '0007' }],
])('%s: an attempt that is applied after the end of the binding that its repeat made', (name, body) => {
  it('is taken away by a repair', async () => {
    await start(name);
    await late(1);
    const { bindingId } = (await mode.bind(body)).body;
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    await sweep(TOO_OLD_SECONDS);
    await sweep(TOO_OLD_SECONDS);
    await mode.stack.advance(FAR_TOO_LATE_SECONDS);
    const [subscriptionId] = await ids();

    const seen = await reconcile();
    await reconcile(true);

    expect(seen.findings).toMatchObject([{ kind: 'late-there', bindingId, subscriptionId }]);
    expect(await ids()).toEqual([]);
  });
});

describe.each<[Mode, object, object]>([
  ['AX', { a: A, x: X }, { a: C }],
  ['AXB', { a: A, b: B, x: X }, { a: C }],
  ['AXB', { a: A, b: B, x: X }, { b: C }],
])(
  '%s %j: an attempt that is applied after its binding was changed to %j and ended',
  (name, body, change) => {
    const ended = async () => {
      await start(name, { defaults: { coolDownSeconds: 0 } });
      await late(1);
      const { bindingId } = (await mode.bind(body)).body;
      expect((await mode.ask('PATCH', `/bindings/${bindingId}`, change)).status).toBe(200);
      await mode.ask('DELETE', `/bindings/${bindingId}`);
      await sweep(TOO_OLD_SECONDS);
      await sweep(TOO_OLD_SECONDS);
      await mode.stack.advance(FAR_TOO_LATE_SECONDS);
      return bindingId;
    };

    it('is taken away by a repair', async () => {
      const bindingId = await ended();
      const [subscriptionId] = await ids();

      const seen = await reconcile();
      await reconcile(true);

      expect(seen.findings).toMatchObject([{ kind: 'late-there', bindingId, subscriptionId }]);
      expect(await ids()).toEqual([]);
    });

    it('stays when its A had that number for another binding since', async () => {
      await ended();
      const [subscriptionId] = await ids();
      await mode.stack.advance(RESTS_SECONDS);
      const { bindingId } = (await mode.bind({ ...body, a: A, ...(name === 'AXB' ? { b: D } : {}) })).body;
      await mode.ask('DELETE', `/bindings/${bindingId}`);

      const { findings } = await reconcile(true);

      // In AX that one may have made it just as well.
      const kind = name === 'AXB' ? 'unknown-here' : 'late-there';
      expect(findings).toMatchObject([{ kind, subscriptionId }]);
    });
  },
);

describe.each<[Mode, object, object]>([
  ['AX', {}, { a: A, x: X }],
  ['AXB', {}, { a: A, b: B, x: X }],
  ['AXE', {}, { a: A, x: X }],
  ['AXYB', {}, { a: A, b: B }],
  ['AX', PLATFORM, { a: A, areaCode: '0755' }],
  ['AXB', PLATFORM, { a: A, b: B, areaCode: '0755' }],
  ['AXE', PLATFORM, { a: A, areaCode: '0755' }],
])('%s (%j) %j: a live binding of people who had one before', (name, settings, body) => {
  const NOT_SHOWN_SECONDS = 60;

  /** Indexes that show what has ended, and nothing of the last minute. */
  const startBehind = async () => {
    await start(name, settings, { indexLagSeconds: () => NOT_SHOWN_SECONDS });
    const { bindingId } = (await mode.bind(body)).body;
    await mode.ask('DELETE', `/bindings/${bindingId}`);
    await mode.stack.advance(7200);
  };

  it('stays, although no index shows it yet', async () => {
    await startBehind();
    const again = await mode.bind(body);

    const report = await reconcile(true);

    expect(again.status).toBe(201);
    expect(report.findings).toEqual([]);
    expect(await ids()).toEqual([again.body.subscriptionId]);
  });

  it('stays while nobody has recorded yet that it was made', async () => {
    await startBehind();
    mode.stack.store.judge = ({ name: call, input }) =>
      call === 'put' && 'item' in input && JSON.stringify(input.item).includes('"status":"active"')
        ? 'before'
        : 'ok';
    await mode.bind(body);
    mode.stack.store.judge = () => 'ok';

    const report = await reconcile(true);

    expect(report.findings).toEqual([]);
    expect(await ids()).toHaveLength(1);
  });
});
