import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import type { PrivacyReport } from '../../../functions/manage-privacy/handler.ts';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person } from '../../harness/fixtures.ts';
import { spoil, withUnknownKey } from '../keys/spoil.ts';
import { APP_KEY, type ModeStack, startModeStack } from '../modes/mode-stack.ts';
import { openedItems } from './opened-items.ts';
import { PERSON } from './people-in-all-modes.ts';

const PARTNER = person(2);
const DIGITS = PERSON.slice('+86'.length);
const HOUR = 3600;

let mode: ModeStack;
afterEach(() => mode.stack.close());

const erase = () =>
  runPrivacyOrder(
    { action: 'erase', operator: 'dora', dryRun: false, endLive: true },
    PERSON,
    (functionFolder, event) => mode.stack.invoke(functionFolder, event),
    () => undefined,
  );

const lookAgain = (): Promise<object> => mode.stack.invoke('manage-privacy', { action: 'erase-again' });

/** Where the number, or words of these, still stand in the tables, beside the orders that act. */
const placesOf = async (...words: readonly string[]): Promise<readonly string[]> =>
  (await openedItems(mode.stack))
    .filter(({ pk }) => pk !== 'PERSONS' && pk !== 'ERASURES')
    .filter(({ text }) => [DIGITS, ...words].some((word) => text.includes(word)))
    .map(({ pk }) => pk.slice(0, 2))
    .sort();

const orders = async () => (await mode.stack.items('CALLS_TABLE')).filter(({ pk }) => pk === 'PERSONS');

describe('pushes that come after the erasure of a person', () => {
  it('are gone from the journal and the quarantine after the second look, and no replay brings them back', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { stack } = mode;
    const { x } = (await mode.bind({ a: PERSON, b: PARTNER })).body;
    stack.store.judge = (call) =>
      isWrite(call) && call.input.table !== stack.tables.NUMBERS_TABLE ? 'before' : 'ok';
    await stack.control.placeCall({ from: PERSON, to: x, outcome: 'answered', talkSeconds: 12 });
    await stack.control.sendText({ from: PARTNER, to: x, content: 'at the north gate' });
    stack.store.judge = () => 'ok';
    await erase();
    await stack.advance(HOUR);
    const feeLst = [{ callerNum: PERSON, calleeNum: 7 }];
    await stack.control.pushRaw({ appKey: APP_KEY, kind: 'cdr', body: { eventType: 'fee', feeLst } });
    const late = await placesOf('north gate');
    await stack.advance(30 * HOUR);

    const second = await lookAgain();
    const left = await placesOf('north gate');
    await stack.invoke('replay-pushes', { from: '2026-02-28T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' });

    expect(new Set(late)).toEqual(new Set(['C#', 'M#', 'N#', 'Q#']));
    expect(second).toMatchObject({ orders: 1, left: 0, unreadable: 0 });
    expect(left).toEqual([]);
    expect(await placesOf('north gate')).toEqual([]);
  });

  it('stay where they come when the thirty hours are over', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { stack } = mode;
    await erase();
    await stack.advance(31 * HOUR);
    const { x } = (await mode.bind({ a: PERSON, b: PARTNER })).body;
    await stack.control.placeCall({ from: PERSON, to: x, outcome: 'answered', talkSeconds: 12 });
    const before = await placesOf();

    await lookAgain();

    expect(before).toContain('N#');
    expect(await placesOf()).toEqual(before);
  });
});

describe('the erasure of a person that is given again', () => {
  it('still knows the bindings that the first one has erased', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { bindingId, subscriptionId } = await boundAndKnown();
    await erase();
    await erase();

    const [order] = await openedOrders();

    expect([bindingId === '', subscriptionId === '']).toEqual([false, false]);
    expect(order).toContain(`"memberships":{"${subscriptionId}":""}`);
  });

  it('erases what only the binding leads to, which came between the two', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { subscriptionId } = await boundAndKnown();
    await erase();
    const statusInfo = { callType: 'calling', sessionId: 'session-without-number', subscriptionId };
    await mode.stack.advance(60);
    await mode.stack.control.pushRaw({
      appKey: APP_KEY,
      kind: 'callEvents',
      body: { eventType: 'callout', statusInfo: { ...statusInfo, timestamp: '2026-03-01 08:00:00' } },
    });
    const before = await placesOf('session-without-number');

    await erase();

    expect(before).toEqual(['C#', 'N#']);
    expect(await placesOf('session-without-number')).toEqual([]);
  });

  const boundAndKnown = async () => {
    const { bindingId } = (await mode.bind({ a: PERSON, b: PARTNER })).body;
    const [theirs] = await mode.stack.control.bindings();
    return { bindingId, subscriptionId: String(theirs?.subscriptionId) };
  };

  const openedOrders = async () =>
    (await openedItems(mode.stack)).filter(({ pk }) => pk === 'PERSONS').map(({ text }) => text);
});

