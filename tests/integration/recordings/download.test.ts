import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Lookup } from '../../../shared/recordings/download/connect.ts';
import {
  createDownload,
  type DownloadLimits,
  type DownloadSettings,
} from '../../../shared/recordings/download/download.ts';
import { type DownloadHost, strictHost } from '../../../shared/recordings/download/download-host.ts';
import { createProxyTunnel } from '../../../shared/recordings/download/proxy-tunnel.ts';
import type { Fault } from '../../../shared/recordings/store/failure.ts';
import { aWave } from '../../builders/wave.ts';
import {
  LOOPBACK_CERTIFICATE,
  nobodyThere,
  serveBytes,
  serveHttp,
  serveHttps,
  serveProxy,
} from '../../fakes/loopback-servers.ts';

const WAVE = aWave();

const serveWave: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': WAVE.byteLength }).end(WAVE);
};

/** Any loopback server may be used over plain HTTP, as `npm start` allows for the simulated platform. */
const LOCAL: DownloadHost = { host: '127.0.0.1', allowHttp: true, allowPrivate: true, insecure: false };

const pinOf = (pem: string): string =>
  `sha256/${createHash('sha256')
    .update(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`;

type Given = Partial<Pick<DownloadSettings, 'hosts' | 'lookup' | 'tunnel'>> & {
  limits?: Partial<DownloadLimits>;
  /** The sink's own verdict on the first chunk. */
  refusal?: Fault;
};

/** Downloads with everything that can be seen of it. */
const fetchFrom = async (url: string, { hosts = [LOCAL], refusal, ...more }: Given = {}) => {
  const exceptions: string[] = [];
  const chunks: Buffer[] = [];
  const announced: (number | undefined)[] = [];
  const download = createDownload({
    hosts,
    onException: (host, used) => exceptions.push(`${host.replace(/:\d+$/, '')} ${used}`),
    ...more,
  });
  const result = await download(url, {
    begin: async (lengthBytes) => {
      announced.push(lengthBytes);
      return undefined;
    },
    write: async (chunk) => {
      chunks.push(chunk);
      return refusal;
    },
  });
  const outcome = result.kind === 'failed' ? result.fault : result.kind;
  return { outcome, bytes: Buffer.concat(chunks), exceptions, announced };
};

