import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../../functions/replay-pushes/index.ts';
import type { ExportReport } from '../../../shared/exports/export-records.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { ReadPush } from '../../../shared/pushes/push.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { contextFor } from '../../harness/gateway.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { asFunction } from '../../rights/recorder.ts';

const lookup = createLookupKeys(Buffer.alloc(32, 2));

let stack: Stack;
beforeEach(async () => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T23:59:30.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(20) }],
    environment: { EXPORTS: 'masked' },
  });
});
afterEach(() => stack.close());

/** A push that was signed at 23:59:30, as it comes for the first time and again. */
const push = async (route: string, nonce: string, body: unknown): Promise<number> => {
  const headers = signedHeaders({ ...RIDES, nonce, created: '2026-03-01T23:59:30Z' });
  const answer = await stack.request('POST', `/webhooks/${route}`, {
    body,
    headers: { authorization: '', ...headers },
  });
  return answer.status;
};

const cdr = (sessionId: string) =>
  aSentCdr({
    sessionId,
    icid: `${sessionId}-1`,
    recordFlag: 0,
    bindNum: xNumber(1),
    callerNum: person(1),
    fwdDstNum: person(2),
    callInTime: '2026-03-01 23:50:03',
  });

const text = {
  appKey: RIDES.appKey,
  smsEvent: {
    smsIdentifier: 'text-1',
    notificationMode: 'Notify',
    calling: person(1),
    called: person(2),
    virtualNumber: xNumber(1),
    event: 'Text Sent',
    timeStamp: '2026-03-01T23:50:16.450Z',
    smsContent: 'the door code is 4711',
    sendResult: '0',
  },
};

/** Lets every write of a record fail, and none of the journal. */
const failRecords = () => {
  const tables = [stack.tables.CALLS_TABLE, stack.tables.MESSAGES_TABLE];
  stack.store.judge = (call) =>
    isWrite(call) && tables.some((table) => table === call.input.table) ? 'before' : 'ok';
};
const failNothing = () => {
  stack.store.judge = () => 'ok';
};

const run = (event: object = { action: 'due' }): Promise<ExportReport> =>
  stack.invoke('export-records', event);

const daysOf = (report: ExportReport) => report.days.map(({ day, rows }) => [day, rows.calls, rows.messages]);

const replay = (event: object, read?: ReadPush) =>
  asFunction('replay-pushes', () =>
    compose(stack.runtime, read === undefined ? {} : { read })(event, contextFor('replay-pushes', 300_000)),
  );

/** Each exported row of a kind with its file. */
const rowsOf = async (kind: string): Promise<readonly (readonly [string, string])[]> => {
  const Bucket = stack.bucket;
  const prefix = `exports/${kind}/app=rides/`;
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
  const rows = await Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket, Key }));
      const lines = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
      return lines
        .trimEnd()
        .split('\n')
        .map((line) => [Key.slice(prefix.length), String(JSON.parse(line)[RECORD[kind] ?? ''])] as const);
    }),
  );
  return rows.flat();
};
const RECORD: Readonly<Record<string, string>> = { calls: 'call_id', messages: 'message_id' };

const call = (sessionId: string) => lookup('session', 'rides', sessionId);
const message = lookup('message', 'rides', 'text-1', 'Notify');

/** 01:29:30, when the day before is over. */
const untilExported = async () => {
  await stack.advance(5400);
  expect(daysOf(await run())).toEqual([['2026-03-01', expect.any(Number), 0]]);
};

describe('a record that is stored on a later day than its push came', () => {
  it('is in a late file of that later day, of a repeated push', async () => {
    failRecords();
    const bodies: readonly (readonly [string, string, unknown])[] = [
      ['cdr', 'one', aCdrPush([cdr('one'), cdr('two')])],
      ['sms', 'text', text],
    ];
    const refused = [];
    for (const each of bodies) refused.push(await push(...each));
    failNothing();
    await untilExported();

    const taken = [];
    for (const each of [...bodies, ...bodies]) taken.push(await push(...each));
    await stack.advance(86_400);
    const due = await run();
    await run({ action: 'again', day: '2026-03-01' });
    await run({ action: 'again', day: '2026-03-02' });

    expect([refused, taken]).toEqual([
      [503, 503],
      [200, 200, 200, 200],
    ]);
    expect(daysOf(due)).toEqual([['2026-03-02', 2, 1]]);
    const late = 'day=2026-03-01/late-2026-03-02-000000.jsonl.gz';
    expect(await rowsOf('calls')).toEqual([
      [late, call('one')],
      [late, call('two')],
    ]);
    expect(await rowsOf('messages')).toEqual([[late, message]]);
  });

  it('is told from what the first delivery stored', async () => {
    let writes = 0;
    stack.store.judge = (each) => {
      const isCall = isWrite(each) && each.input.table === stack.tables.CALLS_TABLE;
      if (isCall) writes += 1;
      return isCall && writes === 2 ? 'before' : 'ok';
    };
    const body = aCdrPush([cdr('one'), cdr('two')]);
    expect(await push('cdr', 'half', body)).toBe(503);
    failNothing();
    await untilExported();
    await push('cdr', 'half', body);
    await stack.advance(86_400);

    await run();

    expect((await rowsOf('calls')).map(([key]) => key)).toEqual([
      'day=2026-03-01/late-2026-03-02-000000.jsonl.gz',
      'day=2026-03-01/part-2026-03-01-000000.jsonl.gz',
    ]);
  });

  it('is in a late file of a replay, and of an item that left the quarantine', async () => {
    failRecords();
    await push('cdr', 'one', aCdrPush([cdr('one')]));
    failNothing();
    await push('cdr', 'odd', aCdrPush(['odd']));
    await untilExported();
    const ours = createPushReader();
    const better: ReadPush = (body, app, receivedAt) =>
      ours(
        Buffer.from(
          Buffer.from(body)
            .toString()
            .replaceAll('"odd"', JSON.stringify(cdr('odd'))),
        ),
        app,
        receivedAt,
      );
    const time = { from: '2026-03-01T23:00:00Z', to: '2026-03-02T00:00:00Z' };

    await replay(time);
    await replay({ ...time, quarantined: true }, better);
    await replay(time);
    await stack.advance(86_400);
    const due = await run();

    expect(daysOf(due)).toEqual([['2026-03-02', 2, 0]]);
    const late = 'day=2026-03-01/late-2026-03-02-000000.jsonl.gz';
    expect((await rowsOf('calls')).toSorted()).toEqual(
      [
        [late, call('odd')],
        [late, call('one')],
      ].toSorted(),
    );
  });
});
