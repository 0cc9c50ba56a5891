// For every test file whose tests run functions: a call to AWS that the role of its function does not allow fails the test that
// made it, and what was called is kept for tests/rights/least-privilege.test.ts.
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { loadTemplate } from '../../tools/local-stack/template.ts';
import { notGranted } from './judge.ts';
import { type Grant, grantsIn } from './policies.ts';
import { forgetUses, seenUses } from './recorder.ts';
import { keepUses } from './recordings.ts';

type Task = Readonly<{ type: string; result?: { state: string } | undefined; tasks?: readonly Task[] }>;

const allPassed = ({ type, result, tasks = [] }: Task): boolean =>
  type === 'test' ? result?.state === 'pass' : tasks.every(allPassed);

let grants: readonly Grant[] = [];
let judged = 0;

const expectGranted = async (): Promise<void> => {
  const uses = seenUses();
  const fresh = uses.slice(judged);
  judged = uses.length;
  if (fresh.length === 0) return;
  if (grants.length === 0) grants = grantsIn(await loadTemplate());
  expect(notGranted(grants, fresh), 'AWS would refuse these: see iamRoleStatements in function.yml').toEqual(
    [],
  );
};

beforeAll(() => {
  forgetUses();
  judged = 0;
});
afterEach(expectGranted);
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
afterAll(async ({}, file) => {
  await expectGranted();
  // Of a part of the tests rights would seem to be unused.
  if (allPassed(file)) await keepUses(expect.getState().testPath ?? '', seenUses());
});
