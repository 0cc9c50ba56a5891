import { afterEach, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// Where the platform chooses, it gives the X that a bind named to somebody else as long as that bind is on its way. The bind is in
// doubt until it can come no more, whatever our reservations say: given up before, it would come and belong to nobody.

const A = '+8613800000001';
const OTHER = '+8613900000002';
const LATE = { on: 'bind', kind: 'late', times: 2, delaySeconds: 299 } as const;

let mode: ModeStack;
afterEach(() => mode.stack.close());

const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');
  }
};
const bind = async (body: object) => {
  const answer = await mode.bind(body);
  return [answer.status, answer.body.code ?? answer.body.status];
};
/** Those whom the platform has on an X, and those who have a live binding of ours. */
const bothSides = async () => {
  const there = (await mode.stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
  const people = await Promise.all(
    [A, OTHER].map(async (a) => (await mode.ask('GET', `/bindings?a=${encodeURIComponent(a)}`)).body.items),
  );
  const records = await Promise.all(people.flat().map(({ bindingId }) => mode.read(bindingId)));
  const ours = records.filter(({ status }) => status === 'active');
  return { there: there.length, ours: ours.length };
};

it.each([
  ['queue', [202, 'pending'], 1],
  // Nobody was promised anything, so what comes is taken away.
  ['refuse', [503, 'platform-unavailable'], 0],
] as const)(
  'a bind of AX in doubt (platformDown: %s) is not given up when the platform gives its X to another one',
  async (platformDown, inDoubt, live) => {
    const settings = { allocation: 'platform', platformDown };
    mode = await startModeStack('AX', {
      store: 'memory',
      sleep: async () => undefined,
      numbers: 1,
      settings,
    });
    const x = '+8617000000001';
    await mode.stack.control.faults.add(LATE);

    const asked = await bind({ a: A, x });
    const other = await bind({ a: OTHER, areaCode: '0755', ttlSeconds: 90 });
    await sweepFor(1);
    const repeated = await bind({ a: A, x });
    await mode.stack.advance(34);
    await sweepFor(13);

    expect([asked, other, repeated]).toEqual([inDoubt, [201, 'active'], inDoubt]);
    expect(await bothSides()).toEqual({ there: live, ours: live });
  },
);
