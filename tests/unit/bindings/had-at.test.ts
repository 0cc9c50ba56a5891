import { describe, expect, it } from 'vitest';
import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import { hadAt } from '../../../shared/bindings/read/had-at.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { A, B, C } from '../../builders/bind-request.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

/** Made at 08:00 and bound until 10:00. */
const at = (clock: string) => `2026-03-01T${clock}:00.000Z`;

describe('whether a binding was had at a moment', () => {
  const TIMED: readonly Mode[] = ['AXB', 'AXE', 'AXYB', 'X'];

  it.each<[string, BindingStatus, object, readonly string[], readonly string[]]>([
    ['lives', 'active', {}, ['08:00', '09:59'], ['07:59', '10:00', '11:00']],
    ['never ends', 'active', { expiresAt: undefined }, ['08:00', '23:59'], ['07:59']],
    ['is being made', 'pending', {}, ['08:00', '23:59'], ['07:59']],
    ['is being ended', 'releasing', {}, ['08:00', '09:59'], ['07:59', '10:00']],
    [
      'was released',
      'released',
      { releasedAt: at('09:00') },
      ['08:00', '08:59'],
      ['07:59', '09:00', '09:30'],
    ],
    ['was released after its time', 'released', { releasedAt: at('10:30') }, ['09:59'], ['10:00', '10:15']],
    ['expired', 'expired', {}, ['08:00', '09:59'], ['10:00']],
    ['was never made', 'failed', { releasedAt: at('08:30') }, [], ['07:59', '08:00', '08:15', '09:00']],
  ])('that %s, where a timer or our clock ends it', (_case, status, more, had, not) => {
    for (const mode of TIMED) {
      const binding = aLiveBinding({ mode, status, ...more });
      expect([mode, [...had, ...not].filter((moment) => hadAt(binding, {}, at(moment)))]).toEqual([
        mode,
        had,
      ]);
    }
  });

  it.each<[string, BindingStatus, object, readonly string[], readonly string[]]>([
    ['lives', 'active', {}, ['08:00', '10:30'], ['07:59']],
    ['is being ended', 'releasing', {}, ['08:00', '10:30'], ['07:59']],
    ['was released', 'released', { releasedAt: at('09:00') }, ['08:59'], ['09:00']],
    ['was released after its time', 'released', { releasedAt: at('10:30') }, ['10:29'], ['10:30']],
    ['expired, and was unbound then', 'expired', { end: { at: at('10:05') } }, ['10:04'], ['10:05']],
  ])('that %s, in AX, where an unbind ends it', (_case, status, more, had, not) => {
    const binding = aLiveBinding({ mode: 'AX', b: undefined, status, ...more });

    expect([...had, ...not].filter((moment) => hadAt(binding, {}, at(moment)))).toEqual(had);
  });

  it.each([
    [{ a: A }, ['09:00']],
    [{ b: B }, ['08:30', '09:00']],
    [{ y: C }, ['08:30', '09:00']],
    [{ party: A }, ['09:00']],
    [{ party: B }, ['08:30', '09:00']],
    [{ a: A, b: B }, ['09:00']],
    [{}, ['08:15', '08:30', '09:00']],
  ])('by %j, whom changes brought later', (people, had) => {
    const binding = aLiveBinding({ joined: { a: at('09:00'), b: at('08:30') } });

    expect(['08:15', '08:30', '09:00'].filter((moment) => hadAt(binding, people, at(moment)))).toEqual(had);
  });
});
