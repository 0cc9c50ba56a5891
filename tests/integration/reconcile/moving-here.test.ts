import { afterEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Mode, type Moved, startMoved } from './earlier-back-end.ts';

const A = person(1);
const B = person(2);
const X = xNumber(1);
const EXTENSION = '0042';

let moved: Moved;
afterEach(() => moved.stack.close());

/** The binds of the back end that was there before. It signs in the older way. */
const earlierBind = async (mode: Mode, x = X) => {
  const { platform } = moved;
  const made = await {
    AX: () => platform.AX.bind({ a: A, x }),
    AXB: () => platform.AXB.bind({ a: A, b: B, x, record: true, recordTone: 'recorded.wav' }),
    AXE: () => platform.AXE.bind({ a: A, x, extension: EXTENSION }),
    AXYB: () => platform.AXYB.bind({ a: A, b: B }),
  }[mode]();
  if (made.kind !== 'ok') throw new Error(made.kind);
  return made.value;
};

const call = async (to: string, extension: object = {}) => {
  const talk = { from: B, to, outcome: 'answered', talkSeconds: 9 } as const;
  const { stateCode } = await moved.stack.control.placeCall({ ...talk, ...extension });
  return stateCode;
};

describe('bindings of a back end that was there before', () => {
  it.each(['AX', 'AXB', 'AXE', 'AXYB'] as const)(
    '%s: go on, unknown here, with calls that are of the binding when it is adopted',
    async (mode) => {
      moved = await startMoved(mode);
      const { subscriptionId, x } = await earlierBind(mode);
      const extension = mode === 'AXE' ? { extension: EXTENSION } : {};

      const seen = await moved.reconcile(true);
      const codes = [await call(x, extension)];
      const orphans = await moved.stack.request('GET', '/calls?app=moved&orphan=true');
      const { bindingId } = await moved.adoptOne({ subscriptionId, reference: 'order-1' });
      codes.push(await call(x, extension));
      const ours = await moved.stack.request('GET', `/calls?bindingId=${bindingId}`);
      const agreed = await moved.reconcile();

      expect(seen.findings).toMatchObject([{ kind: 'unknown-here', subscriptionId, action: 'none' }]);
      expect(codes).toEqual([0, 0]);
      expect(orphans.body).toMatchObject({
        items: [{ bindingId: null, caller: B, callee: A, talkSeconds: 9 }],
      });
      expect(ours.body).toMatchObject({
        items: [
          { bindingId, x },
          { bindingId, x },
        ],
      });
      expect(agreed).toMatchObject({ ours: 1, theirs: 1, findings: [] });
    },
  );

  it.each(['AX', 'AXB', 'AXE'] as const)('%s: keep a bind of their people off their number', async (mode) => {
    moved = await startMoved(mode);
    await earlierBind(mode);

    const people = { AX: { a: A }, AXB: { a: A, b: B }, AXE: { a: A, extension: EXTENSION } }[mode];
    const { status, body } = await moved.bind({ ...people, x: X });

    expect([status, body.code]).toEqual([409, 'number-taken']);
  });

  it('have their recordings archived as well', async () => {
    moved = await startMoved('AXB');
    await earlierBind('AXB');
    await call(X);

    await moved.stack.invoke('recording-archiver');

    const orphans = await moved.stack.request('GET', '/calls?app=moved&orphan=true');
    expect(orphans.body).toMatchObject({ items: [{ bindingId: null, recording: { status: 'archived' } }] });
  });

  it.each(['AX', 'AXB'] as const)('%s: are passed over by a bind that draws their numbers', async (mode) => {
    moved = await startMoved(mode, { numbers: poolNumbers(3) });
    for (const x of [X, xNumber(2)]) await earlierBind(mode, x);

    const beside = await moved.bind(mode === 'AXB' ? { a: A, b: B } : { a: A });

    expect([beside.status, beside.body.x]).toEqual([201, xNumber(3)]);
  });

  it('keep their numbers to themselves while these are reserved', async () => {
    moved = await startMoved('AXB', { numbers: poolNumbers(3) });
    await earlierBind('AXB');
    for (const x of [X, xNumber(2)])
      await moved.stack.request('PATCH', `/numbers/${encodeURIComponent(x)}`, { body: { reserved: true } });

    const others = await moved.bind({ a: person(3), b: person(4) });

    expect([others.status, others.body.x]).toEqual([201, xNumber(3)]);
  });
});
