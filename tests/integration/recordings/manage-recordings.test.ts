import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ManageReport } from '../../../functions/manage-recordings/handler.ts';
import { callIdOf } from '../../../shared/calls/call-id.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const A = person(1);
const X = xNumber(1);
const DAY_SECONDS = 24 * 3600;
const OPERATOR = { operator: 'Ada' };
const lookup = createLookupKeys(Buffer.alloc(32, 2));

let stack: Stack;
let bindingId: string;

beforeEach(async () => {
  stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T02:30:00.000Z') });
  bindingId = await bind(A, person(2), X);
});
afterEach(() => stack.close());

const bind = async (a: string, b: string, x: string): Promise<string> => {
  const body = { mode: 'AXB', a, b, x, record: true, recordTone: 'tone.wav', ttlSeconds: 30 * DAY_SECONDS };
  const bound = await stack.request('POST', '/bindings', { body });
  if (bound.status !== 201) throw new Error(`not bound: ${bound.text}`);
  return (bound.body as { bindingId: string }).bindingId;
};

/** A recorded call; the answer is our id of it and its file. */
const call = async (from = A, to = X, cdrDelaySeconds = 0) => {
  const { sessionId, recordObjectName } = await stack.control.placeCall({
    from,
    to,
    outcome: 'answered',
    talkSeconds: 30,
    cdrDelaySeconds,
  });
  await stack.advance(60);
  return { callId: callIdOf(lookup, { app: 'rides', sessionId }), fileName: recordObjectName ?? '' };
};

const manage = (event: object): Promise<ManageReport> => stack.invoke('manage-recordings', event);
/** The schedule of erasures. */
const lookAgain = (): Promise<object> => stack.invoke('manage-recordings', { action: 'erase-again' });
const listed = async (party: string) => {
  const { body } = await stack.request('GET', `/calls?party=${encodeURIComponent(party)}`);
  return (body as { items: { callId: string }[] }).items;
};
const archive = (): Promise<Record<string, number>> => stack.invoke('recording-archiver');

const itemsOf = async (callId: string, prefix: string) =>
  (await stack.items('CALLS_TABLE')).filter(
    ({ pk, sk }) => pk === `C#${callId}` && String(sk).startsWith(prefix),
  );
const item = async (callId: string) => (await itemsOf(callId, 'CDR#'))[0] ?? {};

