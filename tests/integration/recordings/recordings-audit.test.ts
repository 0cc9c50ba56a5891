import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B] = [person(1), person(2)];

let mode: ModeStack;
let bindingId: string;
let callId: string;
let partyKey: string;

beforeEach(async () => {
  mode = await startModeStack('AXB', { store: 'memory' });
  const bound = (await mode.bind({ a: A, b: B, record: true, recordTone: 'notice.wav' })).body;
  await mode.stack.control.placeCall({ from: A, to: bound.x, outcome: 'answered', talkSeconds: 12 });
  const items = await mode.stack.items('CALLS_TABLE');
  const [cdr] = items.filter(({ sk }) => String(sk).startsWith('CDR#'));
  bindingId = bound.bindingId;
  callId = String(cdr?.['pk']).slice('C#'.length);
  partyKey = String(cdr?.['callerKey']);
  mode.stack.logs.length = 0;
});
afterEach(() => mode.stack.close());

const audits = () => mode.stack.logs.map((line) => JSON.parse(line)).filter(({ level }) => level === 'audit');

describe('the audit of orders for recordings', () => {
  it.each([
    ['status', {}, 'data-read'],
    ['erase', { dryRun: true }, 'data-read'],
    ['retry', { dryRun: true }, 'data-read'],
    ['retry', {}, 'data-changed'],
    ['erase', {}, 'data-changed'],
  ])('has who gave %s with %j, about whom, and how many calls there were', async (action, more, event) => {
    for (const target of [{ party: A }, { bindingId }, { callId }])
      await mode.stack.invoke('manage-recordings', { action, operator: 'Ada', ...target, ...more });

    const line = { event, operator: 'Ada', route: `recordings ${action}`, found: { count: 1 } };
    expect(audits()).toEqual([
      expect.objectContaining({ ...line, soughtFor: { party: partyKey } }),
      expect.objectContaining({ ...line, soughtFor: { bindingId } }),
      expect.objectContaining({ ...line, soughtFor: { callId } }),
    ]);
  });

  it('has a look without a name, and one that finds nothing', async () => {
    await mode.stack.invoke('manage-recordings', { action: 'status', party: A });
    await expect(
      mode.stack.invoke('manage-recordings', { action: 'status', callId: 'none', operator: 'Ada' }),
    ).rejects.toThrow();

    expect(audits()).toEqual([
      expect.objectContaining({ event: 'data-read', operator: 'unnamed', found: { count: 1 } }),
      expect.objectContaining({ event: 'data-read', code: 'not-found', found: { count: 0 } }),
    ]);
  });

  it('is silent about the whole archive, which tells of nobody', async () => {
    await mode.stack.invoke('manage-recordings', { action: 'status' });

    expect(audits()).toEqual([]);
  });
});