describe('the second look after an erasure', () => {
  it('is made again the next day where a binding, and with it its pair lock, could not be opened', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { stack } = mode;
    await mode.bind({ a: PARTNER, b: person(3) });
    await stack.invoke('manage-privacy', { action: 'erase', party: PERSON, operator: 'dora' });
    const [binding] = (await stack.items('BINDINGS_TABLE')).filter(({ pk }) => String(pk).startsWith('B#'));
    await stack.store.documents.put({
      purpose: 'test',
      table: stack.tables.BINDINGS_TABLE,
      item: { ...binding, pk: binding?.['pk'], sk: binding?.['sk'], sealed: 'gone:AAAA' },
    });
    await stack.advance(31 * HOUR);

    const second = await lookAgain();
    const kept = await orders();
    await stack.store.documents.put({
      purpose: 'test',
      table: stack.tables.BINDINGS_TABLE,
      item: { ...binding, pk: binding?.['pk'], sk: binding?.['sk'] },
    });
    await stack.advance(25 * HOUR);
    const third = await lookAgain();

    expect([second, kept.length]).toEqual([{ orders: 1, erased: 0, left: 0, unreadable: 2, undone: 0 }, 1]);
    expect([third, (await orders()).length]).toEqual([
      { orders: 1, erased: 0, left: 0, unreadable: 0, undone: 0 },
      0,
    ]);
  });
});

describe('the erasure of a call of which a record cannot be opened', () => {
  it('leaves the CDR that leads to the recording, says why, and takes both when the record opens', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { stack } = mode;
    const terms = { record: true, recordTone: 'notice.wav' };
    const { x } = (await mode.bind({ a: PERSON, b: PARTNER, ...terms })).body;
    await stack.control.placeCall({ from: PERSON, to: x, outcome: 'answered', talkSeconds: 12 });
    await stack.invoke('recording-archiver');
    const items = await stack.items('CALLS_TABLE');
    const [event] = items.filter(({ sk }) => String(sk).startsWith('EVT#'));
    const put = (changes: object) =>
      stack.documents.put({
        purpose: 'test',
        table: stack.tables.CALLS_TABLE,
        item: { ...event, ...changes },
      });
    await put({ sealed: 'gone:AAAA' });

    const first = await erase();
    const between = await objects();
    await put({});
    const second = await erase();

    const whys = (result: typeof first) =>
      result.report.left.filter(({ kind }) => kind === 'call').map(({ why }) => why);
    expect([whys(first), between]).toEqual([['call-unreadable'], 1]);
    expect([whys(second), second.report.unreadable, await objects()]).toEqual([[], 0, 0]);
    expect(await placesOf()).toEqual([]);
  });

  it('copies all others where one cannot be opened, and counts it', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { stack } = mode;
    const { x } = (await mode.bind({ a: PERSON, b: PARTNER })).body;
    await stack.control.placeCall({ from: PERSON, to: x, outcome: 'answered', talkSeconds: 12 });
    await stack.control.placeCall({ from: PARTNER, to: x, outcome: 'answered', talkSeconds: 12 });
    await spoil(stack, 'CALLS_TABLE', isFirstEvent(), withUnknownKey);

    const order = { action: 'export', party: PERSON, operator: 'dora' };
    const report: PrivacyReport = await stack.invoke('manage-privacy', order);

    expect(report.records.filter(({ kind }) => kind === 'call')).toHaveLength(1);
    expect(report.unreadable).toBeGreaterThan(0);
  });

  const objects = async (): Promise<number> => {
    const { s3, bucket } = mode.stack;
    return (await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents?.length ?? 0;
  };

  /** Meets one item alone: the first event of a call. */
  const isFirstEvent = () => {
    let isMet = false;
    return ({ sk }: Record<string, unknown>): boolean => {
      if (isMet || !String(sk).startsWith('EVT#')) return false;
      isMet = true;
      return true;
    };
  };
});
