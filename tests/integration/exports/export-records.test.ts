import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportReport } from '../../../shared/exports/export-records.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Row = Record<string, string | number | boolean | null>;

const lookup = createLookupKeys(Buffer.alloc(32, 2));
const sealer = createSealer([{ id: 'test-1', bytes: Buffer.alloc(32, 1) }]);

let stack: Stack;
let nonces = 0;
afterEach(() => stack.close());

const start = async (form: 'off' | 'masked' | 'sealed' = 'masked', more: object = {}) => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T02:31:25.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(20) }],
    environment: { EXPORTS: form },
    ...more,
  });
};
beforeEach(() => {
  nonces = 0;
});

/** A push of some entries at this moment, under a nonce of its own. */
const push = async (entries: readonly object[]) => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, nonce: `export${nonces}`, created });
  const answer = await stack.request('POST', '/webhooks/cdr', {
    body: aCdrPush(entries),
    headers: { authorization: '', ...headers },
  });
  expect(answer.status).toBe(200);
};

const cdr = (sessionId: string, changes: object = {}) =>
  aSentCdr({
    sessionId,
    icid: `${sessionId}-1`,
    recordFlag: 0,
    subscriptionId: 'subscription-1',
    bindNum: xNumber(1),
    callerNum: person(1),
    fwdDstNum: person(2),
    ...changes,
  });

const sendText = async (identifier: string) => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, nonce: `export${nonces}`, created });
  await stack.request('POST', '/webhooks/sms', {
    body: {
      appKey: RIDES.appKey,
      smsEvent: {
        smsIdentifier: identifier,
        notificationMode: 'Notify',
        calling: person(1),
        called: person(2),
        virtualNumber: xNumber(1),
        event: 'Text Sent',
        timeStamp: '2026-03-01T02:30:16.450Z',
        subscriptionId: 'subscription-1',
        smsContent: 'the door code is 4711',
        splitNum: '2',
        sendResult: '0',
      },
    },
    headers: { authorization: '', ...headers },
  });
};

const bind = async (changes: object = {}) => {
  const body = {
    mode: 'AXB',
    a: person(1),
    b: person(2),
    reference: 'order-42',
    ttlSeconds: 7200,
    ...changes,
  };
  const { status, body: bound, text } = await stack.request('POST', '/bindings', { body });
  if (status !== 201) throw new Error(text);
  return (bound as { bindingId: string }).bindingId;
};

const run = (event: object = { action: 'due' }): Promise<ExportReport> =>
  stack.invoke('export-records', event);

const keys = async (prefix = 'exports/'): Promise<readonly string[]> => {
  const { Contents = [] } = await stack.s3.send(
    new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: prefix }),
  );
  return Contents.flatMap(({ Key }) => Key ?? []);
};

const rowsAt = async (key: string): Promise<readonly Row[]> => {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key: key }));
  const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

const rowsOf = async (kind: string): Promise<readonly Row[]> => {
  const found = await Promise.all((await keys(`exports/${kind}/`)).map(rowsAt));
  return found.flat();
};

/** As the end of a retention, or an accident, loses it. */
const loseCall = async (sessionId: string) => {
  const table = stack.tables.CALLS_TABLE;
  const pk = `C#${lookup('session', 'rides', sessionId)}`;
  const { items } = await stack.documents.query({
    purpose: 'finding a call',
    table,
    where: 'pk = :pk',
    values: { ':pk': pk },
  });
  for (const { sk } of items)
    await stack.documents.remove({ purpose: 'losing a call', table, key: { pk, sk } });
};

/** Until the first run that sees the day of 1 March as over. */
const untilTomorrow = () => stack.advance(23 * 3600);