/** A look-up with made-up answers, which counts how often it was asked. */
const answering = (answer: () => readonly string[]) => {
  const asked = { times: 0 };
  const lookup: Lookup = (_name, _options, done) => {
    asked.times += 1;
    done(
      null,
      answer().map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked };
};

const portOf = (url: string): string => new URL(url).port;

describe('a download', () => {
  it('brings a file byte by byte and says its announced length first', async () => {
    const url = await serveHttp(serveWave);

    const { outcome, bytes, announced } = await fetchFrom(`${url}/rec/1.wav?sig=made-up`);

    expect(outcome).toBe('received');
    expect(bytes.equals(WAVE)).toBe(true);
    expect(announced).toEqual([WAVE.byteLength]);
  });

  it('takes a file whose length is not announced', async () => {
    const url = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.write(WAVE.subarray(0, 100));
      response.end(WAVE.subarray(100));
    });

    const { outcome, bytes, announced } = await fetchFrom(url);

    expect(outcome).toBe('received');
    expect(bytes.equals(WAVE)).toBe(true);
    expect(announced).toEqual([undefined]);
  });

  it('sends the path as given, no credentials, and asks for the bytes as they are', async () => {
    const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
    const url = await serveHttp((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      serveWave(request, response);
    });

    await fetchFrom(`${url}/a%2Bb?sig=%2B`);

    expect(seen).toEqual([
      {
        url: '/a%2Bb?sig=%2B',
        headers: {
          host: new URL(url).host,
          accept: '*/*',
          'accept-encoding': 'identity',
          'user-agent': 'privatenumber/0.1.0',
          connection: 'close',
        },
      },
    ]);
  });

  it('opens a connection of its own for each file', async () => {
    const ports = new Set<number | undefined>();
    const url = await serveHttp((request, response) => {
      ports.add(request.socket.remotePort);
      serveWave(request, response);
    });

    await fetchFrom(url);
    await fetchFrom(url);

    expect(ports.size).toBe(2);
  });

  it.each([403, 404, 416, 503])('refuses the status %i', async (status) => {
    const url = await serveHttp((_request, response) => response.writeHead(status).end(WAVE));

    const { outcome, bytes } = await fetchFrom(url);

    expect(outcome).toBe(`http-${status}`);
    expect(bytes.byteLength).toBe(0);
  });

  it.each([
    ['text/html', 'wrong-content-type'],
    ['application/json;charset=UTF-8', 'wrong-content-type'],
    ['application/xml', 'wrong-content-type'],
    ['application/problem+json', 'wrong-content-type'],
    ['audio/wav', 'not-wave'],
  ])('says of bytes that the sink refuses that they came as %s', async (type, fault) => {
    const url = await serveHttp((_q, response) =>
      response.writeHead(200, { 'content-type': type }).end('<h'),
    );

    const { outcome } = await fetchFrom(url, { refusal: 'not-wave' });

    expect(outcome).toBe(fault);
  });

  it('stops at the ceiling of what a small packed file becomes', async () => {
    const bomb = gzipSync(Buffer.concat([WAVE, Buffer.alloc(50_000_000)]));
    const url = await serveHttp((_request, response) => response.end(bomb));

    const { outcome, bytes } = await fetchFrom(url, { limits: { maxBytes: 1_000_000 } });

    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(outcome).toBe('too-large');
    expect(bytes.byteLength).toBeLessThanOrEqual(1_000_000);
  });

  it('is cut short when the connection ends before the announced length', async () => {
    const url = await serveBytes((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this');
    });

    const { outcome } = await fetchFrom(url);

    expect(outcome).toBe('cut-short');
  });

  it('hands on all that came before the cut, also to a sink that was busy meanwhile', async () => {
    const cut = Promise.withResolvers<void>();
    const sendTheRest = Promise.withResolvers<void>();
    const url = await serveBytes(async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n0123');
      socket.resume().on('close', () => cut.resolve());
      await sendTheRest.promise;
      socket.end('4567');
    });
    const received: string[] = [];
    const download = createDownload({ hosts: [LOCAL], onException: () => undefined });

    const result = await download(url, {
      begin: async () => undefined,
      write: async (chunk) => {
        received.push(chunk.toString());
        sendTheRest.resolve();
        await cut.promise;
        return undefined;
      },
    });

    expect(result).toMatchObject({ fault: 'cut-short' });
    expect(received.join('')).toBe('01234567');
  });

  it('is cut short when the last chunk is missing', async () => {
    const url = await serveBytes((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nRIFF\r\n');
    });

    const { outcome } = await fetchFrom(url);

    expect(outcome).toBe('cut-short');
  });

  it.each([
    ['no answer', ''],
    ['half a header', 'HTTP/1.1 200 OK\r\ncont'],
    ['half a file', 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this'],
  ])('ends after a silence: %s', async (_case, sent) => {
    const url = await serveBytes((socket) => socket.write(sent));

    const { outcome } = await fetchFrom(url, { limits: { idleTimeoutMs: 150 } });

    expect(outcome).toBe('idle-time-out');
  });

  it('ends in time when bytes drip so often that it is never silent', async () => {
    const url = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });

    const { outcome } = await fetchFrom(url, { limits: { idleTimeoutMs: 5000, totalTimeoutMs: 250 } });

    expect(outcome).toBe('total-time-out');
  });

  it('refuses a file above the ceiling by its announced length', async () => {
    const url = await serveHttp(serveWave);

    const { outcome, announced } = await fetchFrom(url, { limits: { maxBytes: WAVE.byteLength - 1 } });

    expect(outcome).toBe('too-large');
    expect(announced).toEqual([]);
  });

  it('stops at the ceiling when no length is announced', async () => {
    const url = await serveHttp((_request, response) => {
      response.write(WAVE);
      response.end(WAVE);
    });

    const { outcome } = await fetchFrom(url, { limits: { maxBytes: WAVE.byteLength } });

    expect(outcome).toBe('too-large');
  });

  it('stops as soon as the sink has seen enough', async () => {
    let closed = false;
    const url = await serveHttp((_request, response) => {
      response.on('close', () => {
        closed = true;
      });
      response.write('<html>');
    });

    const { outcome } = await fetchFrom(url, { refusal: 'not-wave' });

    expect(outcome).toBe('not-wave');
    await expect.poll(() => closed).toBe(true);
  });

  it('says when nobody listens', async () => {
    const { outcome } = await fetchFrom(await nobodyThere());

    expect(outcome).toBe('connection-failed');
  });

  it('says when the name is unknown', async () => {
    const lookup: Lookup = (_name, _options, done) =>
      done(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);

    const { outcome } = await fetchFrom('https://storage.test/', { lookup });

    expect(outcome).toBe('name-not-resolved');
  });
});

