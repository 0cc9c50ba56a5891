import { expect, it } from 'vitest';
import { readEventsArguments } from '../../../tools/commands/events/arguments.ts';
import { describeEvents, isAllTold, runEvents } from '../../../tools/commands/events/run.ts';

it('npm run ops -- events looks by itself, and needs a stage and an operator to tell again', () => {
  expect(readEventsArguments([])).toMatchObject({ order: { action: 'status' } });
  expect(readEventsArguments(['redrive', '--stage', 'prod', '--operator', 'dora'])).toMatchObject({
    order: { action: 'redrive', operator: 'dora', dryRun: false },
  });
  expect(() => readEventsArguments(['redrive', '--operator', 'dora'])).toThrow(/--stage/);
  expect(() => readEventsArguments(['redrive', '--stage', 'prod'])).toThrow(/--operator/);
  expect(() => readEventsArguments(['--dry-run'])).toThrow(/belong to redrive/);
});

it.each([
  [
    { waiting: 0, inHand: 0, expiriesToldTo: null },
    true,
    '0 wait to be told again; expiries were not told yet',
  ],
  [
    { waiting: 3, inHand: 1, expiriesToldTo: '2026-03-01T08:00:00.000Z' },
    false,
    '3 wait to be told again, 1 was taken and comes back within five minutes; expiries are told up to 2026-03-01T08:00:00.000Z',
  ],
  [
    { letters: 2, put: 3, failed: 0, emptied: true, remaining: 0, inHand: 0 },
    true,
    '2 taken from the queue, 3 events told; 0 failed again, 0 wait still',
  ],
  [
    { letters: 2, put: 1, failed: 1, emptied: true, remaining: 0, inHand: 3 },
    false,
    '2 taken from the queue, 1 event told; 1 failed again, 0 wait still; 3 in all are taken and come back within five minutes',
  ],
  [
    // The counts of the queue lag behind.
    { letters: 2, put: 3, failed: 0, emptied: true, remaining: 1, inHand: 2 },
    true,
    '2 taken from the queue, 3 events told; 0 failed again, 1 waits still; 2 in all are taken and come back within five minutes',
  ],
  [
    { letters: 2, put: 3, failed: 0, emptied: false, remaining: 0, inHand: 0 },
    false,
    '2 taken from the queue, 3 events told; 0 failed again, 0 wait still; not all was looked at',
  ],
])('an answer of %o is told as it is', async (answered, isDone, words) => {
  const outcome = await runEvents({ action: 'status' }, async () => answered);

  expect([isAllTold(outcome), describeEvents(outcome)]).toEqual([isDone, words]);
});
