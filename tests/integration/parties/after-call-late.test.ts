import { afterEach, expect, it } from 'vitest';
import { type PartiesStack, startPartiesStack } from './parties-stack.ts';

// `unbindAfterCallSeconds` where the CDR comes after that time, so that the binding is looked at as soon as the CDR is stored.

let stack: PartiesStack;
afterEach(() => stack.close());

const looks = async (): Promise<number> =>
  (await stack.items('CALLS_TABLE')).filter(({ pk }) => String(pk).startsWith('ENDINGS#')).length;

it('a binding is ended though the index does not show its call yet when it is looked at', async () => {
  let indexLagSeconds = 0;
  stack = await startPartiesStack(
    { settings: { unbindAfterCallSeconds: 30 } },
    { indexLagSeconds: (index) => (index.includes('subscription') ? indexLagSeconds : 0) },
  );
  const bound = await stack.bind('AXB');
  const late = { on: 'push', kind: 'delayed', times: 20 } as const;
  await stack.control.faults.add({ ...late, pushKind: 'cdr', delaySeconds: 40, times: 1 });
  await stack.control.faults.add({ ...late, pushKind: 'callEvents', delaySeconds: 100_000 });
  await stack.control.placeCall({
    ...{ from: bound.b ?? '', to: bound.x },
    ...{ outcome: 'answered', talkSeconds: 5 },
  });
  for (let second = 0; second < 300 && (await looks()) === 0; second += 1) await stack.advance(1);
  indexLagSeconds = 2;
  await stack.invoke('binding-sweeper');
  const during = [(await stack.read(bound.bindingId))['status'], await looks()];
  indexLagSeconds = 0;
  await stack.advance(61);
  await stack.invoke('binding-sweeper');

  expect(during).toEqual(['active', 1]);
  expect([(await stack.read(bound.bindingId))['status'], await looks()]).toEqual(['released', 0]);
});

it('a look at a binding without a call is made twice, and then no more', async () => {
  stack = await startPartiesStack(
    { settings: { unbindAfterCallSeconds: 30 } },
    { indexLagSeconds: (index) => (index.includes('subscription') ? 300 : 0) },
  );
  const bound = await stack.bind('AXB');
  await stack.advance(301);
  await stack.control.placeCall({
    ...{ from: bound.b ?? '', to: bound.x },
    ...{ outcome: 'answered', talkSeconds: 5 },
  });
  await stack.advance(60);
  const left: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    await stack.invoke('binding-sweeper');
    left.push(await looks());
    await stack.advance(61);
  }

  expect([left, (await stack.read(bound.bindingId))['status']]).toEqual([[1, 0, 0], 'active']);
});
