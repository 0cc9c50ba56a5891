import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { startModeStack } from './mode-stack.ts';

const CHANGES: Readonly<Record<string, unknown>> = {
  a: '+8613800000003',
  b: '+8613900000004',
  callDirection: 'to-a',
  ttlSeconds: 120,
  record: false,
  recordTone: 'other.wav',
  maxCallMinutes: 7,
  lastMinuteTone: 'last.wav',
  sms: true,
  waitingTones: { a: 'wait.wav' },
  userData: 'order 43',
  callback: { tone: 'nobody.wav' },
  callbackTtlSeconds: 60,
};

const NEVER = ['mode', 'app', 'x', 'y', 'extension', 'reference', 'areaCode', 'areaMatch', 'ybTtlSeconds'];

const TWO = { a: '13800000001', b: '13900000002' };
const SHARED = ['ttlSeconds', 'record', 'recordTone', 'userData'];
const LIMITS = ['callDirection', 'maxCallMinutes', 'lastMinuteTone'];

/** The fields that a binding is made with, and those that can be changed (contract, PATCH). */
const MODES: readonly (readonly [Mode, object, readonly string[]])[] = [
  ['AXB', TWO, ['a', 'b', ...SHARED, ...LIMITS, 'sms', 'waitingTones']],
  ['AX', { a: TWO.a }, ['a', ...SHARED, ...LIMITS, 'sms']],
  ['AXE', { a: TWO.a, callbackTtlSeconds: 60 }, [...SHARED, 'callback', 'callbackTtlSeconds']],
  ['AXYB', { ...TWO, ybTtlSeconds: 3600 }, ['b']],
  ['X', { ...TWO, x: '+8617000000001' }, ['a', 'b', ...SHARED, ...LIMITS, 'waitingTones']],
];

describe.each(MODES)('changes of a binding of mode %s', (mode, settings, changeable) => {
  it('are made of exactly the fields that the mode can change, and all others are refused by name', async () => {
    const journey = await startModeStack(mode, { store: 'memory' });
    const record = { record: true, recordTone: 'rec.wav', ttlSeconds: 3600 };
    const bound = await journey.bind({ ...settings, ...record });
    const path = `/bindings/${bound.body.bindingId}`;
    const outcomes: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(CHANGES)) {
      const { status, body } = await journey.ask('PATCH', path, { [field]: value });
      outcomes[field] = status === 200 ? 'changed' : `${body.code} ${body.errors.map((error) => error.path)}`;
    }
    const fixed = Object.fromEntries(NEVER.map((field) => [field, 'anything']));

    const never = await journey.ask('PATCH', path, { ...fixed, ...CHANGES });

    await journey.stack.close();
    const expected = Object.keys(CHANGES).map((field) => [
      field,
      changeable.includes(field) ? 'changed' : `not-changeable ${field}`,
    ]);
    expect(bound.status).toBe(201);
    expect(outcomes).toEqual(Object.fromEntries(expected));
    expect([never.status, never.body.code]).toEqual([400, 'not-changeable']);
    expect(never.body.errors.map((error) => error.path).sort()).toEqual(
      [...NEVER, ...Object.keys(CHANGES).filter((field) => !changeable.includes(field))].sort(),
    );
  });
});
