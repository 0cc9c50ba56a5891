import { afterEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Mode, type Moved, startMoved } from './earlier-back-end.ts';

const A = person(1);
const B = person(2);
const C = person(3);
const D = person(4);
const X = xNumber(1);
const Y_OF_NOBODY = xNumber(9);

let moved: Moved;
afterEach(() => moved.stack.close());

const bindPair = (more: object = {}) =>
  moved.idOf(moved.platform.AXB.bind({ a: A, b: B, x: X, ttlSeconds: 7200, ...more }));

/** It is left as it was: the id at the platform, nothing sent to it, and no live binding of ours. */
const untouched = async (subscriptionId: string) => {
  const live = await moved.list('app=moved&status=active');
  const pending = await moved.list('app=moved&status=pending');
  expect([await moved.changes(), await moved.there()]).toEqual([[], [subscriptionId]]);
  expect([...live, ...pending].filter((one) => one.subscriptionId === subscriptionId)).toEqual([]);
};

describe('a binding of an earlier back end that is not adopted', () => {
  it.each<[string, object, readonly string[]]>([
    ['another mode', { mode: 'AX' }, ['mode']],
    ['another A', { a: C }, ['a']],
    ['the two the other way round', { a: B, b: A }, ['a', 'b']],
    ['another B', { b: C }, ['b']],
    ['another X', { x: xNumber(2) }, ['x']],
    ['an extension', { extension: '0042' }, ['extension']],
    ['a Y', { y: Y_OF_NOBODY }, ['y']],
    ['another recording', { record: true }, ['record']],
    ['another text', { userData: 'other' }, ['userData']],
    ['a later end than the platform has', { expiresAt: '2026-03-01T10:10:01.000Z' }, ['expiresAt']],
    ['an end that has passed', { expiresAt: '2026-03-01T08:00:00.000Z' }, ['expiresAt']],
    ['two of them', { a: C, record: true }, ['a', 'record']],
  ])('has a line with %s', async (_what, said, differences) => {
    moved = await startMoved('AXB');
    const subscriptionId = await bindPair({ userData: 'theirs' });
    await moved.changes();

    const refused = await moved.adoptOne({ subscriptionId, reference: 'order-1', ...said });

    expect(refused).toMatchObject({ outcome: 'line-differs', differences, number: { lastDigits: '01' } });
    await untouched(subscriptionId);
  });

  it('never ends at the platform and has a line with an end', async () => {
    moved = await startMoved('AXB');
    const subscriptionId = await bindPair({ ttlSeconds: undefined });
    await moved.changes();

    const refused = await moved.adoptOne({ subscriptionId, expiresAt: '2026-03-01T12:00:00.000Z' });

    expect(refused).toMatchObject({ outcome: 'line-differs', differences: ['expiresAt'] });
    await untouched(subscriptionId);
  });

  it('is on a number that is not in the pool', async () => {
    moved = await startMoved('AXB', {}, { there: { numbers: poolNumbers(7) } });
    const subscriptionId = await bindPair({ x: xNumber(7) });
    await moved.changes();

    expect(await moved.adoptOne({ subscriptionId })).toMatchObject({
      outcome: 'number-unknown',
      number: { lastDigits: '07' },
    });
    await untouched(subscriptionId);
  });

  it('has a person who is blocked, until that is lifted', async () => {
    moved = await startMoved('AXB');
    const subscriptionId = await bindPair();
    const made = await moved.stack.request('POST', '/blocks', { body: { party: B } });
    const { blockId }: { blockId: string } = made.body;
    await moved.changes();

    const refused = await moved.adoptOne({ subscriptionId });
    await untouched(subscriptionId);
    await moved.stack.request('DELETE', `/blocks/${blockId}`);

    expect(refused).toMatchObject({ outcome: 'party-blocked' });
    expect(await moved.adoptOne({ subscriptionId })).toMatchObject({ outcome: 'adopted' });
  });

  it('is of a pair that has a live binding here, unless the line has a reference of its own', async () => {
    moved = await startMoved('AXB');
    const subscriptionId = await bindPair();
    const { bindingId } = (await moved.bind({ a: A, b: B, x: xNumber(2) })).body;

    const refused = await moved.adoptOne({ subscriptionId });
    const other = await moved.adoptOne({ subscriptionId, reference: 'order-1' });

    expect(refused).toMatchObject({ outcome: 'pair-held', bindingId });
    expect(other).toMatchObject({ outcome: 'adopted' });
    expect((await moved.reconcile()).findings).toEqual([]);
  });

  it('has a person who holds its number here for somebody else', async () => {
    moved = await startMoved('AXB');
    const ours = (await moved.bind({ a: A, b: D, x: X })).body;
    const unbound = await moved.platform.AXB.unbind(ours.subscriptionId);
    const subscriptionId = await bindPair();
    await moved.changes();

    const refused = await moved.adoptOne({ subscriptionId });

    expect(unbound.kind).toBe('ok');
    expect(refused).toMatchObject({ outcome: 'held-here', bindingId: ours.bindingId });
    await untouched(subscriptionId);
  });

  it('has a number that rests for somebody else, until it has rested', async () => {
    moved = await startMoved('AXB', { defaults: { allowPermanent: true, coolDownSeconds: 600 } });
    const ours = (await moved.bind({ a: A, b: D, x: X })).body;
    await moved.stack.request('DELETE', `/bindings/${ours.bindingId}`);
    const subscriptionId = await bindPair();
    await moved.changes();

    const resting = await moved.adoptOne({ subscriptionId });
    const repaired = await moved.reconcile(true);
    await untouched(subscriptionId);
    await moved.stack.advance(601);

    expect(resting).toMatchObject({ outcome: 'held-here' });
    // An adoption that was given up sent nothing, so a repair finds no late bind of ours.
    expect(repaired.findings).toMatchObject([{ kind: 'unknown-here', subscriptionId, action: 'none' }]);
    expect(await moved.adoptOne({ subscriptionId })).toMatchObject({ outcome: 'adopted' });
  });

  it('has an extension that rests for another A', async () => {
    moved = await startMoved('AXE', { defaults: { allowPermanent: true, coolDownSeconds: 600 } });
    const ours = (await moved.bind({ a: C, x: X, extension: '0042' })).body;
    await moved.stack.request('DELETE', `/bindings/${ours.bindingId}`);
    const subscriptionId = await moved.idOf(moved.platform.AXE.bind({ a: A, x: X, extension: '0042' }));
    await moved.changes();

    const resting = await moved.adoptOne({ subscriptionId });
    await untouched(subscriptionId);

    expect(resting).toMatchObject({ outcome: 'held-here' });
    expect((await moved.reconcile(true)).findings).toMatchObject([{ kind: 'unknown-here' }]);
    expect(await moved.there()).toEqual([subscriptionId]);
  });

  it('has ended here, so that a repair ends it there', async () => {
    moved = await startMoved('AXB');
    const subscriptionId = await bindPair();
    const { bindingId } = await moved.adoptOne({ subscriptionId });
    await moved.stack.control.faults.add({
      ...{ on: 'unbind', kind: 'result-code', httpStatus: 403, code: '1016001' },
    });
    await moved.stack.request('DELETE', `/bindings/${bindingId}`);

    const refused = await moved.adoptOne({ subscriptionId });

    expect(refused).toMatchObject({ outcome: 'ended-here', bindingId });
  });

  const TWO = {
    AX: () => moved.platform.AX.bind({ a: A, x: xNumber(2) }),
    AXB: () => moved.platform.AXB.bind({ a: A, b: B, x: xNumber(2), ttlSeconds: 7200 }),
    AXE: () => moved.platform.AXE.bind({ a: A, x: xNumber(2), extension: '0043' }),
    AXYB: () => moved.platform.AXYB.bind({ a: A, b: B, ttlSeconds: 7200 }),
  } satisfies Record<Mode, () => Promise<{ kind: string; value?: { subscriptionId?: string } }>>;
  const ONE = {
    AX: () => moved.platform.AX.bind({ a: A, x: X }),
    AXB: () => moved.platform.AXB.bind({ a: A, b: B, x: X, ttlSeconds: 7200 }),
    AXE: () => moved.platform.AXE.bind({ a: A, x: X, extension: '0042' }),
    AXYB: TWO.AXYB,
  } satisfies typeof TWO;

  it.each(['AX', 'AXB', 'AXE', 'AXYB'] as const)(
    '%s: is the second of one pair, which a dry run says as well, unless it has a reference of its own',
    async (mode) => {
      moved = await startMoved(mode);
      const [one, two] = [await moved.idOf(ONE[mode]()), await moved.idOf(TWO[mode]())];
      const outcomes = async (more: object, reference = 'order-1') => {
        const lines = [
          { subscriptionId: one, reference: 'order-1' },
          { subscriptionId: two, reference },
        ];
        return (await moved.adopt(lines, more)).adoptions.map(({ outcome }) => outcome).sort();
      };

      const dry = await outcomes({ dryRun: true });
      const apart = await outcomes({ dryRun: true }, 'order-2');
      await outcomes({});
      const after = await outcomes({});

      expect([dry, apart]).toEqual([
        ['adoptable', 'pair-held'],
        ['adoptable', 'adoptable'],
      ]);
      expect(after).toEqual(['owned', 'pair-held']);
    },
  );

  it('is not at the platform any more', async () => {
    moved = await startMoved('AXB');
    const subscriptionId = await bindPair();
    await moved.platform.AXB.unbind(subscriptionId);

    expect(await moved.adoptOne({ subscriptionId })).toEqual({ subscriptionId, outcome: 'gone-there' });
  });

  it.each<[string, object, string]>([
    ['of an app that is not configured', { app: 'others' }, 'there is no app with this name'],
    [
      'with a field that is misspelt',
      { adopt: [{ subscriptionId: 'one', refrence: 'x' }] },
      'the event is not valid: adopt.0.refrence is not a known field',
    ],
    ['without a binding', { adopt: [] }, 'the event is not valid: adopt must not be empty'],
    ['with a repair', { repair: true }, 'the event is not valid: repair is not a known field'],
  ])('is of an order %s', async (_what, changes, refused) => {
    moved = await startMoved('AXB');
    const order = { app: 'moved', adopt: [{ subscriptionId: 'one' }], ...changes };

    expect(await moved.stack.invoke('reconcile', order)).toEqual({ refused });
  });

  it('is left to the operator by the night, also where it repairs', async () => {
    moved = await startMoved('AXB', { reconcile: 'repair' });
    const subscriptionId = await bindPair();
    await moved.changes();

    const night = await moved.stack.invoke('reconcile', {});

    expect(night).toMatchObject({ reports: [{ findings: [{ kind: 'unknown-here', subscriptionId }] }] });
    await untouched(subscriptionId);
  });
});

