import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { aSentCdr, signedHeaders } from '../../builders/pushes.ts';
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

describe('a push that comes packed', () => {
  /** As the platform would send it with `Content-Encoding: gzip`, which no page of it names. */
  const pushPacked = async (body: object): Promise<number> => {
    const created = mode.stack.clock().toISOString().replace('.000Z', 'Z');
    const appSecret = 'test-app-secret-mode-0001';
    const { status } = await fetch(`${mode.stack.url}/webhooks/cdr`, {
      method: 'POST',
      headers: signedHeaders({ appKey: APP_KEY, appSecret, created }),
      body: gzipSync(JSON.stringify(body)),
    });
    return status;
  };

  /** The kinds of items in which the number still stands, packed or not, beside the orders that act. */
  const traces = async () =>
    (await openedItems(mode.stack))
      .filter(({ pk, text }) => pk !== 'PERSONS' && pk !== 'ERASURES' && unpackedText(text).includes(DIGITS))
      .map(({ pk }) => pk.slice(0, 2))
      .sort();

  const unpackedText = (text: string): string => {
    const packed = /H4sI[\w+/=]+/.exec(text)?.[0];
    return packed === undefined ? text : gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
  };

  it('is found and erased like any other', async () => {
    const status = await pushPacked({ eventType: 'fee', feeLst: [{ ...aSentCdr(), callerNum: PERSON }] });
    const { report } = await order('export');

    const { report: erased } = await order('erase');

    expect(status).toBe(200);
    expect(JSON.stringify(report.records)).toContain(DIGITS);
    expect(erased.erased).toMatchObject({ call: 1, push: 1 });
    expect(await traces()).toEqual([]);
  });

  it('is found and erased in quarantine', async () => {
    const status = await pushPacked({ somethingNew: { caller: PERSON } });
    const before = await traces();

    await order('erase');

    expect([status, before]).toEqual([200, ['N#', 'Q#']]);
    expect(await traces()).toEqual([]);
    expect(await quarantine()).toEqual({ quarantineItems: 0, held: [] });
  });
});