describe('the export of a day', () => {
  it('has each call, message and binding once, with masked numbers and keys to join by', async () => {
    await start();
    const bindingId = await bind();
    await push([cdr('one'), cdr('two', { callerNum: person(2), fwdDstNum: person(3) })]);
    await sendText('text-1');
    await untilTomorrow();

    const report = await run();

    expect(report).toEqual({
      form: 'masked',
      days: [
        {
          day: '2026-03-01',
          finishedAt: '2026-03-02T01:31:25.000Z',
          rows: { calls: 2, messages: 1, bindings: 1, unreadable: 0 },
        },
      ],
    });
    expect(await keys()).toEqual([
      'exports/bindings/app=rides/day=2026-03-01/part-2026-03-01-000001.jsonl.gz',
      'exports/calls/app=rides/day=2026-03-01/part-2026-03-01-000000.jsonl.gz',
      'exports/messages/app=rides/day=2026-03-01/part-2026-03-01-000000.jsonl.gz',
    ]);
    const [call] = await rowsOf('calls');
    expect(call).toEqual({
      record_id: lookup('cdr', 'rides', 'one', 'one-1'),
      call_id: lookup('session', 'rides', 'one'),
      source: 'push',
      mode: 'AXB',
      subscription_id: 'subscription-1',
      x: '+861****0001',
      x_key: lookup('private-number', xNumber(1)),
      caller: '+861****0001',
      caller_key: lookup('party', person(1)),
      callee: '+861****0002',
      callee_key: lookup('party', person(2)),
      direction: 'from-a',
      started_at: '2026-03-01T02:30:03.000Z',
      ringing_at: '2026-03-01T02:30:05.000Z',
      answered_at: '2026-03-01T02:30:09.000Z',
      ended_at: '2026-03-01T02:31:20.000Z',
      answered: true,
      talk_seconds: 71,
      billed_minutes: 2,
      hung_up_by: null,
      outcome_code: 0,
      outcome_source: 'release-code',
      outcome_class: 'normal',
      recording_status: 'none',
      received_at: '2026-03-01T02:31:25.000Z',
    });
    expect(await rowsOf('messages')).toMatchObject([{ segments: null, parts: 1, result_code: 0 }]);
    const [binding] = await rowsOf('bindings');
    expect(binding).toMatchObject({
      binding_id: bindingId,
      status: 'expired',
      a: '+861****0001',
      a_key: lookup('party', person(1)),
      reference: 'order-42',
      created_at: '2026-03-01T02:31:25.000Z',
      ended_at: '2026-03-01T04:31:25.000Z',
    });
  });

  it('never shows a number or the words of a message, masked or sealed', async () => {
    for (const form of ['masked', 'sealed'] as const) {
      await start(form);
      await bind({ reference: `call ${person(7)}` });
      await push([cdr('one', { userData: person(8) })]);
      await sendText('text-1');
      await untilTomorrow();

      await run();

      const all =
        (await keys()).join() +
        JSON.stringify([
          ...(await rowsOf('calls')),
          ...(await rowsOf('messages')),
          ...(await rowsOf('bindings')),
        ]);
      expect(all).not.toMatch(/138\d{8}|170\d{8}|4711/);
      if (form === 'masked') await stack.close();
    }
    const [call] = await rowsOf('calls');
    const [binding] = await rowsOf('bindings');
    const opened = (sealed: unknown, context: string) => sealer.open(String(sealed), context).toString();
    expect(opened(call?.['caller'], `export#calls#${call?.['record_id']}#caller`)).toBe('+8613800000001');
    expect(opened(call?.['x'], `export#calls#${call?.['record_id']}#x`)).toBe('+8617000000001');
    expect(binding?.['reference']).toBeNull();
  });

  it('brings a CDR that comes late into a part of its own, and none twice', async () => {
    await start();
    await push([cdr('one')]);
    await stack.advance(60);
    await push([cdr('one')]);
    await untilTomorrow();
    await run();
    await push([cdr('one'), cdr('two')]);
    await stack.advance(24 * 3600);

    const report = await run();
    const again = await run();

    expect(report.days.map(({ day, rows }) => [day, rows.calls])).toEqual([['2026-03-02', 1]]);
    expect(again.days).toEqual([]);
    expect(await keys('exports/calls/')).toEqual([
      'exports/calls/app=rides/day=2026-03-01/late-2026-03-02-000000.jsonl.gz',
      'exports/calls/app=rides/day=2026-03-01/part-2026-03-01-000000.jsonl.gz',
    ]);
    const ids = (await rowsOf('calls')).map(({ call_id: id }) => id);
    expect(ids).toEqual([lookup('session', 'rides', 'two'), lookup('session', 'rides', 'one')]);
  });

  it('writes nothing before the day is over, and nothing where it is off', async () => {
    await start();
    await push([cdr('one')]);
    await stack.advance(22 * 3600);
    expect((await run()).days.map(({ day }) => day)).toEqual(['2026-02-28']);
    expect(await keys()).toEqual([]);
    await stack.close();
    await start('off');
    await push([cdr('one')]);
    await untilTomorrow();

    expect(await run()).toEqual({ form: 'off', days: [] });
    expect(await keys()).toEqual([]);
    await expect(run({ action: 'again', day: '2026-03-01' })).rejects.toThrow(/exports is off/);
  });

  it('goes on where a run was cut short, whichever write failed, without a row twice or none', async () => {
    for (const failing of [1, 2, 3, 4, 5]) {
      await start();
      await push([cdr('one'), cdr('two')]);
      await sendText('text-1');
      await bind();
      await untilTomorrow();
      let writes = 0;
      stack.store.judge = (call) => {
        if (isWrite(call)) writes += 1;
        return isWrite(call) && writes === failing ? 'after' : 'ok';
      };
      await run().catch(() => undefined);
      stack.store.judge = () => 'ok';
      await stack.advance(1000);

      await run();

      const { days } = await run({ action: 'status' });
      expect(days.map(({ day, finishedAt }) => [day, finishedAt !== null])).toEqual([['2026-03-01', true]]);
      expect((await rowsOf('calls')).length, `write ${failing}`).toBe(2);
      expect((await rowsOf('messages')).length).toBe(1);
      expect((await rowsOf('bindings')).length).toBe(1);
      if (failing < 5) await stack.close();
    }
  });

  it('is made again by an order, which takes the former objects away and tells first what it would write', async () => {
    await start();
    await push([cdr('one')]);
    await untilTomorrow();
    await run();
    const stale = 'exports/calls/app=rides/day=2026-02-27/late-2026-03-01-000007.jsonl.gz';
    const other = 'exports/calls/app=gone/day=2026-02-27/late-2026-02-28-000007.jsonl.gz';
    for (const Key of [stale, other])
      await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key, Body: 'x' }));
    const order = { action: 'again', day: '2026-03-01' };

    const dry = await run({ ...order, dryRun: true });
    const before = await keys('exports/calls/');
    const real = await run(order);

    expect(dry.days.map(({ rows }) => rows)).toEqual([{ calls: 1, messages: 0, bindings: 0, unreadable: 0 }]);
    expect(before).toContain(stale);
    expect(real.days.map(({ rows }) => rows.calls)).toEqual([1]);
    expect(await keys('exports/calls/')).toEqual([
      other,
      'exports/calls/app=rides/day=2026-03-01/part-2026-03-01-000000.jsonl.gz',
    ]);
    await expect(run({ action: 'again', day: '2026-03-02' })).rejects.toThrow(/day must be from/);
    await expect(run({ action: 'again', day: '2026-01-01' })).rejects.toThrow(/day must be from/);
    await expect(run({ action: 'again', day: '2026-02-30' })).rejects.toThrow(/order/);
  });

  it('is not made again with fewer rows than its files have, unless it is ordered with force', async () => {
    await start();
    await push([cdr('one'), cdr('two')]);
    await untilTomorrow();
    await run();
    const before = await keys();
    await loseCall('two');
    const order = { action: 'again', day: '2026-03-01' };
    const counted = { calls: 1, messages: 0, bindings: 0 };

    for (const each of [order, { ...order, counted }])
      await expect(run(each)).rejects.toThrow(
        /nothing was written: .* 2026-03-01 have calls 2, messages 0, bindings 0, and would have calls 1, messages 0, bindings 0/,
      );
    expect(await keys()).toEqual(before);
    expect((await rowsOf('calls')).length).toBe(2);

    const forced = await run({ ...order, force: true });
    expect(forced.days).toMatchObject([{ rows: { calls: 1 } }]);
    expect((await rowsOf('calls')).length).toBe(1);
    expect((await run(order)).days).toMatchObject([{ rows: { calls: 1 } }]);
  });

  it('is not made again without an app that has files, whatever the sums are, unless it is ordered with force', async () => {
    await start();
    await push([cdr('one')]);
    await untilTomorrow();
    await run();
    const ofOther = 'exports/calls/app=other/day=2026-03-01/part-2026-03-01-000000.jsonl.gz';
    await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: ofOther, Body: 'x' }));
    const order = { action: 'again', day: '2026-03-01' };

    await expect(run(order)).rejects.toThrow('2026-03-01 has files of other, which the configuration');
    expect(await keys('exports/calls/')).toContain(ofOther);
    await run({ ...order, force: true });
    expect(await keys('exports/calls/')).not.toContain(ofOther);
  });

  it('has the columns that the page defines for Athena, each of the type that it says', async () => {
    await start();
    await bind();
    await push([cdr('one')]);
    await sendText('text-1');
    await untilTomorrow();
    await run();
    const page = readFileSync('docs/export.md', 'utf8');

    for (const kind of ['calls', 'messages', 'bindings']) {
      const [, body = ''] = new RegExp(`CREATE EXTERNAL TABLE ${kind} \\(([^)]*)\\)`).exec(page) ?? [];
      const defined = Array.from(body.matchAll(/(\w+) (string|int|boolean)/g), ([, name, type]) => [
        name,
        type,
      ]);
      const [row = {}] = await rowsOf(kind);
      expect(
        defined.map(([name]) => name),
        kind,
      ).toEqual(Object.keys(row));
      for (const [name = '', type] of defined) {
        const value = row[name];
        const js = { string: 'string', int: 'number', boolean: 'boolean' }[String(type)];
        if (value !== null) expect(typeof value, `${kind}.${name}`).toBe(js);
      }
    }
  });
});

