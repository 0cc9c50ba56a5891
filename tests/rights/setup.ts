// For every test file whose tests run functions: a call to AWS that the role of its function does not allow fails the test that
// made it.
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { loadTemplate } from '../../tools/local-stack/template.ts';
import { notGranted } from './judge.ts';
import { type Grant, grantsIn } from './policies.ts';
import { forgetUses, seenUses } from './recorder.ts';

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
afterAll(expectGranted);
