import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDownload, type DownloadSettings } from '../../../shared/recordings/download/download.ts';
import { strictHost } from '../../../shared/recordings/download/download-host.ts';
import type { Fault } from '../../../shared/recordings/store/failure.ts';
import { aWave } from '../../builders/wave.ts';
import { serveBytes, serveHttp } from '../../fakes/loopback-servers.ts';

const WAVE = aWave();

const LOCAL = { ...strictHost('127.0.0.1'), allowHttp: true, allowPrivate: true };

type Given = Partial<DownloadSettings> & {
  /** Called after each piece; its answer is the sink's verdict. */
  onPiece?: (piece: string) => Fault | undefined | Promise<undefined>;
};

const fetchFrom = async (url: string, { onPiece = () => undefined, ...settings }: Given = {}) => {
  const download = createDownload({ hosts: [LOCAL], onException: () => undefined, ...settings });
  return download(url, {
    begin: async () => undefined,
    write: async (chunk) => onPiece(chunk.toString('latin1')),
  });
};

const send =
  (
    status: number,
    headers: Record<string, string | number> = {},
    body: Buffer | string = '',
  ): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

describe('the status of an answer', () => {
  it.each([
    [300, 'redirected'],
    [304, 'redirected'],
    [399, 'redirected'],
    [400, 'http-400'],
    [404, 'http-404'],
    [500, 'http-500'],
  ])('%i is not a file: %s', async (status, fault) => {
    const url = await serveHttp(send(status));

    expect(await fetchFrom(url)).toEqual({ kind: 'failed', fault });
  });

  it.each([
    ['ends without a word', ''],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['ends in its header', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ])('of a host that %s is not known', async (_case, said) => {
    const url = await serveBytes((socket) => socket.end(said));

    const result = await fetchFrom(url);

    expect(result).toMatchObject({ kind: 'failed', fault: 'connection-failed', cause: expect.any(Error) });
  });
});

describe('a redirect', () => {
  it('without an address asks nobody again', async () => {
    const asked: unknown[] = [];
    const url = await serveHttp((request, response) => {
      asked.push(request.url);
      response.writeHead(302).end();
    });

    const result = await fetchFrom(`${url}/1.wav`);

    expect(result).toEqual({ kind: 'failed', fault: 'redirected' });
    expect(asked).toEqual(['/1.wav']);
  });

  it('to another port of the same host meets the guards of that port', async () => {
    const other = await serveHttp(send(200, {}, WAVE));
    const url = await serveHttp(send(302, { location: other }));
    const hosts = [{ ...LOCAL, host: new URL(url).host }];

    const result = await fetchFrom(url, { hosts });

    expect(result).toEqual({ kind: 'failed', fault: 'plain-http' });
  });
});

describe('the ceiling of a file', () => {
  it.each([
    ['announced', { 'content-length': WAVE.byteLength }],
    ['not announced', { 'transfer-encoding': 'chunked' }],
  ])('may be reached exactly, its length %s', async (_case, headers) => {
    const url = await serveHttp(send(200, headers, WAVE));

    const exactly = await fetchFrom(url, { limits: { maxBytes: WAVE.byteLength } });
    const above = await fetchFrom(url, { limits: { maxBytes: WAVE.byteLength - 1 } });

    expect(exactly).toMatchObject({ kind: 'received' });
    expect(above).toEqual({ kind: 'failed', fault: 'too-large' });
  });
});

describe('the end of a file', () => {
  const packed = gzipSync(WAVE);
  const raw = (head: string, body: Buffer) =>
    serveBytes((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n`);
      socket.end(body);
    });

  it.each<[string, () => Promise<string>, boolean]>([
    ['known by its length', () => serveHttp(send(200, { 'content-length': WAVE.byteLength }, WAVE)), true],
    ['known by its last chunk', () => serveHttp(send(200, { 'transfer-encoding': 'chunked' }, WAVE)), true],
    ['known by its packing', () => raw('content-encoding: gzip\r\n', packed), true],
    ['not known when the host just hangs up', () => raw('', WAVE), false],
  ])('is %s', async (_case, serve, endKnown) => {
    expect(await fetchFrom(await serve())).toEqual({ kind: 'received', endKnown, oddLabels: [] });
  });

  it('of a packed file that is cut is cut short, and not a broken packing', async () => {
    const url = await raw(
      `content-encoding: gzip\r\ncontent-length: ${packed.byteLength}\r\n`,
      packed.subarray(0, packed.byteLength - 20),
    );

    expect(await fetchFrom(url)).toMatchObject({
      kind: 'failed',
      fault: 'cut-short',
      cause: expect.any(Error),
    });
  });

  it('of a packed file that comes whole and broken is a broken packing', async () => {
    const broken = Buffer.from(packed).fill(0, packed.byteLength - 8);
    const url = await serveHttp(send(200, { 'content-encoding': 'gzip' }, broken));

    expect(await fetchFrom(url)).toMatchObject({ kind: 'failed', fault: 'encoded' });
  });
});

describe('the verdict of the sink', () => {
  it.each<[Fault, string, Fault]>([
    ['not-wave', 'text/html', 'wrong-content-type'],
    ['not-wave', 'audio/wav', 'not-wave'],
    ['wave-format', 'text/html', 'wave-format'],
    ['no-disk-space', 'text/html', 'no-disk-space'],
  ])('%s of bytes that are called %s is %s', async (refusal, type, fault) => {
    const url = await serveHttp(send(200, { 'content-type': type }, 'not a sound'));

    expect(await fetchFrom(url, { onPiece: () => refusal })).toEqual({ kind: 'failed', fault });
  });
});

describe('the time of a download', () => {
  /** Time stands still but for what a test advances it by; sockets go on. */
  const stopTime = () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
  };

  /** A host that sends four bytes, by which packings are told, and the next one when it is told to. */
  const dripping = async (length: number) => {
    const next = Promise.withResolvers<() => void>();
    const url = await serveBytes((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n....`);
      next.resolve(() => void socket.write('.'));
    });
    return { url, sendOne: async () => (await next.promise)() };
  };

  it('is as long as it takes while no silence has fifteen seconds', async () => {
    stopTime();
    const host = await dripping(10);

    const result = await fetchFrom(host.url, {
      onPiece: async () => {
        await vi.advanceTimersByTimeAsync(14_999);
        await host.sendOne();
        return undefined;
      },
    });

    expect(result).toMatchObject({ kind: 'received' });
  });

  it('is two hundred seconds at most', async () => {
    stopTime();
    const host = await dripping(1000);
    let pieces = 0;

    const result = await fetchFrom(host.url, {
      onPiece: async () => {
        pieces += 1;
        await vi.advanceTimersByTimeAsync(10_000);
        await host.sendOne();
        return undefined;
      },
    });

    expect(result).toMatchObject({ kind: 'failed', fault: 'total-time-out' });
    expect(pieces).toBe(20);
  });

  it('grants a host its silence anew after it is connected', async () => {
    stopTime();
    const url = await serveHttp(async (_request, response) => {
      await vi.advanceTimersByTimeAsync(10_000);
      response.writeHead(200, { 'content-length': WAVE.byteLength }).end(WAVE);
    });

    const result = await fetchFrom(url.replace('127.0.0.1', 'storage.test'), {
      hosts: [{ ...LOCAL, host: 'storage.test' }],
      lookup: async (_name, _options, done) => {
        await vi.advanceTimersByTimeAsync(10_000);
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });

    expect(result).toMatchObject({ kind: 'received' });
  });

  it.each<[string, RequestListener]>([
    ['a file', send(200, {}, WAVE)],
    ['an error', send(503)],
  ])('leaves no timer behind after %s', async (_case, answer) => {
    stopTime();
    const url = await serveHttp(answer);

    await fetchFrom(url);

    expect(vi.getTimerCount()).toBe(0);
  });
});