describe('a redirect of a storage host', () => {
  /** Redirects to what it is told; lists what it was asked for. */
  const redirecting = async (location: string | undefined, status = 302) => {
    const asked: string[] = [];
    const url = await serveHttp((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status, location === undefined ? {} : { location }).end();
    });
    return { url, asked };
  };

  const only = (url: string): DownloadHost => ({ ...LOCAL, host: new URL(url).host });

  it.each([301, 302, 303, 307, 308])('to itself is followed once: %i', async (status) => {
    const asked: string[] = [];
    const url = await serveHttp((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/moved?sig=a%2Bb') serveWave(request, response);
      else response.writeHead(status, { location: '/moved?sig=a%2Bb' }).end();
    });

    const { outcome, bytes } = await fetchFrom(`${url}/1.wav`);

    expect(outcome).toBe('received');
    expect(bytes.equals(WAVE)).toBe(true);
    expect(asked).toEqual(['/1.wav', '/moved?sig=a%2Bb']);
  });

  it('to a host with an entry is followed under the exceptions of that entry', async () => {
    const target = await serveHttps(serveWave);
    const { url } = await redirecting(target);

    const { outcome, exceptions } = await fetchFrom(url, {
      hosts: [
        only(url),
        { ...strictHost(new URL(target).host), allowPrivate: true, ca: LOOPBACK_CERTIFICATE },
      ],
    });

    expect(outcome).toBe('received');
    expect(exceptions).toEqual([
      '127.0.0.1 allow-http',
      '127.0.0.1 allow-private',
      '127.0.0.1 allow-private',
      '127.0.0.1 ca',
    ]);
  });

  it('is not followed a second time', async () => {
    const { url, asked } = await redirecting('/again');

    const { outcome } = await fetchFrom(url);

    expect(outcome).toBe('redirected');
    expect(asked).toEqual(['/', '/again']);
  });

  it.each([
    ['without an address', undefined],
    ['to a host without an entry', 'http://localhost:1/1.wav'],
    ['to what is not an address', 'http://['],
  ])('is not followed %s', async (_case, location) => {
    const { url } = await redirecting(location);

    const { outcome } = await fetchFrom(url);

    expect(outcome).toBe('redirected');
  });

  it.each([
    ['plain http', {}, 'http', 'plain-http'],
    ['a private address', { allowHttp: true }, 'http', 'address-refused'],
    ['a certificate that nobody vouches for', { allowPrivate: true }, 'https', 'certificate-refused'],
    [
      'another key than the pinned one',
      { allowPrivate: true, pin: 'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
      'https',
      'pin-mismatch',
    ],
  ] as const)('meets the same guards where it leads: %s', async (_case, changes, protocol, fault) => {
    let asked = 0;
    const answer: RequestListener = (request, response) => {
      asked += 1;
      serveWave(request, response);
    };
    const target = await (protocol === 'https' ? serveHttps(answer) : serveHttp(answer));
    const { url } = await redirecting(target);

    const { outcome } = await fetchFrom(url, {
      hosts: [only(url), { ...strictHost(new URL(target).host), ...changes }],
    });

    expect(outcome).toBe(fault);
    expect(asked).toBe(0);
  });

  it('does not begin the time of the download anew', async () => {
    const url = await serveHttp((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/slow' }).end();
    });

    const { outcome } = await fetchFrom(url, { limits: { totalTimeoutMs: 250 } });

    expect(outcome).toBe('total-time-out');
  });
});

