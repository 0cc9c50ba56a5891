import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anArchiver } from '../../builders/archiver.ts';
import { type ObjectEngine, startObjectEngine } from '../../builders/object-engine.ts';
import { aWave } from '../../builders/wave.ts';
import { serveBytes, serveHttp } from '../../fakes/loopback-servers.ts';
import { startMemoryStore, type TestStore } from '../../harness/store-engine.ts';

const RECEIVED_AT = new Date('2026-03-01T02:33:20.000Z');
const LAST_DAY = '2026-03-07T06:31:20.000Z';
const NAME = '26030102300912345678901.wav';

/** As long as the calls' talk of 71 s. */
const WAVE = aWave({ soundBytes: 71 * 8000, seed: 7 });
const RANGE = `bytes 0-${WAVE.byteLength - 1}/${WAVE.byteLength}`;

let store: TestStore;
let objects: ObjectEngine;
beforeAll(async () => {
  [store, objects] = await Promise.all([startMemoryStore(), startObjectEngine()]);
});
afterAll(async () => {
  await Promise.all([store.stop(), objects.stop()]);
});

/** One run over one recording that is at `url`, and what became of it. */
const archiveFrom = async (url: string, at: string = RECEIVED_AT.toISOString(), idleTimeoutMs = 15_000) => {
  const { client, bucket } = objects;
  const limits = { idleTimeoutMs };
  const archiver = anArchiver({ store, client, bucket, startAt: RECEIVED_AT, limits });
  const cdr = await archiver.call(NAME);
  archiver.answers.set(NAME, { kind: 'ok', value: { kind: 'url', url } });
  archiver.moveTo(at);
  await archiver.run();
  const kept = await archiver.item(cdr);
  const { recordingStatus: status, recordingNotes: notes, reason, objectKey } = kept;
  const object = objectKey === undefined ? undefined : await objects.read(String(objectKey));
  return { status, notes, reason, object };
};

type Headers = Record<string, string>;

const answer =
  (headers: Headers, body: Buffer = WAVE, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-length': body.byteLength, ...headers }).end(body);
  };

const chunked =
  (headers: Headers, body: Buffer = WAVE): RequestListener =>
  (_request, response) => {
    response.writeHead(200, headers);
    response.write(body.subarray(0, 3));
    response.end(body.subarray(3));
  };

