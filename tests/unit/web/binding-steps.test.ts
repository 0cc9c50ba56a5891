import { expect, test } from 'vitest';
import { bindingSteps } from '../../../web/operator/binding/binding-steps.ts';

const BINDING = {
  bindingId: 'kdhqbncgfmpaeirhjdkcbgqnmfpeaihr',
  app: 'rides',
  mode: 'AXB',
  status: 'active',
  a: '+8613800000001',
  callDirection: 'both',
  record: false,
  createdAt: '2026-03-01T08:00:00.000Z',
  createdBy: 'shop',
  expiresAt: '2026-03-01T10:00:00.000Z',
  version: 1,
} as const;

test('a binding that lives was made by a caller, and has its end before it', () => {
  expect(bindingSteps(BINDING)).toEqual([
    { kind: 'made', at: '2026-03-01T08:00:00.000Z', by: 'shop', tone: 'good' },
    { kind: 'willEnd', at: '2026-03-01T10:00:00.000Z', tone: 'plain' },
  ]);
});

test('a change without a caller is one of the service itself, and stands where its time is', () => {
  const steps = bindingSteps({
    ...BINDING,
    status: 'released',
    changedAt: '2026-03-01T09:00:00.000Z',
    bSince: '2026-03-01T08:30:00.000Z',
    releasedAt: '2026-03-01T09:30:00.000Z',
    endedBy: 'office',
    endReason: 'released',
  });

  expect(steps).toEqual([
    { kind: 'made', at: '2026-03-01T08:00:00.000Z', by: 'shop', tone: 'good' },
    { kind: 'bSince', at: '2026-03-01T08:30:00.000Z', tone: 'plain' },
    { kind: 'changed', at: '2026-03-01T09:00:00.000Z', by: null, tone: 'plain' },
    { kind: 'ended', at: '2026-03-01T09:30:00.000Z', by: 'office', tone: 'plain', reason: 'released' },
  ]);
});

test('one that was never made was asked for, and ended badly', () => {
  const { expiresAt: _none, createdBy: _nobody, ...bare } = BINDING;

  const steps = bindingSteps({
    ...bare,
    status: 'failed',
    endedAt: '2026-03-01T08:01:00.000Z',
    endReason: 'failed',
  });

  expect(steps).toEqual([
    { kind: 'makes', at: '2026-03-01T08:00:00.000Z', tone: 'plain' },
    { kind: 'ended', at: '2026-03-01T08:01:00.000Z', by: null, tone: 'bad', reason: 'failed' },
  ]);
});

test('one whose time was up ended then', () => {
  const steps = bindingSteps({ ...BINDING, status: 'expired' });

  expect(steps.at(-1)).toEqual({ kind: 'ended', at: '2026-03-01T10:00:00.000Z', by: null, tone: 'plain' });
});