describe('where a download may go', () => {
  it.each([
    ['no address at all', 'storage/1.wav', 'bad-url'],
    ['a file', 'file:///etc/passwd', 'bad-url'],
    ['an address with a password', 'https://user:secret@storage.test/1.wav', 'bad-url'],
    ['plain http', 'http://storage.test/1.wav', 'plain-http'],
    ['loopback', 'https://127.0.0.1/1.wav', 'address-refused'],
    ['loopback in one number', 'https://2130706433/1.wav', 'address-refused'],
    ['loopback in hex', 'https://0x7f.1/1.wav', 'address-refused'],
    ['loopback in IPv6', 'https://[::1]/1.wav', 'address-refused'],
    ['private, mapped into IPv6', 'https://[::ffff:10.0.0.1]/1.wav', 'address-refused'],
    ['metadata', 'https://169.254.169.254/latest/meta-data/', 'address-refused'],
    ['this machine by name', 'https://localhost/1.wav', 'address-refused'],
  ])('is not %s', async (_case, url, fault) => {
    const { outcome, exceptions } = await fetchFrom(url, { hosts: [] });

    expect(outcome).toBe(fault);
    expect(exceptions).toEqual([]);
  });

  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:7f00:1'],
    ['fd00:ec2::254'],
    ['64:ff9b::7f00:1'],
  ])('is not a name that leads to %s', async (address) => {
    const { lookup, asked } = answering(() => [address]);

    const { outcome } = await fetchFrom('https://storage.test/', { hosts: [], lookup });

    expect(outcome).toBe('address-refused');
    expect(asked.times).toBe(1);
  });

  it('is the address that was checked, when a name leads elsewhere a moment later', async () => {
    let connections = 0;
    const url = await serveBytes(() => {
      connections += 1;
    });
    // Nothing is reached there from a test; what counts is that nobody asks a second time.
    const answers = [['2400:3200::1'], ['127.0.0.1']];
    const { lookup, asked } = answering(() => answers.shift() ?? ['127.0.0.1']);

    const { outcome } = await fetchFrom(`https://storage.test:${portOf(url)}/`, {
      hosts: [],
      lookup,
      limits: { totalTimeoutMs: 250 },
    });

    expect(['connection-failed', 'total-time-out']).toContain(outcome);
    expect(asked.times).toBe(1);
    expect(connections).toBe(0);
  });

  it('leaves out the private ones among the addresses of a name', async () => {
    let connections = 0;
    const url = await serveBytes(() => {
      connections += 1;
    });

    const { outcome } = await fetchFrom(`https://storage.test:${portOf(url)}/`, {
      hosts: [],
      lookup: answering(() => ['127.0.0.1', '2400:3200::1', '::1']).lookup,
      limits: { totalTimeoutMs: 250 },
    });

    expect(['connection-failed', 'total-time-out']).toContain(outcome);
    expect(connections).toBe(0);
  });

  it('is a private address where that host may have one, and the exception is reported', async () => {
    const url = await serveHttp(serveWave);
    const hosts = [{ ...strictHost('storage.test'), allowHttp: true, allowPrivate: true }];

    const { outcome, exceptions } = await fetchFrom(`http://storage.test:${portOf(url)}/`, {
      hosts,
      lookup: answering(() => ['127.0.0.1']).lookup,
    });

    expect(outcome).toBe('received');
    expect(exceptions).toEqual(['storage.test allow-http', 'storage.test allow-private']);
  });

  it('is not a private address because plain http is allowed', async () => {
    const url = await serveHttp(serveWave);
    const hosts = [{ ...strictHost('127.0.0.1'), allowHttp: true }];

    const { outcome } = await fetchFrom(url, { hosts });

    expect(outcome).toBe('address-refused');
  });

  it('is not plain http, and the server that waits there is asked nothing', async () => {
    let asked = 0;
    const url = await serveHttp((request, response) => {
      asked += 1;
      serveWave(request, response);
    });
    const hosts = [{ ...strictHost('127.0.0.1'), allowPrivate: true }];

    const { outcome, exceptions } = await fetchFrom(url, { hosts });

    expect(outcome).toBe('plain-http');
    expect(exceptions).toEqual([]);
    expect(asked).toBe(0);
  });

  it('is not another host because one has exceptions', async () => {
    const url = await serveHttp(serveWave);
    const hosts = [{ ...LOCAL, host: '127.0.0.1:1' }];

    const { outcome } = await fetchFrom(url, { hosts });

    expect(outcome).toBe('plain-http');
  });
});

