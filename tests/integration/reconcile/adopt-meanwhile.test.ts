import { afterEach, describe, expect, it } from 'vitest';
import { carryOut, documentsAround, type StoreCall } from '../../fakes/documents-around.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import type { StackOptions } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';
import { type Mode, type Moved, startMoved } from './earlier-back-end.ts';

const A = person(1);
const B = person(2);
const C = person(3);
const X = xNumber(1);

let moved: Moved;
afterEach(() => moved.stack.close());

/** Carried out once, before the call of the store that is meant. */
let between: Readonly<{ before: (call: StoreCall) => boolean; deed: () => Promise<unknown> }> | undefined;

const start = async (mode: Mode, settings: object = {}, options: StackOptions = {}) => {
  const store = await startMemoryStore();
  const documents = documentsAround(async (call) => {
    const due = between?.before(call) === true ? between : undefined;
    if (due !== undefined) between = undefined;
    await due?.deed();
    return carryOut(store.documents, call);
  });
  moved = await startMoved(mode, settings, { ...options, store: { ...store, documents } });
};

const writes = (purpose: string, text: string) => (call: StoreCall) =>
  call.name === 'put' && call.input.purpose === purpose && JSON.stringify(call.input.item).includes(text);

/** The writes of an adoption before which somebody else acts. */
const BEFORE = {
  'the pair is locked': (call: StoreCall) => call.input.purpose.includes('lock'),
  'its record is stored': writes('storing the binding', '"status":"pending"'),
  'its number is reserved': writes('reserving the private number', '"P#moved#'),
  'it is ours': writes('storing the binding', '"status":"active"'),
} as const;

const MOMENTS = [
  'the pair is locked',
  'its record is stored',
  'its number is reserved',
  'it is ours',
] as const;

const EARLIER = {
  AX: () => moved.idOf(moved.platform.AX.bind({ a: A, x: X })),
  AXB: () => moved.idOf(moved.platform.AXB.bind({ a: A, b: B, x: X, ttlSeconds: 7200 })),
  AXE: () => moved.idOf(moved.platform.AXE.bind({ a: A, x: X, extension: '0042' })),
  AXYB: () => moved.idOf(moved.platform.AXYB.bind({ a: A, b: B, ttlSeconds: 7200 })),
} satisfies Record<Mode, () => Promise<string>>;

const MODES = ['AX', 'AXB', 'AXE', 'AXYB'] as const;
const EACH = MODES.flatMap((mode) => MOMENTS.map((moment) => [mode, moment] as const));

describe.each(EACH)('%s: before %s', (mode, moment) => {
  it('another run adopts the same binding, and it is one', async () => {
    await start(mode);
    const subscriptionId = await EARLIER[mode]();
    await moved.changes();
    const outcomes: string[] = [];
    const adopt = async () => outcomes.push((await moved.adoptOne({ subscriptionId })).outcome);

    between = { before: BEFORE[moment], deed: adopt };
    await adopt();
    await moved.sweep(61);
    const again = await moved.adoptOne({ subscriptionId });

    expect(outcomes.filter((outcome) => outcome === 'adopted')).toHaveLength(1);
    expect(again.outcome).toBe('owned');
    expect(await moved.list('app=moved&status=active')).toMatchObject([{ subscriptionId }]);
    expect([await moved.changes(), await moved.there()]).toEqual([[], [subscriptionId]]);
    expect((await moved.reconcile()).findings).toEqual([]);
  });

  it('it is ended at the platform, and is not ours, or is told as missing', async () => {
    await start(mode);
    const subscriptionId = await EARLIER[mode]();
    await moved.reconcile();

    between = {
      before: BEFORE[moment],
      deed: () => moved.platform[mode].unbind(subscriptionId),
    };
    const { outcome } = await moved.adoptOne({ subscriptionId });
    const { findings } = await moved.reconcile();

    const isLast = moment === 'it is ours';
    expect([outcome, findings.map(({ kind }) => kind)]).toEqual(
      isLast ? ['adopted', ['missing-there']] : ['changed-there', []],
    );
    await moved.reconcile(true);
    const place = mode === 'AXYB' ? {} : { x: X };
    const people = mode === 'AX' || mode === 'AXE' ? { a: A } : { a: A, b: B };
    expect(await moved.bind({ ...people, ...place })).toMatchObject({ status: 201 });
    expect((await moved.reconcile()).findings).toEqual([]);
  });
});

