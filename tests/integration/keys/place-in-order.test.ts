import { afterAll, beforeAll, expect, it } from 'vitest';
import { compose } from '../../../functions/manage-privacy/index.ts';
import { aContext } from '../../builders/api-event.ts';
import { person } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';
import { asFunction } from '../../rights/recorder.ts';
import { changeDocument, dataKey } from './change-document.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
});
afterAll(() => stack.close());

const standing = async () => (await stack.items('CALLS_TABLE')).filter(({ pk }) => pk === 'PERSONS');

/** One run that is told after a few questions that its time is over. */
const eraseAgainForMoments = () => {
  let asked = 0;
  const getRemainingTimeInMillis = () => {
    asked += 1;
    return asked > 2 ? 0 : 60_000;
  };
  const handler = compose(createTestRuntime(stack.surroundings));
  return asFunction('manage-privacy', () =>
    handler({ action: 'erase-again' }, { ...aContext(), getRemainingTimeInMillis }),
  );
};

it('a second look at a person goes on where it was, though the data key of its place is retired', async () => {
  await stack.invoke('manage-privacy', { action: 'erase', party: person(1), operator: 'dora' });
  await stack.advance(31 * 3600);
  const [given] = await standing();
  const cut = await eraseAgainForMoments();
  const [begun] = await standing();

  await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: [dataKey('next', 7), ...dataKeys] }));
  await stack.invoke('manage-keys', { action: 'reseal', from: 'test-1' });
  await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: dataKeys.slice(0, 1) }));
  const again: object = await stack.invoke('manage-privacy', { action: 'erase-again' });

  expect(cut).toMatchObject({ orders: 1 });
  // It has a place now.
  expect(String(begun?.['sealed']).length).toBeGreaterThan(String(given?.['sealed']).length + 10);
  expect(again).toMatchObject({ orders: 1 });
  expect(await standing()).toEqual([]);
});
