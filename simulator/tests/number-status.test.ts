import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlayground, type Playground, pushedTo, X } from './playground.ts';

const [X2, X3] = ['+8617000000002', '+8617000000003'];

describe('number status', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ numbers: [X, X2, X3].map((x) => ({ x })) });
  });
  afterEach(() => playground.close());

  const pushed = () => pushedTo(playground.receiver).numbers();
  const states = async () =>
    (await playground.control.apps()).flatMap(({ numbers }) => numbers.map(({ state }) => state));

  it('tells one number as the documents do', async () => {
    await playground.control.setNumber(X, { state: 10, cause: '2' });

    expect(pushed()).toEqual([
      { eventType: 'numStatus', numInfo: [{ number: X, status: '10', cause: '2' }] },
    ]);
  });

  it('tells a recovered number as the documents do', async () => {
    await playground.control.pushNumberStatus([{ x: X, state: 5 }]);

    expect(pushed()).toEqual([{ eventType: 'numStatus', numInfo: [{ number: X, status: '5' }] }]);
  });

  it('tells several numbers in one push as the documents do, and changes them', async () => {
    const pushes = await playground.control.pushNumberStatus([
      { x: X, state: 9 },
      { x: X2, state: 10, cause: '3' },
      { x: X3, state: 11 },
    ]);

    expect(pushed()).toEqual([
      {
        eventType: 'numStatus',
        numInfo: [
          { number: X, status: '9' },
          { number: X2, status: '10', cause: '3' },
          { number: X3, status: '11' },
        ],
      },
    ]);
    expect([pushes, await states()]).toEqual([1, [9, 10, 11]]);
  });

  it.each([
    ['none', 0],
    ['101', 101],
  ])('makes no push of %s, and changes nothing', async (_case, count) => {
    const changes = Array.from({ length: count }, () => ({ x: X, state: 9 as const }));

    await expect(playground.control.pushNumberStatus(changes)).rejects.toThrow('1 to 100');
    expect(await states()).toEqual([5, 5, 5]);
  });

  it('makes a push of 100', async () => {
    await playground.control.pushNumberStatus(Array.from({ length: 100 }, () => ({ x: X, state: 9 })));

    expect(pushed()[0].numInfo).toHaveLength(100);
  });

  it('changes nothing when a number is unknown', async () => {
    const changes = [
      { x: X, state: 9 },
      { x: '+8617099999999', state: 9 },
    ] as const;

    await expect(playground.control.pushNumberStatus(changes)).rejects.toThrow('No application');
    expect(await states()).toEqual([5, 5, 5]);
  });

  it('makes one push for each application', async () => {
    const other = {
      ...playground.app,
      appKey: 'other',
      mode: 'AX' as const,
      numbers: [{ x: '+8617000000009' }],
    };
    const both = await openPlayground({}, { apps: [playground.app, other] });

    const pushes = await both.control.pushNumberStatus([
      { x: X, state: 9 },
      { x: '+8617000000009', state: 9 },
    ]);

    expect(pushes).toBe(2);
    await both.close();
  });
});