/** An answer in its own bytes, for lengths that a decent server would not name; it is left open or closed. */
const serveRaw = (head: string, body: Buffer, closes: boolean) =>
  serveBytes((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 ${head}\r\n\r\n`);
      socket.write(body);
      if (closes) socket.end();
    });
  });

const ENCODING = 'wrong-content-encoding';
const TYPE = 'wrong-content-type';

describe('a whole recording', () => {
  it.each<[string, RequestListener, readonly string[]]>([
    ['Content-Encoding: utf-8', answer({ 'content-encoding': 'utf-8' }), [ENCODING]],
    ['Content-Encoding: UTF-8, binary', answer({ 'content-encoding': 'UTF-8, binary' }), [ENCODING]],
    ['Content-Encoding: aws-chunked', answer({ 'content-encoding': 'aws-chunked' }), [ENCODING]],
    ['Content-Encoding: identity', answer({ 'content-encoding': 'identity' }), []],
    ['Content-Encoding with nothing', answer({ 'content-encoding': '' }), []],
    ['Content-Encoding: gzip, which it is not', answer({ 'content-encoding': 'gzip' }), [ENCODING]],
    ['Content-Encoding: deflate, which it is not', answer({ 'content-encoding': 'deflate' }), [ENCODING]],
    ['Content-Encoding: br, which it is not', answer({ 'content-encoding': 'br' }), [ENCODING]],
    ['Content-Type: text/plain', answer({ 'content-type': 'text/plain; charset=utf-8' }), [TYPE]],
    ['Content-Type: text/html', answer({ 'content-type': 'text/html' }), [TYPE]],
    ['Content-Type: application/json', answer({ 'content-type': 'application/json' }), [TYPE]],
    ['Content-Type: application/xml', answer({ 'content-type': 'application/xml' }), [TYPE]],
    ['Content-Type: image/png', answer({ 'content-type': 'image/png' }), []],
    ['Content-Type: audio/x-wav', answer({ 'content-type': 'audio/x-wav' }), []],
    ['Content-Type: application/octet-stream', answer({ 'content-type': 'application/octet-stream' }), []],
    ['Content-Type that is none', answer({ 'content-type': '???' }), []],
    ['no Content-Type', answer({}), []],
    ['status 203', answer({}, WAVE, 203), ['http-203']],
    ['status 201', answer({}, WAVE, 201), ['http-201']],
    ['status 206 with the whole range', answer({ 'content-range': RANGE }, WAVE, 206), []],
    ['no Content-Length, in chunks', chunked({}), []],
    ['two odd labels', answer({ 'content-type': 'text/plain' }, WAVE, 203), ['http-203', TYPE]],
  ])('is archived at once, with its marks, under: %s', async (_case, listener, notes) => {
    const { object, ...kept } = await archiveFrom(await serveHttp(listener));

    expect(kept).toEqual({
      status: 'archived',
      notes: notes.length === 0 ? undefined : notes,
      reason: undefined,
    });
    expect(object?.bytes.equals(WAVE)).toBe(true);
    expect(object?.metadata?.['suspect']).toBe(notes.length === 0 ? undefined : notes.join(' '));
  });

  it.each<[string, RequestListener, readonly string[]]>([
    ['gzip', answer({ 'content-encoding': 'gzip' }, gzipSync(WAVE)), []],
    ['gzip in chunks', chunked({ 'content-encoding': 'gzip' }, gzipSync(WAVE)), []],
    ['gzip as x-gzip', answer({ 'content-encoding': 'X-GZIP' }, gzipSync(WAVE)), []],
    ['gzip that nobody names', answer({ 'content-type': 'audio/wav' }, gzipSync(WAVE)), [ENCODING]],
    ['gzip that is called utf-8', answer({ 'content-encoding': 'utf-8' }, gzipSync(WAVE)), [ENCODING]],
    ['gzip twice', answer({ 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(WAVE))), []],
    [
      'Brotli within gzip',
      answer({ 'content-encoding': 'br, gzip' }, gzipSync(brotliCompressSync(WAVE))),
      [],
    ],
    ['zlib', answer({ 'content-encoding': 'deflate' }, deflateSync(WAVE)), []],
    ['raw deflate', answer({ 'content-encoding': 'deflate' }, deflateRawSync(WAVE)), []],
    ['Brotli', answer({ 'content-encoding': 'br' }, brotliCompressSync(WAVE)), []],
    ['zstd', answer({ 'content-encoding': 'zstd' }, zstdCompressSync(WAVE)), []],
  ])('is unpacked: %s', async (_case, listener, notes) => {
    const { object, ...kept } = await archiveFrom(await serveHttp(listener));

    expect(kept).toEqual({
      status: 'archived',
      notes: notes.length === 0 ? undefined : notes,
      reason: undefined,
    });
    expect(object?.bytes.equals(WAVE)).toBe(true);
  });

  it('is unpacked where the Content-Length is that of the unpacked file', async () => {
    const head = `200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${WAVE.byteLength + 9999}`;

    const { status, notes, object } = await archiveFrom(await serveRaw(head, gzipSync(WAVE), true));

    expect({ status, notes }).toEqual({ status: 'archived', notes: undefined });
    expect(object?.bytes.equals(WAVE)).toBe(true);
  });

  it('is archived at once where the end of the connection is its end', async () => {
    const { status, notes, object } = await archiveFrom(await serveRaw('200 OK', WAVE, true));

    expect({ status, notes }).toEqual({ status: 'archived', notes: undefined });
    expect(object?.bytes.equals(WAVE)).toBe(true);
  });

  it.each<[string, string, () => Promise<string>]>([
    [
      'a Content-Length that promises more',
      'cut-short',
      () => serveRaw(`200 OK\r\ncontent-length: ${WAVE.byteLength + 9}`, WAVE, true),
    ],
    [
      'a Content-Length that promises more, and no end',
      'idle-time-out',
      () => serveRaw(`200 OK\r\ncontent-length: ${WAVE.byteLength + 9}`, WAVE, false),
    ],
    ['no Content-Length and no end', 'idle-time-out', () => serveRaw('200 OK', WAVE, false)],
    [
      'no last chunk',
      'cut-short',
      () =>
        serveRaw(
          '200 OK\r\ntransfer-encoding: chunked',
          Buffer.concat([Buffer.from(`${WAVE.byteLength.toString(16)}\r\n`), WAVE, Buffer.from('\r\n')]),
          true,
        ),
    ],
    [
      'status 206 and a part of a range',
      'http-206',
      () => serveHttp(answer({ 'content-range': `bytes 0-${WAVE.byteLength - 1}/999999999` }, WAVE, 206)),
    ],
    ['status 206 and no range', 'http-206', () => serveHttp(answer({}, WAVE, 206))],
  ])('is tried again, and archived with a mark on its last day, under: %s', async (_case, reason, serve) => {
    const url = await serve();

    const idleTimeoutMs = reason === 'idle-time-out' ? 400 : undefined;

    const early = await archiveFrom(url, undefined, idleTimeoutMs);
    const late = await archiveFrom(url, LAST_DAY, idleTimeoutMs);

    expect(early).toMatchObject({ status: 'pending', reason });
    expect(late).toMatchObject({ status: 'archived', notes: [reason] });
    expect(late.object?.bytes.equals(WAVE)).toBe(true);
  });
});

describe('what is not a whole recording', () => {
  const half = WAVE.subarray(0, 300_000);
  const open = Buffer.from(half);
  open.writeUInt32LE(0xffffffff, 4);
  open.writeUInt32LE(0xffffffff, 42);

  it.each<[string, RequestListener, string]>([
    [
      'half a file under 206',
      answer({ 'content-range': `bytes 0-299999/${WAVE.byteLength}` }, half, 206),
      'http-206',
    ],
    [
      'half a file with open lengths under 206',
      answer({ 'content-range': 'bytes 0-299999/568058' }, open, 206),
      'http-206',
    ],
    [
      'the second half under 206',
      answer({ 'content-range': 'bytes 300000-568057/568058' }, WAVE.subarray(300_000), 206),
      'not-wave',
    ],
    [
      'half a file under 206 with the whole range',
      answer({ 'content-range': RANGE }, half, 206),
      'wave-length',
    ],
    ['half a file in gzip', answer({ 'content-encoding': 'gzip' }, gzipSync(half)), 'wave-length'],
    [
      'a gzip without its last bytes',
      answer({ 'content-encoding': 'gzip' }, gzipSync(WAVE).subarray(0, -4)),
      'encoded',
    ],
    ['half a gzip', answer({ 'content-encoding': 'gzip' }, gzipSync(WAVE).subarray(0, 200_000)), 'encoded'],
    ['a packed error page', answer({ 'content-encoding': 'gzip' }, gzipSync('<html>no</html>')), 'not-wave'],
    ['bytes that are not Brotli', answer({ 'content-encoding': 'br' }, Buffer.alloc(99, 255)), 'encoded'],
    ['an empty 204', (_q, r) => r.writeHead(204).end(), 'empty'],
    ['a sound file that comes with an error', answer({}, WAVE, 404), 'http-404'],
    ['gzip three times', answer({}, gzipSync(gzipSync(gzipSync(WAVE)))), 'not-wave'],
  ])('is not archived, not even on the last day: %s', async (_case, listener, reason) => {
    const { status, reason: why, object } = await archiveFrom(await serveHttp(listener), LAST_DAY);

    expect({ status, why, object }).toEqual({ status: 'pending', why: reason, object: undefined });
  });
});