describe('the erasure of a person', () => {
  const order = { party: person(1), operator: 'dora' };
  const erase = () => stack.invoke('manage-privacy', { action: 'erase', ...order, endLive: true });

  it.each(['masked', 'sealed'] as const)(
    'takes the person out of %s exports and leaves the others',
    async (form) => {
      await start(form);
      await bind();
      await push([cdr('one'), cdr('two', { callerNum: person(4), fwdDstNum: person(3) })]);
      await sendText('text-1');
      await untilTomorrow();
      await run();
      const before = [
        ...(await rowsOf('calls')),
        ...(await rowsOf('messages')),
        ...(await rowsOf('bindings')),
      ];
      const dry: { found: object } = await stack.invoke('manage-privacy', { action: 'look', ...order });
      const looked = await rowsOf('calls');

      const report: { erased: object; left: readonly object[] } = await erase();

      const after = [
        ...(await rowsOf('calls')),
        ...(await rowsOf('messages')),
        ...(await rowsOf('bindings')),
      ];
      const key = lookup('party', person(1));
      expect(JSON.stringify(before)).toContain(key);
      expect(JSON.stringify(after)).not.toContain(key);
      expect(dry.found).toMatchObject({ export: 3 });
      expect(looked).toEqual(before.slice(0, 2));
      expect(report).toMatchObject({ erased: { export: 3 } });
      expect(JSON.stringify(report.left)).not.toContain('exports/');
      const [one, two] = after;
      expect(one).toEqual({ ...before[0], caller: null, caller_key: null, subscription_id: null });
      expect(two).toEqual(before[1]);
    },
  );

  it('holds in a day that is exported again', async () => {
    await start();
    await push([cdr('one')]);
    await untilTomorrow();
    await erase();

    await run({ action: 'again', day: '2026-03-01' });

    expect(JSON.stringify(await rowsOf('calls'))).not.toContain(lookup('party', person(1)));
  });

  it('leaves every row in a day that is exported again, or later than it was given', async () => {
    await start();
    await push([
      cdr('one'),
      cdr('two', { callerNum: person(4), fwdDstNum: person(3), subscriptionId: 'subscription-2' }),
      cdr('three', { callerNum: 'anonymous' }),
    ]);
    await push([cdr('four')]);
    await sendText('text-1');
    await untilTomorrow();
    const first = await run();
    await erase();
    const second = { action: 'erase', party: person(3), operator: 'dora', endLive: true };
    await stack.invoke('manage-privacy', second);

    const again = await run({ action: 'again', day: '2026-03-01' });

    const counts = { calls: 4, messages: 1, bindings: 0, unreadable: 0 };
    expect([first.days[0]?.rows, again.days[0]?.rows]).toEqual([counts, counts]);
    const rows = [...(await rowsOf('calls')), ...(await rowsOf('messages'))];
    expect(rows).toHaveLength(5);
    for (const erased of [person(1), person(3)])
      expect(JSON.stringify(rows)).not.toContain(lookup('party', erased));
  });
});
