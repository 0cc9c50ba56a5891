import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = { bindingId: string; subscriptionId: string; x: string; a: string; b: string; status: string };

const NUMBERS = poolNumbers(20);
const PEOPLE = 20;

/**
 * Twenty people in a ring, each with the next few: as A here and as B there. With offsets 1 to 5 everybody is wanted in
 * ten bindings, so 18 others want one of the two, and one X of twenty is always left: all of them are valid.
 */
const ring = (...offsets: readonly number[]): readonly (readonly [a: number, b: number])[] =>
  Array.from({ length: PEOPLE }, (_, index) =>
    offsets.map((offset) => [index + 1, ((index + offset) % PEOPLE) + 1] as const),
  ).flat();

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('binds at once over a pool of twenty numbers', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [{ ...RIDES, numbers: NUMBERS, defaults: { coolDownSeconds: 0 } }],
      platformApps: [simulatorApp(RIDES, NUMBERS)],
    });
  });
  afterEach(() => stack.close());

  const bind = async ([a, b]: readonly [number, number]) => {
    const body = { mode: 'AXB', a: person(a), b: person(b) };
    const answer = await stack.request('POST', '/bindings', { body });
    return { status: answer.status, body: answer.body as Body };
  };
  const unbind = ({ bindingId }: Body) => stack.request('DELETE', `/bindings/${bindingId}`);
  const platformCalls = async (...operations: readonly string[]): Promise<number> => {
    const requests = await stack.control.journal({ kind: 'request' });
    return requests.filter(({ operation }) => operations.includes(operation)).length;
  };

  /** Expects the platform to have what those callers were promised, and nobody twice on an X. */
  const expectAgreement = async (promised: readonly Body[]): Promise<void> => {
    const there = await stack.control.bindings();
    const keyOf = ({
      subscriptionId,
      x,
      a,
      b,
    }: {
      subscriptionId: string;
      x: string;
      a: string;
      b: string;
    }) => [subscriptionId, x, a, b].join(' ');
    expect(there.map((binding) => keyOf(binding as never)).toSorted()).toEqual(
      promised.map(keyOf).toSorted(),
    );
    const reservations = there.flatMap((binding) => {
      const { a, b, x } = binding as { a?: string; b?: string; x: string };
      return [`${a} on ${x}`, `${b} on ${x}`];
    });
    expect(repeated(reservations)).toEqual([]);
    expect(await stack.invoke('reconcile', { app: 'rides' })).toMatchObject({
      ...{ findings: [], inProgress: 0, ours: promised.length },
    });
  };

  it('all succeed, a hundred of them, with few calls each, and none takes the number of another', async () => {
    const answers = await Promise.all(ring(1, 2, 3, 4, 5).map(bind));

    const mean = (await platformCalls('bind', 'query', 'unbind')) / answers.length;
    console.info(`platform calls a bind, of 100 at once that collide: ${mean}`);
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(201));
    expect(mean).toBeLessThanOrEqual(1.3);
    await expectAgreement(answers.map(({ body }) => body));
  });

  it('and unbinds between them leave exactly what callers were told', async () => {
    const first = (await Promise.all(ring(1, 2, 3).map(bind))).map(({ body }) => body);
    const [leaving, staying] = [first.slice(0, 30), first.slice(30)];
    const before = await platformCalls('bind', 'query');

    const [bound, unbound, again] = await Promise.all([
      Promise.all(ring(4, 5).map(bind)),
      Promise.all(leaving.map(unbind)),
      // The same pairs as those that stay: their callers get the binding there is.
      Promise.all(
        staying.map(({ a, b }) => stack.request('POST', '/bindings', { body: { mode: 'AXB', a, b } })),
      ),
    ]);

    const mean = ((await platformCalls('bind', 'query')) - before) / bound.length;
    console.info(`platform calls a bind, of 40 among 30 unbinds: ${mean}`);
    expect(bound.map(({ status }) => status)).toEqual(Array(40).fill(201));
    expect(unbound.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(again.map(({ status, body }) => [status, (body as Body).bindingId])).toEqual(
      staying.map(({ bindingId }) => [200, bindingId]),
    );
    expect(mean).toBeLessThanOrEqual(1.3);
    await expectAgreement([...staying, ...bound.map(({ body }) => body)]);
  });

  it('beyond what fits are told that the pool is exhausted, and evict nobody', async () => {
    // One person more than there are numbers wants everybody's courier.
    const wanted = Array.from({ length: 25 }, (_, index) => [1, 100 + index] as const);

    const answers = await Promise.all(wanted.map(bind));

    const bound = answers.filter(({ status }) => status === 201).map(({ body }) => body);
    expect(bound).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 503).map(({ body }) => body)).toEqual(
      Array(5).fill(expect.objectContaining({ code: 'pool-exhausted' })),
    );
    await expectAgreement(bound);
  });
});