describe('while a binding is adopted', () => {
  it.each(MODES.flatMap((mode) => MOMENTS.map((moment) => [mode, moment] as const)))(
    '%s: a person who is blocked before %s is not ours, or the block says whom it did not end',
    async (mode, moment) => {
      await start(mode);
      const subscriptionId = await EARLIER[mode]();
      const answers: unknown[] = [];
      const block = async () => {
        const { body } = await moved.stack.request('POST', '/blocks', { body: { party: A, endLive: true } });
        answers.push(body);
      };

      between = { before: BEFORE[moment], deed: block };
      const { outcome } = await moved.adoptOne({ subscriptionId });

      const isLast = moment === 'it is ours';
      expect(outcome).toBe(isLast ? 'adopted' : 'party-blocked');
      expect(JSON.stringify(answers).includes('binding-in-progress')).toBe(isLast);
      expect(await moved.list('app=moved&status=active')).toHaveLength(isLast ? 1 : 0);
    },
  );

  it.each(MOMENTS)('a bind of its people on its number is refused, before %s', async (moment) => {
    await start('AXB');
    const subscriptionId = await EARLIER.AXB();
    await moved.reconcile();
    const answers: (number | string)[] = [];
    const bind = async () => {
      const { status, body } = await moved.bind({ a: A, b: B, x: X });
      answers.push(status, body.code);
    };

    between = { before: BEFORE[moment], deed: bind };
    const { outcome } = await moved.adoptOne({ subscriptionId });

    const isFirst = moment === 'the pair is locked';
    expect(outcome).toBe('adopted');
    expect(answers).toEqual([409, isFirst ? 'number-taken' : 'binding-in-progress']);
    expect((await moved.reconcile()).findings).toEqual([]);
    expect(await moved.there()).toEqual([subscriptionId]);
  });

  it('a bind of the pair on another number is first, and the binding stays unknown', async () => {
    await start('AXB');
    const subscriptionId = await EARLIER.AXB();
    await moved.reconcile();

    between = { before: BEFORE['the pair is locked'], deed: () => moved.bind({ a: A, b: B }) };
    const { outcome } = await moved.adoptOne({ subscriptionId });

    expect(outcome).toBe('pair-held');
    expect((await moved.reconcile(true)).findings).toMatchObject([{ kind: 'unknown-here', subscriptionId }]);
  });

  it('its people are changed at the platform, and nobody of ours is on that number', async () => {
    await start('AXB');
    const subscriptionId = await EARLIER.AXB();
    await moved.reconcile();

    between = {
      before: BEFORE['its number is reserved'],
      deed: () => moved.platform.AXB.modify(subscriptionId, { b: C }),
    };
    const first = await moved.adoptOne({ subscriptionId });
    const again = await moved.adoptOne({ subscriptionId });

    expect([first.outcome, again.outcome]).toEqual(['changed-there', 'adopted']);
    expect(await moved.list('app=moved&status=active')).toMatchObject([{ a: A, b: C, x: X }]);
    expect((await moved.reconcile()).findings).toEqual([]);
  });
});

describe.each([
  ['AX', {}, { a: A }],
  ['AXB', {}, { a: A, b: B }],
  ['AXE', {}, { a: A }],
  ['AXYB', {}, { a: A }],
  ['AX', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
  ['AXB', { allocation: 'platform' }, { a: A, b: B, areaCode: '0755' }],
  ['AXE', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
] as const)('%s (%j): what a bind of ours without an answer has made', (mode, settings, body) => {
  /** @param delaySeconds how late the platform carries it out, and its repeat */
  const bindLate = async (delaySeconds: number) => {
    await start(mode, settings, { environment: { PLATFORM_LATEST_SECONDS: '60' } });
    await moved.reconcile();
    await moved.stack.control.faults.add({ on: 'bind', kind: 'late', times: 2, delaySeconds });
    expect((await moved.bind(body)).status).toBe(503);
    await moved.stack.control.faults.clear();
  };

  it('is kept from an adoption while that bind is open, and is its own', async () => {
    await bindLate(40);
    await moved.stack.advance(45);
    const [subscriptionId = ''] = await moved.there();

    const { outcome } = await moved.adoptOne({ subscriptionId });
    await moved.sweep(90);

    expect(outcome).toBe('in-progress');
    expect(await moved.list('app=moved&status=active')).toMatchObject([{ subscriptionId }]);
    expect(await moved.adoptOne({ subscriptionId })).toMatchObject({ outcome: 'owned' });
  });

  it('is not adopted when that was given up long ago: a repair ends it', async () => {
    await bindLate(290);
    await moved.sweep(61);
    await moved.sweep(61);
    await moved.stack.advance(290);
    const [subscriptionId = ''] = await moved.there();

    const { outcome } = await moved.adoptOne({ subscriptionId });
    const { findings } = await moved.reconcile(true);

    expect(outcome).toBe('late-there');
    expect(findings).toMatchObject([{ kind: 'late-there', subscriptionId, action: 'repaired' }]);
  });
});
