import { expect, it } from 'vitest';
import { createChangeFeed } from '../../../tools/local-stack/changes/change-feed.ts';
import { type StreamRecord, streamRecordOf } from '../../../tools/local-stack/changes/stream-record.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');

const recordAt = (sequence: number, at = NOW): StreamRecord => {
  const after = { pk: { S: `B#${sequence}` }, sk: { S: 'B' } };
  const record = streamRecordOf({ table: 'own-bindings', before: undefined, after, at, sequence });
  if (record === undefined) throw new Error('a record was expected');
  return record;
};

const sequencesIn = (event: unknown): readonly number[] =>
  (event as { Records: StreamRecord[] }).Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));

/** A feed with one trigger of batches of three, and a function that does what `answer` says. */
const feedWith = (answer: (event: unknown) => unknown, clock = () => NOW) => {
  const batches: (readonly number[])[] = [];
  const trigger = { table: 'bindings', engineTable: 'own-bindings', functionFolder: 'hear', batchSize: 3 };
  const feed = createChangeFeed({
    triggers: [{ ...trigger, wants: ({ dynamodb }) => dynamodb.Keys['pk']?.S !== 'B#2' }],
    clock,
    invoke: async (_folder, event) => {
      batches.push(sequencesIn(event));
      return answer(event);
    },
  });
  return { feed, batches };
};

it('hands records on in order, in batches, without those that the filter keeps away', async () => {
  const { feed, batches } = feedWith(() => ({ batchItemFailures: [] }));
  for (const sequence of [1, 2, 3, 4, 5]) feed.add(recordAt(sequence));

  expect(await feed.deliver()).toBe(0);
  expect(batches).toEqual([[1, 3, 4], [5]]);
});

it('begins again with the first record that was reported as failed', async () => {
  const third = recordAt(4).dynamodb.SequenceNumber;
  let fails = true;
  const { feed, batches } = feedWith(() =>
    fails ? { batchItemFailures: [{ itemIdentifier: third }] } : undefined,
  );
  for (const sequence of [1, 3, 4, 5]) feed.add(recordAt(sequence));

  expect(await feed.deliver()).toBe(2);
  fails = false;
  expect(await feed.deliver()).toBe(0);
  expect(batches).toEqual([
    [1, 3, 4],
    [4, 5],
  ]);
});

it.each([
  ['throws', () => Promise.reject(new Error('planned'))],
  ['reports a record that it was not given', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
])('hands the whole batch on again when the function %s', async (_name, answer) => {
  const { feed, batches } = feedWith(answer);
  feed.add(recordAt(1));

  expect([await feed.deliver(), await feed.deliver()]).toEqual([1, 1]);
  expect(batches).toEqual([[1], [1]]);
});

it('forgets a record after a day, as a stream does', async () => {
  let now = NOW;
  const { feed, batches } = feedWith(
    () => Promise.reject(new Error('planned')),
    () => now,
  );
  feed.add(recordAt(1));
  await feed.deliver();

  now = new Date('2026-03-02T08:00:00.000Z');

  expect(await feed.deliver()).toBe(0);
  expect(batches).toEqual([[1]]);
});