const keysOf = async (callId: string): Promise<readonly string[]> => {
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
  return Contents.map(({ Key = '' }) => Key).filter((key) => key.includes(callId));
};
const bytesOf = async (Key: string): Promise<Buffer> => {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const sha256 = (bytes: Buffer = Buffer.alloc(0)) => createHash('sha256').update(bytes).digest('hex');

describe('the status of recordings', () => {
  it('counts what waits and what was lost, nearest deadline first', async () => {
    await stack.control.faults.add({ on: 'download', kind: 'http-500', probability: 1 });
    const early = await call();
    await stack.advance(7 * DAY_SECONDS - 3600);
    const late = await call();
    await archive();

    const before = await manage({ action: 'status' });
    await stack.advance(7200);
    await archive();
    const after = await manage({ action: 'status' });

    expect(before).toMatchObject({
      archive: {
        waiting: 2,
        lost: 0,
        nearest: [
          { callId: early.callId, status: 'pending', attempts: 1, reason: 'http-500' },
          { callId: late.callId, status: 'pending', attempts: 1 },
        ],
        latestLost: [],
      },
    });
    expect(after).toMatchObject({
      archive: { waiting: 1, lost: 1, latestLost: [{ callId: early.callId, status: 'lost' }] },
    });
  });

  it('counts the states of a binding, and of a person', async () => {
    const archived = await call();
    await archive();
    const waiting = await call();
    await stack.control.placeCall({ from: A, to: X, outcome: 'busy' });

    const ofBinding = await manage({ action: 'status', bindingId });
    const ofPerson = await manage({ action: 'status', party: '138-0000-0001' });

    const expected = { calls: 3, counts: { archived: 1, pending: 1, none: 1 } };
    expect(ofBinding).toMatchObject(expected);
    expect(ofPerson).toMatchObject(expected);
    expect(ofBinding).toMatchObject({
      recordings: expect.arrayContaining([
        expect.objectContaining({ callId: archived.callId, status: 'archived' }),
        expect.objectContaining({ callId: waiting.callId, status: 'pending' }),
      ]),
    });
  });

  it('says what makes an archived one suspect', async () => {
    const { callId } = await call();
    await archive();
    const { pk, sk } = await item(callId);
    await stack.documents.update({
      purpose: 'noting what is suspect',
      table: stack.tables.CALLS_TABLE,
      key: { pk, sk },
      change: 'SET recordingNotes = :notes',
      values: { ':notes': ['open-length'] },
    });

    const status = await manage({ action: 'status', callId });

    expect(status).toMatchObject({ recordings: [{ callId, status: 'archived', notes: ['open-length'] }] });
  });

  it.each([
    [{ action: 'status' }],
    [{ action: 'retry', ...OPERATOR }],
    [{ action: 'rearchive', ...OPERATOR }],
    [{ action: 'erase', ...OPERATOR }],
    [{ action: 'erase', ...OPERATOR, dryRun: true }],
  ])('of a call that nobody knows is refused: %j', async (order) => {
    stack.store.calls.length = 0;

    await expect(manage({ ...order, callId: 'nobodyknows' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'there is no call with this id',
    });
    expect(stack.store.calls.filter(isWrite)).toEqual([]);
  });

  it('tells a call without a recording', async () => {
    await stack.control.placeCall({ from: A, to: X, outcome: 'busy' });

    const busy = await manage({ action: 'status', bindingId });

    expect(busy).toMatchObject({ counts: { none: 1 } });
  });

  it('shows no number', async () => {
    await call();

    const text = JSON.stringify([
      await manage({ action: 'status' }),
      await manage({ action: 'status', party: A }),
    ]);

    expect(text).not.toMatch(/138000|139000|170000/);
  });
});

describe('a retry', () => {
  it('makes a waiting recording due now', async () => {
    await stack.control.faults.add({ on: 'download', kind: 'http-500', times: 1 });
    const { callId } = await call();
    await archive();

    const idle = await archive();
    const report = await manage({ action: 'retry', callId, ...OPERATOR });
    const run = await archive();

    expect(idle).toMatchObject({ due: 0 });
    expect(report).toMatchObject({ calls: 1, counts: { 'due-now': 1 } });
    expect(run).toMatchObject({ due: 1, archived: 1 });
  });

  it('leaves alone what an archiver has in hand, what is archived and what is gone', async () => {
    const archived = await call();
    await archive();
    const gone = await call();
    await stack.control.faults.add({ on: 'download', kind: 'http-500', probability: 1 });
    await stack.advance(8 * DAY_SECONDS);
    await archive();

    const reports = [
      await manage({ action: 'retry', callId: archived.callId, ...OPERATOR }),
      await manage({ action: 'retry', callId: gone.callId, ...OPERATOR }),
    ];

    expect(reports.map((report) => 'counts' in report && report.counts)).toEqual([
      { 'already-archived': 1 },
      { 'deadline-over': 1 },
    ]);
  });
});

describe('archiving again on purpose', () => {
  it('replaces what is in the archive', async () => {
    const { callId, fileName } = await call();
    await archive();
    const [Key = ''] = await keysOf(callId);
    await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key, Body: 'spoilt' }));

    const report = await manage({ action: 'rearchive', callId, ...OPERATOR });
    const run = await archive();

    expect(report).toMatchObject({ counts: { 'due-now': 1 } });
    expect(run).toMatchObject({ due: 1, archived: 1 });
    expect(await keysOf(callId)).toEqual([Key]);
    expect(sha256(await bytesOf(Key))).toBe(sha256(await stack.control.recordingBytes(fileName)));
    expect(await item(callId)).toMatchObject({ recordingStatus: 'archived', attempts: 2 });
    expect(await item(callId)).not.toHaveProperty('replaces');
  });

  it('leaves what is in the archive when the platform has it no more', async () => {
    const { callId, fileName } = await call();
    await archive();
    await stack.advance(8 * DAY_SECONDS);

    await manage({ action: 'rearchive', callId, ...OPERATOR });
    const run = await archive();

    const [Key = ''] = await keysOf(callId);
    expect(run).toMatchObject({ due: 1, lost: 0, skipped: 1 });
    expect(sha256(await bytesOf(Key))).toBe(sha256(await stack.control.recordingBytes(fileName)));
    expect(await item(callId)).toMatchObject({ recordingStatus: 'archived', objectKey: Key });
    expect(await stack.request('GET', `/calls/${callId}/recording`)).toMatchObject({ status: 200 });
  });

  it('makes one more try for a lost one', async () => {
    // The platform counts its seven days from the late CDR, we count ours from the end of the call.
    const { callId } = await call(A, X, 3600);
    await stack.advance(3600);
    const faults = await stack.control.faults.add({ on: 'download', kind: 'http-500', probability: 1 });
    await stack.advance(7 * DAY_SECONDS - 3600);
    await archive();
    await stack.control.faults.clear(faults.id);

    const lost = await item(callId);
    const report = await manage({ action: 'rearchive', callId, ...OPERATOR });
    const run = await archive();

    expect(lost).toMatchObject({ recordingStatus: 'lost', reason: 'http-500' });
    expect(report).toMatchObject({ counts: { 'due-now': 1 } });
    expect(run).toMatchObject({ due: 1, archived: 1 });
    expect(await manage({ action: 'status' })).toMatchObject({ archive: { waiting: 0, lost: 0 } });
  });
});

