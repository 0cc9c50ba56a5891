import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../web/kit/calls/refusal.ts';

type Looked = Parameters<typeof refusalOf>[0];

const call = (changes: Partial<Looked>): Looked => ({
  answered: false,
  bindingId: null,
  mode: 'AXB',
  events: [],
  outcome: { code: 8014, source: 'release-code', class: 'binding', text: '' },
  ...changes,
});

const DIALLED = [{ type: 'collectInfo', at: '2026-03-01T08:00:00.000Z' }];
const BY_ORDER = { code: 8017, source: 'release-code', class: 'tenant', text: '' } as const;
const BUSY = { code: 8102, source: 'release-code', class: 'callee', text: '' } as const;

describe('why a call without a binding was turned away', () => {
  it.each([
    ['the caller was not bound', {}, 'not-bound'],
    ['AXE, nothing dialled', { mode: 'AXE' }, 'not-bound'],
    ['AXE, an extension that nobody has', { mode: 'AXE', events: DIALLED }, 'extension'],
    ['mode X, ended by our order', { mode: 'X', outcome: BY_ORDER }, 'not-bound'],
    ['another mode, ended by our order', { outcome: BY_ORDER }, undefined],
    ['the callee was busy', { outcome: BUSY }, undefined],
    ['it has a binding', { bindingId: 'binding' }, undefined],
    ['it goes on', { outcome: null }, undefined],
    ['it was answered', { answered: true }, undefined],
  ] as const)('%s', (_name, changes, expected) => {
    expect(refusalOf(call(changes))).toBe(expected);
  });
});