describe('the certificate of a storage host', () => {
  const host = (changes: Partial<DownloadHost>): DownloadHost[] => [
    { ...strictHost('127.0.0.1'), allowPrivate: true, ...changes },
  ];
  const PRIVATE = '127.0.0.1 allow-private';

  it('is refused when nobody vouches for it, before anything is asked', async () => {
    let asked = 0;
    const url = await serveHttps((request, response) => {
      asked += 1;
      serveWave(request, response);
    });

    const { outcome } = await fetchFrom(url, { hosts: host({}) });

    expect(outcome).toBe('certificate-refused');
    expect(asked).toBe(0);
  });

  it.each([
    ['the configured authority', { ca: LOOPBACK_CERTIFICATE }, ['ca']],
    ['its pin', { pin: pinOf(LOOPBACK_CERTIFICATE) }, ['pin']],
    ['both', { ca: LOOPBACK_CERTIFICATE, pin: pinOf(LOOPBACK_CERTIFICATE) }, ['ca', 'pin']],
    ['no check at all', { insecure: true }, ['insecure']],
  ])('is accepted by %s, and that is reported', async (_case, changes, used) => {
    const url = await serveHttps(serveWave);

    const { outcome, exceptions } = await fetchFrom(url, { hosts: host(changes) });

    expect(outcome).toBe('received');
    expect(exceptions).toEqual([PRIVATE, ...used.map((name) => `127.0.0.1 ${name}`)]);
  });

  const OTHER_PIN = 'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';

  it.each([
    ['alone', { pin: OTHER_PIN }],
    ['with the right authority', { ca: LOOPBACK_CERTIFICATE, pin: OTHER_PIN }],
    ['even without other checks', { insecure: true, pin: OTHER_PIN }],
  ])('is refused by another pin, %s, before anything is asked', async (_case, changes) => {
    let asked = 0;
    const url = await serveHttps((request, response) => {
      asked += 1;
      serveWave(request, response);
    });

    const { outcome } = await fetchFrom(url, { hosts: host(changes) });

    expect(outcome).toBe('pin-mismatch');
    expect(asked).toBe(0);
  });

  it('is refused under another name, whatever authority signed it', async () => {
    const url = await serveHttps(serveWave);
    const hosts = [{ ...strictHost('storage.test'), allowPrivate: true, ca: LOOPBACK_CERTIFICATE }];

    const { outcome } = await fetchFrom(`https://storage.test:${portOf(url)}/`, {
      hosts,
      lookup: answering(() => ['127.0.0.1']).lookup,
    });

    expect(outcome).toBe('certificate-refused');
  });

  it('ends after a silence in the middle of the handshake', async () => {
    const url = await serveBytes(() => undefined);

    const { outcome } = await fetchFrom(url.replace('http:', 'https:'), {
      hosts: host({}),
      limits: { idleTimeoutMs: 150 },
    });

    expect(outcome).toBe('idle-time-out');
  });
});

describe('a download behind a proxy', () => {
  it('asks the proxy for the host and sends the rest through the tunnel', async () => {
    const url = await serveHttps(serveWave);
    const proxy = await serveProxy();
    const viaProxy = createProxyTunnel(proxy.url);

    // Loopback is left to the direct way, so the test's host must not look like it to the tunnel.
    const { outcome } = await fetchFrom(url, {
      hosts: [{ ...strictHost('127.0.0.1'), allowPrivate: true, ca: LOOPBACK_CERTIFICATE }],
      tunnel: (target, signal) => viaProxy({ ...target, host: '0.0.0.0' }, signal),
    });

    expect(outcome).toBe('received');
    expect(proxy.targets).toEqual([`0.0.0.0:${portOf(url)}`]);
  });

  it.each([
    ['refuses', 'refuse' as const, 'connection-failed'],
    ['says nothing', 'hang' as const, 'idle-time-out'],
  ])('fails when the proxy %s', async (_case, verdict, fault) => {
    const proxy = await serveProxy(() => verdict);

    const { outcome } = await fetchFrom('https://storage.test/1.wav', {
      hosts: [],
      tunnel: createProxyTunnel(proxy.url),
      limits: { idleTimeoutMs: 1500 },
    });

    expect(outcome).toBe(fault);
    expect(proxy.targets).toEqual(['storage.test:443']);
  });

  it('never asks the proxy for a private address', async () => {
    const proxy = await serveProxy();

    const { outcome } = await fetchFrom('https://10.0.0.1/1.wav', {
      hosts: [],
      tunnel: createProxyTunnel(proxy.url),
    });

    expect(outcome).toBe('address-refused');
    expect(proxy.targets).toEqual([]);
  });

  it.each([
    ['loopback', '127.0.0.1', '', true],
    ['a listed host', 'storage.test', 'other.test,storage.test', true],
    ['a subdomain of a listed one', 'a.storage.test', '.storage.test', true],
    ['everything', 'storage.test', '*', true],
    ['a host that only ends alike', 'mystorage.test', 'storage.test', false],
  ])('is left to the direct way by NO_PROXY: %s', async (_case, host, noProxy, direct) => {
    const proxy = await serveProxy(() => 'refuse');
    const tunnel = createProxyTunnel(proxy.url, noProxy)({ host, port: 443 }, AbortSignal.timeout(1000));

    const opened = await tunnel?.catch(() => 'asked the proxy');

    expect(opened === undefined).toBe(direct);
  });
});