describe('AXYB: B of an adopted binding', () => {
  let x: string;
  const start = async (b: string | undefined) => {
    moved = await startMoved('AXYB');
    const made = await moved.platform.AXYB.bind({
      a: A,
      ...(b === undefined ? {} : { b }),
      ttlSeconds: 7200,
    });
    if (made.kind !== 'ok') throw new Error(made.kind);
    ({ x } = made.value);
    return made.value.subscriptionId;
  };
  const strangerCalls = () =>
    moved.stack.control.placeCall({ from: D, to: x, outcome: 'answered', talkSeconds: 5 });

  it('is whom the line names, among those who have called', async () => {
    const subscriptionId = await start(B);
    await strangerCalls();

    const { bindingId, outcome } = await moved.adoptOne({ subscriptionId, b: B });

    const shown = await moved.read(bindingId);
    expect([outcome, shown.b, shown.platform.state]).toEqual(['adopted', B, 'match']);
    expect((await moved.reconcile()).findings).toEqual([]);
  });

  it('is not somebody whom the platform does not have there', async () => {
    const subscriptionId = await start(B);

    expect(await moved.adoptOne({ subscriptionId, b: C })).toMatchObject({
      outcome: 'line-differs',
      differences: ['b'],
    });
  });

  it('is nobody where the line says so, whoever has called', async () => {
    const subscriptionId = await start(undefined);
    await strangerCalls();

    const { bindingId } = await moved.adoptOne({ subscriptionId, b: null });

    const { b, y, platform } = await moved.read(bindingId);
    expect([b, y, platform.state]).toEqual([undefined, undefined, 'match']);
  });
});
