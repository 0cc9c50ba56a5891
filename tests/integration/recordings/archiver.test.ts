import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { PlatformResult } from '../../../shared/kernel/platform-outcome.ts';
import type { RecordingLocation } from '../../../shared/recordings/archiver/recording-location.ts';
import type { RecordingWork } from '../../../shared/recordings/store/recording-work.ts';
import { anArchiver } from '../../builders/archiver.ts';
import { clientFor, type ObjectEngine, startObjectEngine } from '../../builders/object-engine.ts';
import { aWave } from '../../builders/wave.ts';
import { serveBytes, serveHttp } from '../../fakes/loopback-servers.ts';
import { startStrictS3 } from '../../fakes/strict-s3.ts';
import { startMemoryStore, type TestStore } from '../../harness/store-engine.ts';

/** When the CDRs of these tests come: two minutes after their calls. */
const RECEIVED_AT = new Date('2026-03-01T02:33:20.000Z');
/** Seven days after the end of the calls. */
const DEADLINE_AT = '2026-03-08T02:31:20.000Z';
const NAME = '26030102300912345678901.wav';

/** As long as the calls' talk of 71 s. */
const WAVE = aWave({ soundBytes: 71 * 8000, seed: 7 });
const SHA256 = createHash('sha256').update(WAVE).digest('hex');

let store: TestStore;
let objects: ObjectEngine;
beforeAll(async () => {
  [store, objects] = await Promise.all([startMemoryStore(), startObjectEngine()]);
});
afterAll(async () => {
  await Promise.all([store.stop(), objects.stop()]);
});

type Changes = Partial<Omit<Parameters<typeof anArchiver>[0], 'store' | 'bucket'>>;

const archiver = (changes: Changes = {}) =>
  anArchiver({
    store,
    client: objects.client,
    bucket: objects.bucket,
    startAt: RECEIVED_AT,
    ...changes,
  });

const sendWave =
  (bytes: Buffer = WAVE): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': bytes.byteLength }).end(bytes);
  };

const at = (url: string): PlatformResult<RecordingLocation> => ({ kind: 'ok', value: { kind: 'url', url } });

const report = (counts: Partial<Record<string, number>>) => ({
  due: 0,
  archived: 0,
  retried: 0,
  lost: 0,
  skipped: 0,
  remaining: 0,
  ...counts,
});

const objectsOf = (item: Record<string, unknown>) =>
  objects.keys(`recordings/2026/03/01/${String(item['pk']).slice(2)}/`);

