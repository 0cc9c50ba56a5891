import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { APP_KEY, type ModeStack, startModeStack } from '../modes/mode-stack.ts';
import { openedItems } from './opened-items.ts';
import { PERSON } from './people-in-all-modes.ts';

const [R, Q] = [person(1), person(2)];
const DIGITS = PERSON.slice('+86'.length);

/** One that no reader can read, because it does not tell its session. */
const aCdrWithoutSession = (changes: object) => ({
  eventType: 'fee',
  feeLst: [{ direction: 0, callerNum: R, calleeNum: Q, bindNum: xNumber(1), ...changes }],
});

let mode: ModeStack;
beforeEach(async () => {
  mode = await startModeStack('AXB', { store: 'memory' });
});
afterEach(() => mode.stack.close());

const push = (body: object) => mode.stack.control.pushRaw({ appKey: APP_KEY, kind: 'cdr', body });

const order = (action: 'erase' | 'export') =>
  runPrivacyOrder(
    { action, operator: 'dora', dryRun: false, endLive: false },
    PERSON,
    (functionFolder, event) => mode.stack.invoke(functionFolder, event),
    () => undefined,
  );

/** The items in quarantine that are counted, and what all of them hold, as JSON. */
const quarantine = async () => {
  const { quarantineItems }: { quarantineItems: number } = await mode.stack.invoke('measure-state');
  const items = (await openedItems(mode.stack)).filter(({ pk }) => pk.startsWith('Q#'));
  const held = items.flatMap(({ text }) => /^sealed=(.*)$/m.exec(text)?.[1] ?? []);
  return { quarantineItems, held: held.map((json) => JSON.parse(json) as unknown) };
};

const replayed = (): Promise<object> =>
  mode.stack.invoke('replay-pushes', {
    from: '2026-03-01T00:00:00.000Z',
    to: '2026-03-02T00:00:00.000Z',
    quarantined: true,
  });

describe('an item in quarantine', () => {
  it.each([
    ['an item of a push', aCdrWithoutSession({ calleeNum: PERSON })],
    ['a whole push', { somethingNew: { caller: PERSON } }],
  ])('of the person is empty after an erasure, and rings nobody any more: %s', async (_name, body) => {
    await push(body);
    const before = await quarantine();

    await order('erase');

    expect([before.quarantineItems, before.held.length]).toEqual([1, 1]);
    expect(await quarantine()).toEqual({ quarantineItems: 0, held: [] });
  });

  it('of strangers stays without the words that tell of the person, and waits for a reader', async () => {
    await push(aCdrWithoutSession({ userData: `order-${DIGITS}` }));
    const { report } = await order('export');

    const erased = await order('erase');

    expect(JSON.stringify(report.records)).toContain(`order-${DIGITS}`);
    expect(JSON.stringify(report.records)).not.toContain(xNumber(1).slice('+86'.length));
    expect(erased.report.erased).toMatchObject({ 'quarantined-item': 1 });
    expect(await quarantine()).toEqual({
      quarantineItems: 1,
      held: [{ direction: 0, callerNum: R, calleeNum: Q, bindNum: xNumber(1) }],
    });
    expect(await replayed()).toMatchObject({ replayed: 1, quarantined: 1, skipped: 0 });
  });

  it('that is a whole push of strangers stays as one, without these words', async () => {
    await push({ somethingNew: { caller: R, userData: `order-${DIGITS}` } });
    const { report } = await order('export');

    await order('erase');

    expect(JSON.stringify(report.records)).not.toContain(R.slice('+86'.length));
    const { quarantineItems, held } = await quarantine();
    expect([
      quarantineItems,
      held.map((sent) => Buffer.from(String(sent), 'base64').toString('utf8')),
    ]).toEqual([1, [JSON.stringify({ somethingNew: { caller: R } })]]);
    expect(await replayed()).toMatchObject({ replayed: 1, skipped: 0, unreadable: 1 });
  });
});