describe('a dry run', () => {
  it.each([
    ['retry', { 'would-be-due-now': 1, 'already-archived': 1 }],
    ['rearchive', { 'would-be-due-now': 2 }],
    ['erase', { 'would-be-erased': 2 }],
  ])('of %s counts, and changes nothing', async (action, counts) => {
    await call();
    await archive();
    await stack.control.faults.add({ on: 'download', kind: 'http-500', times: 1 });
    await call();
    await archive();
    const before = await stack.items('CALLS_TABLE');
    stack.store.calls.length = 0;

    const report = await manage({ action, party: A, dryRun: true, ...OPERATOR });

    expect(report).toMatchObject({ action, calls: 2, counts });
    expect(stack.store.calls.filter(isWrite)).toEqual([]);
    expect(await stack.items('CALLS_TABLE')).toEqual(before);
  });
});

describe('erasing', () => {
  it.each([
    ['by call', (callId: string) => ({ callId })],
    ['by binding', () => ({ bindingId })],
    ['by person, whoever called', () => ({ party: person(2) })],
  ])('%s deletes the object and says so to callers', async (_case, targetOf) => {
    const { callId } = await call();
    const other = await call(person(2), X);
    await bind(person(5), person(6), xNumber(2));
    const stranger = await call(person(5), xNumber(2));
    await archive();
    const target = targetOf(callId);

    const report = await manage({ action: 'erase', ...target, ...OPERATOR });

    const erased = 'callId' in target ? [callId] : [callId, other.callId];
    expect(report).toMatchObject({ counts: { erased: erased.length } });
    for (const id of erased) {
      expect(await keysOf(id)).toEqual([]);
      expect(await item(id)).toMatchObject({ recordingStatus: 'lost', reason: 'erased' });
      expect(await item(id)).not.toHaveProperty('objectKey');
      expect(await stack.request('GET', `/calls/${id}/recording`)).toMatchObject({
        status: 410,
        body: { code: 'recording-lost', detail: 'the recording was erased' },
      });
    }
    expect(await keysOf(stranger.callId)).toHaveLength(1);
  });

  it('keeps who did it and when', async () => {
    const { callId } = await call();
    await archive();

    await manage({ action: 'erase', callId, ...OPERATOR });

    expect(await itemsOf(callId, 'AUDIT#')).toMatchObject([
      { action: 'recording-erased', operator: 'Ada', at: '2026-03-01T02:31:00.000Z' },
    ]);
  });

  it('does nothing without an entry in the audit', async () => {
    const { callId } = await call();
    await archive();
    stack.store.judge = ({ name }) => (name === 'put' ? 'before' : 'ok');

    await expect(manage({ action: 'erase', callId, ...OPERATOR })).rejects.toMatchObject({
      code: 'store-unavailable',
    });

    expect(await keysOf(callId)).toHaveLength(1);
    expect(await item(callId)).toMatchObject({ recordingStatus: 'archived' });
  });

  it('of a waiting recording keeps it from being fetched', async () => {
    const { callId } = await call();

    await manage({ action: 'erase', callId, ...OPERATOR });
    const run = await archive();

    expect(run).toMatchObject({ due: 0 });
    expect(await keysOf(callId)).toEqual([]);
    expect(await manage({ action: 'status' })).toMatchObject({ archive: { waiting: 0, lost: 0 } });
  });

  it('is not undone by a retry, a repeated CDR or archiving again, unless that is asked for', async () => {
    const { callId, fileName } = await call();
    await archive();
    await manage({ action: 'erase', callId, ...OPERATOR });
    const [push] = await stack.control.journal({ kind: 'push', operation: 'cdr' });
    await stack.control.repeatPush(push?.id ?? 0);

    const refused = [
      await manage({ action: 'retry', callId, ...OPERATOR }),
      await manage({ action: 'rearchive', callId, ...OPERATOR }),
    ];
    const idle = await archive();
    const early = await keysOf(callId);
    const asked = await manage({ action: 'rearchive', callId, evenErased: true, ...OPERATOR });
    const run = await archive();

    const [Key = ''] = await keysOf(callId);
    for (const report of refused) expect(report).toMatchObject({ counts: { 'was-erased': 1 } });
    expect(idle).toMatchObject({ due: 0 });
    expect(early).toEqual([]);
    expect(asked).toMatchObject({ counts: { 'due-now': 1 } });
    expect(run).toMatchObject({ archived: 1 });
    expect(sha256(await bytesOf(Key))).toBe(sha256(await stack.control.recordingBytes(fileName)));
  });

  it('beside a running archiver says that it has to be repeated, and the repetition leaves nothing', async () => {
    const { callId } = await call();
    await stack.control.faults.add({ on: 'download', kind: 'slow-before', delayMs: 400 });
    const running = archive();
    await expect.poll(async () => (await item(callId))['leaseToken']).toBeDefined();

    const during = await manage({ action: 'erase', callId, ...OPERATOR });
    const run = await running;
    await stack.advance(600);
    const after = await manage({ action: 'erase', callId, ...OPERATOR });

    expect(during).toMatchObject({ counts: { erasing: 1 } });
    expect(run).toMatchObject({ archived: 0, skipped: 1 });
    expect(after).toMatchObject({ counts: { erased: 1 } });
    expect(await keysOf(callId)).toEqual([]);
    expect(await item(callId)).toMatchObject({ recordingStatus: 'lost', reason: 'erased' });
  });

  it('meets a call that no index showed when it was ordered, and never one that began later', async () => {
    await stack.close();
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T02:30:00.000Z'),
      indexLagSeconds: () => 10,
    });
    await bind(A, person(2), X);
    await stack.advance(60);
    await stack.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 30 });
    await stack.advance(1);
    const early = await manage({ action: 'erase', party: A, ...OPERATOR });
    await stack.advance(20);
    await archive();
    const [missed] = (await listed(A)).map(({ callId }) => callId);
    await stack.advance(60);
    const { callId: later } = await call();
    await archive();

    const again = await lookAgain();

    expect(early).toMatchObject({ calls: 0 });
    expect(again).toEqual({ erasures: 1, calls: 1, erased: 1 });
    expect(await item(String(missed))).toMatchObject({ recordingStatus: 'lost', reason: 'erased' });
    expect(await keysOf(String(missed))).toEqual([]);
    expect(await item(later)).toMatchObject({ recordingStatus: 'archived' });
  });

  it('meets a call whose CDR comes hours later, and is forgotten when none can come any more', async () => {
    const { callId } = await call(A, X, 4 * 3600);
    const early = await manage({ action: 'erase', party: A, ...OPERATOR });
    await stack.advance(4 * 3600);
    await archive();
    const archived = await item(callId);

    const looks = [await lookAgain(), await lookAgain()];
    await stack.advance(26 * 3600);
    const last = await lookAgain();

    expect(early).toMatchObject({ calls: 1, counts: { 'no-recording': 1 } });
    expect(archived).toMatchObject({ recordingStatus: 'archived' });
    expect(looks).toEqual([
      { erasures: 1, calls: 1, erased: 1 },
      { erasures: 1, calls: 1, erased: 0 },
    ]);
    expect(await item(callId)).toMatchObject({ recordingStatus: 'lost', reason: 'erased' });
    expect(await itemsOf(callId, 'AUDIT#')).toHaveLength(1);
    expect(last).toEqual({ erasures: 0, calls: 0, erased: 0 });
  });

  it('is completed by its schedule when an archiver had the file in hand', async () => {
    const { callId } = await call();
    await stack.control.faults.add({ on: 'download', kind: 'slow-before', delayMs: 400 });
    const running = archive();
    await expect.poll(async () => (await item(callId))['leaseToken']).toBeDefined();
    await manage({ action: 'erase', callId, ...OPERATOR });
    await running;
    await stack.advance(600);

    expect(await lookAgain()).toEqual({ erasures: 1, calls: 1, erased: 1 });
    expect(await lookAgain()).toEqual({ erasures: 1, calls: 1, erased: 0 });
    expect(await item(callId)).not.toHaveProperty('leaseUntil');
  });

  it('leaves what was brought back on purpose after it', async () => {
    const { callId } = await call();
    await archive();
    await manage({ action: 'erase', party: A, ...OPERATOR });
    await stack.advance(60);
    await manage({ action: 'rearchive', callId, evenErased: true, ...OPERATOR });
    await archive();

    expect(await lookAgain()).toMatchObject({ erased: 0 });
    expect(await keysOf(callId)).toHaveLength(1);
  });

  it('goes on where a failure has stopped it', async () => {
    const { callId } = await call();
    await archive();
    stack.store.judge = ({ name }) => (name === 'update' ? 'before' : 'ok');
    const stopped = await manage({ action: 'erase', party: A, ...OPERATOR }).catch((error: unknown) => error);
    stack.store.judge = () => 'ok';

    expect(stopped).toMatchObject({ code: 'store-unavailable' });
    expect(await lookAgain()).toMatchObject({ erased: 1 });
    expect(await keysOf(callId)).toEqual([]);
  });

  it('keeps no number in clear while it stands', async () => {
    await manage({ action: 'erase', party: '+4915112345678', ...OPERATOR });

    const items = (await stack.items('CALLS_TABLE')).filter(({ pk }) => pk === 'ERASURES');
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain('15112345678');
  });

  it('goes through the calls of a person page by page', async () => {
    for (let count = 0; count < 53; count += 1)
      await stack.control.placeCall({ from: A, to: X, outcome: 'busy', withholdEvents: ['callin'] });
    await call();

    const report = await manage({ action: 'erase', party: A, ...OPERATOR });

    expect(report).toMatchObject({ counts: { erased: 1, 'no-recording': 53 } });
  });
});

describe('an order', () => {
  it.each([
    ['without action', {}],
    ['with an unknown action', { action: 'delete' }],
    ['to erase nothing in particular', { action: 'erase', ...OPERATOR }],
    ['to erase without a name', { action: 'erase', callId: 'call' }],
    ['to erase two targets', { action: 'erase', callId: 'call', party: A, ...OPERATOR }],
    ['with a field too many', { action: 'erase', callId: 'call', bindingid: 'x', ...OPERATOR }],
    ['for no number', { action: 'status', party: '12' }],
  ])('%s is refused, without showing what was in it', async (_case, event) => {
    const refused = await manage(event).catch((error: unknown) => error);

    expect(refused).toMatchObject({ code: 'invalid-request' });
    expect(JSON.stringify(refused)).not.toContain('138000');
  });
});