describe('the archiver', () => {
  it('copies a recording byte by byte and records it', async () => {
    const { answers, call, run, item, moveTo } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave())));
    moveTo('2026-03-01T02:34:00.000Z');

    const result = await run();

    const kept = await item(cdr);
    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(kept).toMatchObject({
      recordingStatus: 'archived',
      attempts: 1,
      archivedAt: '2026-03-01T02:34:00.000Z',
      sizeBytes: WAVE.byteLength,
      sha256: SHA256,
      objectKey: expect.stringMatching(/^recordings\/2026\/03\/01\/[a-z]{32}\/[a-z]{32}\.wav$/),
    });
    const object = await objects.read(String(kept['objectKey']));
    expect(object.bytes.equals(WAVE)).toBe(true);
    expect(object.contentType).toBe('audio/wav');
    expect(object.metadata).toEqual({
      'call-id': String(kept['pk']).slice(2),
      'binding-id': 'binding-of-subscription-a',
      'talk-seconds': '71',
      sha256: SHA256,
    });
  });

  it('copies a long recording in parts', async () => {
    const long = aWave({ soundBytes: 9 * 1024 * 1024 + 1 });
    const { answers, call, run, item } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave(long))));

    const result = await run();

    const kept = await item(cdr);
    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(kept).toMatchObject({ sizeBytes: long.byteLength, recordingNotes: ['implausible-duration'] });
    expect((await objects.read(String(kept['objectKey']))).bytes.equals(long)).toBe(true);
  });

  it('uses the link of the CDR where the platform names no storage domain', async () => {
    const { call, run, item, asked } = archiver();
    const recordingUrl = await serveHttp(sendWave());
    const cdr = await call(NAME, { recording: { fileName: NAME, domain: '' }, recordingUrl });

    const result = await run();

    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(await item(cdr)).toMatchObject({ sha256: SHA256 });
    expect(asked).toEqual([]);
  });

  it('marks a format that the platform does not write', async () => {
    const { answers, call, run, item } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave(aWave({ soundBytes: 71 * 8000, tag: 7 })))));

    await run();

    expect(await item(cdr)).toMatchObject({ recordingStatus: 'archived', recordingNotes: ['other-format'] });
  });

  it.each<[string, RequestListener, string]>([
    [
      'an error page',
      (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>no</html>'),
      'wrong-content-type',
    ],
    [
      'an error page that says it is sound',
      (_q, r) => r.writeHead(200, { 'content-type': 'audio/wav' }).end('<html>no</html>'),
      'not-wave',
    ],
    [
      'JSON',
      (_q, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"resultcode":"1010001"}'),
      'wrong-content-type',
    ],
    ['JSON without a type', (_q, r) => r.writeHead(200).end('{"resultcode":"1010001"}'), 'not-wave'],
    [
      'nothing',
      (_q, r) => r.writeHead(200, { 'content-type': 'audio/wav', 'content-length': 0 }).end(),
      'empty',
    ],
    ['a whole answer with half a file', sendWave(WAVE.subarray(0, 300_000)), 'wave-length'],
    ['a file that goes on', sendWave(Buffer.concat([WAVE, Buffer.alloc(5)])), 'wave-length'],
    [
      'a file that grew too long to be held',
      sendWave(Buffer.concat([WAVE, Buffer.alloc(9_000_000)])),
      'wave-length',
    ],
    ['a redirect to itself', (_q, r) => r.writeHead(301, { location: '/' }).end(), 'redirected'],
    [
      'an expired link',
      (_q, r) => r.writeHead(403, { 'content-type': 'application/xml' }).end('<Error/>'),
      'http-403',
    ],
  ])('makes no object of %s', async (_case, answer, reason) => {
    const { answers, call, run, item } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(answer)));

    const result = await run();

    const kept = await item(cdr);
    expect(result).toEqual(report({ due: 1, retried: 1 }));
    expect(kept).toMatchObject({ recordingStatus: 'pending', attempts: 1, reason });
    expect(kept['dueAt']).toBe(`2026-03-01T02:34:20.000Z#${DEADLINE_AT}`);
    expect(await objectsOf(kept)).toEqual([]);
  });

  it.each([
    ['is cut', 'content-length: 1000\r\n\r\nRIFF', true, 'cut-short'],
    ['stalls', 'content-length: 1000\r\n\r\nRIFF', false, 'idle-time-out'],
  ])('makes no object of a stream that %s', async (_case, sent, ends, reason) => {
    const { answers, call, run, item } = archiver({ limits: { idleTimeoutMs: 150 } });
    const cdr = await call(NAME);
    const url = await serveBytes((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${sent}`);
      if (ends) socket.end();
    });
    answers.set(NAME, at(url));

    await run();

    const kept = await item(cdr);
    expect(kept).toMatchObject({ recordingStatus: 'pending', attempts: 1, reason });
    expect(await objectsOf(kept)).toEqual([]);
  });

  const openLengths = Buffer.from(WAVE);
  openLengths.writeUInt32LE(0xffffffff, 4);
  openLengths.writeUInt32LE(0xffffffff, 42);

  it('archives at once, with a mark, a whole file whose header leaves its lengths open', async () => {
    const { answers, call, run, item, lines } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave(openLengths))));

    const result = await run();

    const kept = await item(cdr);
    const object = await objects.read(String(kept['objectKey']));
    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(kept).toMatchObject({ recordingStatus: 'archived', recordingNotes: ['open-length'] });
    expect(object.bytes.equals(openLengths)).toBe(true);
    expect(object.metadata).toMatchObject({ suspect: 'open-length' });
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ recordingsSuspect: 1 }),
    );
  });

  it('takes open lengths for half a file where the host does not say where it ends', async () => {
    const { answers, call, run, item } = archiver();
    const cdr = await call(NAME);
    const url = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: audio/wav\r\n\r\n');
      socket.end(openLengths.subarray(0, 300_000));
    });
    answers.set(NAME, at(url));

    await run();

    const kept = await item(cdr);
    expect(kept).toMatchObject({ recordingStatus: 'pending', reason: 'wave-length' });
    expect(await objectsOf(kept)).toEqual([]);
  });

  it.each<[string, RequestListener, string]>([
    ['goes on behind its end', sendWave(Buffer.concat([WAVE, Buffer.alloc(5)])), 'wave-length'],
    [
      'is a part by its status',
      (_q, r) => r.writeHead(206, { 'content-range': 'bytes 0-99/1000' }).end(WAVE),
      'http-206',
    ],
  ])('archives on the last day, with a mark, a whole file that %s', async (_case, answer, reason) => {
    const { answers, call, run, item, moveTo } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(answer)));
    moveTo('2026-03-07T02:31:19.999Z');

    const early = await run();
    const waiting = await item(cdr);
    moveTo('2026-03-07T06:31:20.000Z');
    const late = await run();

    const kept = await item(cdr);
    expect([early, late]).toEqual([report({ due: 1, retried: 1 }), report({ due: 1, archived: 1 })]);
    expect(waiting).toMatchObject({ recordingStatus: 'pending', reason });
    expect(kept).toMatchObject({ recordingStatus: 'archived', recordingNotes: [reason] });
    expect((await objects.read(String(kept['objectKey']))).metadata).toMatchObject({ suspect: reason });
  });

  it.each<[string, RequestListener, string]>([
    [
      'an error page',
      (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>no</html>'),
      'wrong-content-type',
    ],
    [
      'JSON',
      (_q, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"resultcode":"1010001"}'),
      'wrong-content-type',
    ],
    ['nothing', (_q, r) => r.writeHead(200, { 'content-length': 0 }).end(), 'empty'],
    ['half a file', sendWave(WAVE.subarray(0, 300_000)), 'wave-length'],
    [
      'half a file that is called text',
      (_q, r) => r.writeHead(200, { 'content-type': 'text/plain' }).end(WAVE.subarray(0, 300_000)),
      'wave-length',
    ],
    ['a redirect to itself', (_q, r) => r.writeHead(301, { location: '/' }).end(), 'redirected'],
  ])('makes no object of %s, not even at the very end', async (_case, answer, reason) => {
    const { answers, call, run, item, moveTo } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(answer)));
    moveTo(DEADLINE_AT);

    const result = await run();

    const kept = await item(cdr);
    expect(result).toEqual(report({ due: 1, lost: 1 }));
    expect(kept).toMatchObject({ recordingStatus: 'lost', reason });
    expect(await objectsOf(kept)).toEqual([]);
  });

  it('never puts a suspect file in the place of an archived one', async () => {
    const { answers, call, run, item, moveTo, work, shard } = archiver();
    const cdr = await call(NAME);
    const [waiting] = await work.waiting(shard, 1);
    answers.set(NAME, at(await serveHttp(sendWave())));
    await run();
    const archived = await item(cdr);
    await store.documents.put({
      purpose: 'putting a call',
      table: store.tables.CALLS_TABLE,
      item: {
        ...archived,
        recordingStatus: 'pending',
        replaces: true,
        dueShard: `R#${shard}`,
        dueAt: waiting?.dueAt,
      },
    });
    answers.set(NAME, at(await serveHttp(sendWave(Buffer.concat([WAVE, Buffer.alloc(5)])))));
    moveTo(DEADLINE_AT);

    const result = await run();

    expect(result).toEqual(report({ due: 1, skipped: 1 }));
    expect(await item(cdr)).toMatchObject({
      recordingStatus: 'archived',
      sha256: SHA256,
      reason: 'wave-length',
    });
    expect((await objects.read(String(archived['objectKey']))).bytes.equals(WAVE)).toBe(true);
  });

  it('takes "does not exist" for "not yet" until the deadline, and for lost after it', async () => {
    const { call, run, item, moveTo, asked } = archiver();
    const cdr = await call(NAME);

    const before = await run();
    const waiting = await item(cdr);
    moveTo(DEADLINE_AT);
    const after = await run();

    expect(before).toEqual(report({ due: 1, retried: 1 }));
    expect(waiting).toMatchObject({ recordingStatus: 'pending', attempts: 1, reason: 'not-found' });
    expect(after).toEqual(report({ due: 1, lost: 1 }));
    expect(await item(cdr)).toMatchObject({ recordingStatus: 'lost', attempts: 2, reason: 'not-found' });
    expect(asked).toHaveLength(2);
  });

  it('archives even after the deadline what is still there', async () => {
    const { answers, call, run, item, moveTo } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave())));
    moveTo('2026-03-09T00:00:00.000Z');

    const result = await run();

    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(await item(cdr)).toMatchObject({ recordingStatus: 'archived' });
  });

  it('follows its back-off, with tries right before the deadline', async () => {
    const { call, run, item, moveTo, clock } = archiver();
    const cdr = await call(NAME);
    const waits: number[] = [];

    for (let status = 'pending'; status === 'pending'; ) {
      await run();
      const kept = await item(cdr);
      status = String(kept['recordingStatus']);
      if (status !== 'pending') break;
      const [dueAt = ''] = String(kept['dueAt']).split('#');
      waits.push((Date.parse(dueAt) - clock().getTime()) / 1000);
      moveTo(dueAt);
    }

    expect(waits.slice(0, 9)).toEqual([60, 120, 300, 900, 1800, 3600, 7200, 14_400, 14_400]);
    expect(waits.slice(-3)).toEqual([300, 300, 300]);
    expect(clock().toISOString()).toBe(DEADLINE_AT);
    expect(await item(cdr)).toMatchObject({ recordingStatus: 'lost', reason: 'not-found' });
  });

  const heldBack = (by: 'lock-out' | 'throttle', retryAfterSeconds: number) =>
    ({ kind: 'held-back', by, retryAfterSeconds }) as const;
  const suspended = {
    kind: 'refused',
    httpStatus: 403,
    code: '1010029',
    text: 'The subscriber status is frozen.',
    class: 'account',
    problem: 'account-suspended',
    retryAfterSeconds: undefined,
  } as const;

  it.each([
    ['a lock-out', heldBack('lock-out', 1234), 'locked-out', '2026-03-01T02:53:54.000Z'],
    ['throttling', heldBack('throttle', 60), 'throttled', '2026-03-01T02:34:20.000Z'],
    ['arrears', suspended, 'account-suspended', '2026-03-01T03:03:20.000Z'],
  ])('leaves an app alone during %s, without using up attempts', async (_case, answer, reason, nextAt) => {
    const { answers, call, run, item, asked, lines } = archiver({ concurrency: 1 });
    const names = ['1.wav', '2.wav', '3.wav'];
    const cdrs = await Promise.all(names.map((name) => call(name)));
    for (const name of names) answers.set(name, answer);

    const result = await run();

    expect(result).toEqual(report({ due: 3, skipped: 3 }));
    expect(asked).toHaveLength(1);
    for (const cdr of cdrs)
      expect(await item(cdr)).toMatchObject({
        recordingStatus: 'pending',
        attempts: 0,
        reason,
        dueAt: `${nextAt}#${DEADLINE_AT}`,
      });
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        event: 'recordings-paused',
        app: 'rides',
        files: 3,
        reason,
        nearestDeadlineAt: DEADLINE_AT,
        goneWithinOneDay: 0,
      }),
    );
  });

  it('works on nearest deadline first, from the first attempt on', async () => {
    const { call, run, asked, moveTo } = archiver({ concurrency: 1 });
    await call('late.wav', { answeredAt: '2026-03-01T02:30:09.000Z', endedAt: '2026-03-01T02:31:20.000Z' });
    await call('early.wav', { answeredAt: '2026-02-24T02:30:09.000Z', endedAt: '2026-02-24T02:31:20.000Z' });
    await call('middle.wav', { answeredAt: '2026-02-26T02:30:09.000Z', endedAt: '2026-02-26T02:31:20.000Z' });

    await run();
    const first = asked.splice(0);
    moveTo('2026-03-01T03:00:00.000Z');
    await run();

    expect(first).toEqual(['early.wav', 'middle.wav', 'late.wav']);
    expect(asked).toEqual(['early.wav', 'middle.wav', 'late.wav']);
  });

  it('does each file once when several archivers run at once', async () => {
    const { answers, call, run, item } = archiver();
    const downloads = new Map<string | undefined, number>();
    const url = await serveHttp((request, response) => {
      downloads.set(request.url, (downloads.get(request.url) ?? 0) + 1);
      sendWave()(request, response);
    });
    const names = Array.from({ length: 10 }, (_, index) => `${index}.wav`);
    const cdrs = await Promise.all(names.map((name) => call(name)));
    for (const name of names) answers.set(name, at(`${url}/${name}`));

    const reports = await Promise.all([run(), run(), run()]);

    expect(reports.reduce((sum, { archived }) => sum + archived, 0)).toBe(10);
    expect([...downloads.values()]).toEqual(Array.from({ length: 10 }, () => 1));
    for (const cdr of cdrs) {
      const kept = await item(cdr);
      expect(kept).toMatchObject({ recordingStatus: 'archived', attempts: 1 });
      expect(await objectsOf(kept)).toHaveLength(1);
    }
  });

  it('takes up what a killed archiver had in hand when its lease is over', async () => {
    const { answers, call, run, item, moveTo, work, shard, clock } = archiver();
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave())));
    const [waiting] = await work.waiting(shard, 1);
    if (waiting === undefined) throw new Error('expected a waiting recording');
    await work.take(waiting, clock(), new Date('2026-03-01T02:38:50.000Z'), 'killed');

    const during = await run();
    moveTo('2026-03-01T02:38:50.000Z');
    const after = await run();

    expect(during).toEqual(report({}));
    expect(after).toEqual(report({ due: 1, archived: 1 }));
    expect(await item(cdr)).toMatchObject({ recordingStatus: 'archived', attempts: 1 });
  });

  it('leaves one object and one record when it could not record its success at first', async () => {
    let noted = 0;
    const { answers, call, run, item, moveTo } = archiver({
      spoil: (work): RecordingWork => ({
        ...work,
        archived: async (...resolution) => {
          noted += 1;
          if (noted === 1) throw new AppError('store-unavailable', 'away');
          return work.archived(...resolution);
        },
      }),
    });
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave())));

    const first = await run();
    moveTo('2026-03-01T03:00:00.000Z');
    const second = await run();

    const kept = await item(cdr);
    expect([first, second]).toEqual([report({ due: 1, remaining: 1 }), report({ due: 1, archived: 1 })]);
    expect(kept).toMatchObject({ recordingStatus: 'archived', sha256: SHA256 });
    expect(await objectsOf(kept)).toEqual([kept['objectKey']]);
  });

  it('describes what is in the archive when the platform later serves other bytes', async () => {
    const s3 = await startStrictS3(objects.endpoint);
    const client = clientFor(s3.endpoint);
    const first = archiver({ client });
    const cdr = await first.call(NAME);
    first.answers.set(NAME, at(await serveHttp(sendWave())));
    const [waiting] = await first.work.waiting(first.shard, 1);
    await first.run();
    const archived = await first.item(cdr);
    // The record is gone, as after a table was restored to an earlier moment; the object is still there.
    await store.documents.put({
      purpose: 'putting a call',
      table: store.tables.CALLS_TABLE,
      item: {
        ...archived,
        recordingStatus: 'pending',
        dueShard: `R#${first.shard}`,
        dueAt: waiting?.dueAt,
        sha256: undefined,
      },
    });
    first.answers.set(NAME, at(await serveHttp(sendWave(aWave({ soundBytes: 71 * 8000, seed: 8 })))));

    const result = await first.run();

    client.destroy();
    await s3.stop();
    expect(result).toEqual(report({ due: 1, archived: 1 }));
    expect(await first.item(cdr)).toMatchObject({
      sha256: SHA256,
      recordingNotes: ['differs-from-later-download'],
    });
  });

  it('keeps a recording waiting while the archive is away, beyond the deadline for an hour', async () => {
    const s3 = await startStrictS3(objects.endpoint);
    const client = clientFor(s3.endpoint);
    await s3.stop();
    const { answers, call, run, item, moveTo } = archiver({ client });
    const cdr = await call(NAME);
    answers.set(NAME, at(await serveHttp(sendWave())));

    const before = await run();
    moveTo('2026-03-08T03:00:00.000Z');
    const soonAfter = await run();
    const waiting = await item(cdr);
    moveTo('2026-03-08T04:00:00.000Z');
    const longAfter = await run();

    client.destroy();
    expect([before, soonAfter, longAfter]).toEqual([
      report({ due: 1, retried: 1 }),
      report({ due: 1, retried: 1 }),
      report({ due: 1, lost: 1 }),
    ]);
    expect(waiting).toMatchObject({ recordingStatus: 'pending', reason: 'store-unavailable' });
  });

  it('begins nothing when its time runs out, and says what remains', async () => {
    const { answers, call, run, asked } = archiver({ concurrency: 2 });
    const url = await serveHttp(sendWave());
    const names = Array.from({ length: 6 }, (_, index) => `${index}.wav`);
    await Promise.all(names.map((name) => call(name)));
    for (const name of names) answers.set(name, at(url));

    const result = await run(() => (asked.length < 2 ? 60_000 : 14_000));

    expect(result).toMatchObject({ due: 6, retried: 0, lost: 0, remaining: 4 });
    expect(result.archived + result.skipped).toBe(2);
    expect(asked).toHaveLength(2);
  });

  it('writes no number, session, name or address into a log line', async () => {
    const { answers, call, run, lines } = archiver();
    await call(NAME);
    await call('26030102300912345678902.wav');
    await call('26030102300912345678903.wav', { app: 'gone' });
    answers.set(NAME, at(`${await serveHttp(sendWave())}/rec?sig=made-up`));
    answers.set('26030102300912345678902.wav', at('https://storage.invalid/rec?sig=made-up'));

    await run();

    const text = lines.join('\n');
    expect(lines.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/\+?86\d{6,}|session of|\.wav|sig=|subscription-a|storage\.example/);
  });

  it('measures what is due, what became of it, and how much time is left', async () => {
    const { call, run, moveTo, lines } = archiver();
    await call(NAME);
    moveTo('2026-03-05T02:31:20.000Z');
    await run();
    lines.length = 0;
    moveTo('2026-03-06T02:31:20.000Z');

    await run();

    const measured = lines.map((line) => JSON.parse(line)).find((line) => 'recordingsWaiting' in line);
    expect(measured).toMatchObject({
      recordingsWaiting: 1,
      recordingsDue: 1,
      recordingsRetried: 1,
      oldestRecordingAgeSeconds: 5 * 86_400,
      nearestDeadlineHours: 48,
    });
    // A 0 is not sent.
    for (const name of ['recordingsArchived', 'recordingsLost', 'recordingsRemaining'])
      expect(measured).not.toHaveProperty(name);
  });
});
