import { afterAll, beforeAll, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

// An event that cannot be told goes to the queue with all that is needed to tell it later, and is told from there.

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    sleep: async () => undefined,
  });
});
afterAll(() => stack.close());

const bind = (reference: string, at: number) =>
  stack.request('POST', '/bindings', {
    body: { mode: 'AXB', a: person(at), b: person(at + 1), x: xNumber(at), reference },
  });
const references = () => stack.events().map(({ reference }) => reference);
const order = (event: object) => stack.invoke('publish-events', event) as Promise<Record<string, unknown>>;
const redrive = () => order({ action: 'redrive', operator: 'tests' });

it('a change that cannot be opened stops nothing, and is told when it can', async () => {
  await bind('spoilt', 1);
  const changes = stack.changes();
  const [record] = changes.slice(-1);
  const image = record?.dynamodb.NewImage ?? {};
  const sealed = image['sealed'];
  Object.assign(image, { sealed: { S: 'test-1:broken' } });
  await bind('whole', 3);

  expect(await stack.followChanges()).toBe(0);
  expect(references()).toEqual(['whole']);
  expect(await order({ action: 'status' })).toMatchObject({ waiting: 1, inHand: 0 });
  // Still broken: it stays.
  expect(await redrive()).toEqual({ letters: 1, put: 0, failed: 1, emptied: true, remaining: 0, inHand: 1 });
  expect(sealed).toBeDefined();
});

it('an event that the bus has not taken for twenty hours is told from the queue', async () => {
  await bind('late', 5);
  stack.bus?.refuse(true);
  expect(await stack.followChanges()).toBeGreaterThan(0);
  await stack.advance(20 * 3600 + 60);
  expect(await stack.followChanges()).toBe(0);
  expect(references()).not.toContain('late');
  stack.bus?.refuse(false);

  expect(await order({ action: 'redrive', operator: 'tests', dryRun: true })).toMatchObject({ waiting: 1 });
  expect(await redrive()).toMatchObject({ letters: 1, put: 1, failed: 0, emptied: true, remaining: 0 });
  expect(references()).toContain('late');
  expect(stack.logs.join('\n')).toMatch(/"level":"audit".*"event":"events-redriven".*"operator":"tests"/);
});

it('what the bus still refuses is not counted as told, and stays', async () => {
  const before = stack.events().length;
  stack.bus?.refuse(true);
  for (let index = 0; index < 7; index += 1) {
    const { body } = await bind(`waiting-${index}`, 7 + 2 * index);
    await stack.request('DELETE', `/bindings/${Reflect.get(Object(body), 'bindingId')}`);
  }
  await stack.advance(20 * 3600 + 60);
  expect(await stack.followChanges()).toBe(0);
  // The broken one of the first test is in hand.
  expect(await order({ action: 'status' })).toMatchObject({ waiting: 14, inHand: 1 });

  expect(await redrive()).toEqual({
    letters: 10,
    put: 0,
    failed: 10,
    emptied: false,
    remaining: 4,
    inHand: 11,
  });
  expect(stack.events()).toHaveLength(before);
  stack.bus?.refuse(false);
  expect(await redrive()).toEqual({ letters: 4, put: 4, failed: 0, emptied: true, remaining: 0, inHand: 11 });
  expect(stack.events()).toHaveLength(before + 4);
});
