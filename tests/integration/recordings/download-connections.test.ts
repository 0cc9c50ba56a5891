import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, getDefaultAutoSelectFamily, type Socket, setDefaultAutoSelectFamily } from 'node:net';
import { rootCertificates, TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { connectTo, type Lookup, type Tunnel } from '../../../shared/recordings/download/connect.ts';
import { createDownload, type DownloadSettings } from '../../../shared/recordings/download/download.ts';
import { type DownloadHost, strictHost } from '../../../shared/recordings/download/download-host.ts';
import { createProxyTunnel } from '../../../shared/recordings/download/proxy-tunnel.ts';
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

const toLoopback: Lookup = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);

const portOf = (url: string): number => Number(new URL(url).port);

/** Each host here is on this machine, and its certificate is not asked for. */
const trusted = (host: string): DownloadHost => ({
  ...strictHost(host),
  allowHttp: true,
  allowPrivate: true,
  insecure: true,
});

const SILENCE_MS = 150;

const fetchFrom = async (url: string, settings: Partial<DownloadSettings> = {}) => {
  const used: string[] = [];
  const download = createDownload({
    hosts: [trusted('127.0.0.1'), trusted('storage.test'), trusted('[::1]')],
    onException: (_host, exception) => used.push(exception),
    ...settings,
  });
  const sink = { begin: async () => undefined, write: async () => undefined };
  const result = await download(url, sink);
  return { result, used };
};

/** A server that never says a word, behind which one can see whether it is still connected. */
const silentHost = async () => {
  const closed = Promise.withResolvers<string>();
  const url = await serveBytes((socket) => {
    socket.resume().on('close', () => closed.resolve('closed'));
  });
  return { url, closed: closed.promise };
};

describe('the name in the handshake', () => {
  const namesOf = async (host: string) => {
    const names: unknown[] = [];
    const url = await serveHttps((request, response) => {
      names.push(request.socket instanceof TLSSocket ? request.socket.servername : undefined);
      serveWave(request, response);
    });
    const { result } = await fetchFrom(`https://${host}:${portOf(url)}/1.wav`, { lookup: toLoopback });
    return { names, kind: result.kind };
  };

  it('is that of the storage host, which may have several certificates', async () => {
    expect(await namesOf('storage.test')).toEqual({ names: ['storage.test'], kind: 'received' });
  });

  it('is none for a literal address, which no certificate is chosen by', async () => {
    expect(await namesOf('127.0.0.1')).toEqual({ names: [false], kind: 'received' });
  });

  it('is that of the storage host also behind a proxy', async () => {
    const names: unknown[] = [];
    const url = await serveHttps((request, response) => {
      names.push(request.socket instanceof TLSSocket ? request.socket.servername : undefined);
      serveWave(request, response);
    });
    const proxy = await serveProxy();
    const viaProxy = createProxyTunnel(proxy.url);
    const tunnel: Tunnel = (target, signal) => viaProxy({ ...target, host: '0.0.0.0' }, signal);

    const { result } = await fetchFrom(`https://storage.test:${portOf(url)}/1.wav`, { tunnel });

    expect([names, result.kind]).toEqual([['storage.test'], 'received']);
  });
});

describe('a silent host', () => {
  it.each(['http', 'https'])('is left, and its connection is closed: %s', async (protocol) => {
    const host = await silentHost();

    const { result } = await fetchFrom(host.url.replace('http', protocol), {
      limits: { idleTimeoutMs: SILENCE_MS },
    });

    expect(result).toMatchObject({ kind: 'failed', fault: 'idle-time-out' });
    expect(await host.closed).toBe('closed');
  });

  it.each(['http', 'https'])('behind a proxy is left, and the tunnel is closed: %s', async (protocol) => {
    const host = await silentHost();
    const proxy = await serveProxy();
    const viaProxy = createProxyTunnel(proxy.url);

    const { result } = await fetchFrom(host.url.replace('http', protocol), {
      tunnel: (target, signal) => viaProxy({ ...target, host: '0.0.0.0' }, signal),
      limits: { idleTimeoutMs: SILENCE_MS },
    });

    expect(result).toMatchObject({ kind: 'failed', fault: 'idle-time-out' });
    expect(await host.closed).toBe('closed');
  });

  it.each([
    ['the total time', { totalTimeoutMs: SILENCE_MS }, 'total-time-out'],
    ['a silence', { idleTimeoutMs: SILENCE_MS }, 'idle-time-out'],
  ])(
    'is left in the middle of its file after %s, and its connection is closed',
    async (_case, limits, fault) => {
      const closed = Promise.withResolvers<string>();
      const url = await serveBytes((socket) => {
        socket.resume().on('close', () => closed.resolve('closed'));
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nRIFF');
      });

      const { result } = await fetchFrom(url, { limits });

      expect(result).toMatchObject({ kind: 'failed', fault });
      expect(await closed.promise).toBe('closed');
    },
  );

  it('that is a proxy is left, and its connection is closed', async () => {
    const proxy = await silentHost();

    const { result } = await fetchFrom('https://storage.test/1.wav', {
      tunnel: createProxyTunnel(proxy.url),
      limits: { idleTimeoutMs: SILENCE_MS },
    });

    expect(result).toMatchObject({ kind: 'failed', fault: 'idle-time-out' });
    expect(await proxy.closed).toBe('closed');
  });
});

describe('a connection that is not needed any more', () => {
  it.each<[string, RequestListener]>([
    ['a whole file', serveWave],
    ['an error', (_request, response) => response.writeHead(503).end('busy')],
    [
      'a redirect elsewhere',
      (_request, response) => response.writeHead(302, { location: 'https://x.test/' }).end(),
    ],
  ])('is closed after %s, although the host would keep it', async (_case, answer) => {
    const closed = Promise.withResolvers<string>();
    const url = await serveHttp((request, response) => {
      request.socket.once('close', () => closed.resolve('closed'));
      response.shouldKeepAlive = true;
      answer(request, response);
    });

    await fetchFrom(url);

    expect(await closed.promise).toBe('closed');
  });

  it.each([
    ['a certificate that is refused', {}, 'certificate-refused'],
    ['another key than the pinned one', { pin: `sha256/${'A'.repeat(43)}=` }, 'pin-mismatch'],
  ])('is closed after %s', async (_case, changes, fault) => {
    let sockets: readonly Socket[] = [];
    const proxy = await serveProxy();
    const viaProxy = createProxyTunnel(proxy.url);
    const url = await serveHttps(serveWave);

    const { result } = await fetchFrom(url, {
      hosts: [{ ...strictHost('127.0.0.1'), allowPrivate: true, ...changes }],
      tunnel: async (target, signal) => {
        const socket = await viaProxy({ ...target, host: '0.0.0.0' }, signal);
        if (socket === undefined) throw new Error('no tunnel');
        sockets = [...sockets, socket];
        return socket;
      },
    });

    expect(result).toMatchObject({ kind: 'failed', fault });
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});

describe('a connection that fails', () => {
  it('is not a fault of the certificate when it ends in the middle of the handshake', async () => {
    const url = await serveBytes((socket) => socket.end());

    const { result } = await fetchFrom(url.replace('http', 'https'));

    expect(result).toMatchObject({ kind: 'failed', fault: 'connection-failed', cause: expect.any(Error) });
  });

  it('says why nobody answered', async () => {
    const { result } = await fetchFrom(await nobodyThere());

    expect(result).toMatchObject({ fault: 'connection-failed', cause: { code: 'ECONNREFUSED' } });
  });

  it.each([
    ['ENOTFOUND', 'name-not-resolved'],
    ['EAI_AGAIN', 'name-not-resolved'],
    ['EAI_FAIL', 'connection-failed'],
  ])('with %s of the name look-up is %s', async (code, fault) => {
    const lookup: Lookup = (_name, _options, done) => done(Object.assign(new Error('away'), { code }), []);

    const { result } = await fetchFrom('https://storage.test/1.wav', { lookup });

    expect(result).toMatchObject({ kind: 'failed', fault });
  });

  it('with a name that has no address at all is refused', async () => {
    const { result } = await fetchFrom('https://storage.test/1.wav', {
      lookup: (_name, _options, done) => done(null, []),
    });

    expect(result).toMatchObject({
      fault: 'address-refused',
      cause: { message: 'the host has no public address' },
    });
  });
});

describe('an address with credentials', () => {
  it.each([
    'https://user@storage.test/',
    'https://user:secret@storage.test/',
    'https://:secret@storage.test/',
  ])('is refused before anybody is asked: %s', async (url) => {
    const { result } = await fetchFrom(url, {
      lookup: () => {
        throw new Error('nobody is to be asked');
      },
    });

    expect(result).toEqual({ kind: 'failed', fault: 'bad-url' });
  });
});

describe('the port of a storage host', () => {
  const connecting = (url: string, targets: unknown[]) =>
    connectTo({
      url: new URL(url),
      rule: { ...strictHost('storage.test'), allowHttp: true },
      signal: AbortSignal.timeout(30_000),
      onException: () => undefined,
      tunnel: async (target) => {
        targets.push(target);
        throw new Error('far enough');
      },
    });

  it.each([
    ['https://storage.test/1.wav', { host: 'storage.test', port: 443 }],
    ['http://storage.test/1.wav', { host: 'storage.test', port: 80 }],
    ['https://storage.test:8443/1.wav', { host: 'storage.test', port: 8443 }],
    ['https://[2400:3200::1]/1.wav', { host: '2400:3200::1', port: 443 }],
  ])('of %s', async (url, target) => {
    const targets: unknown[] = [];

    const connected = await connecting(url, targets);

    expect(targets).toEqual([target]);
    expect(connected).toMatchObject({
      kind: 'failed',
      fault: 'connection-failed',
      cause: { message: 'far enough' },
    });
  });
});

describe('the certificate of a proxied host', () => {
  it('is checked against the name of the host, not that of the proxy', async () => {
    const url = await serveHttps(serveWave);
    const proxy = await serveProxy();
    const viaProxy = createProxyTunnel(proxy.url);
    const hosts = [{ ...strictHost('storage.test'), ca: LOOPBACK_CERTIFICATE }];

    const { result } = await fetchFrom(`https://storage.test:${portOf(url)}/`, {
      hosts,
      tunnel: (target, signal) => viaProxy({ ...target, host: '0.0.0.0' }, signal),
    });

    expect(result).toMatchObject({ kind: 'failed', fault: 'certificate-refused' });
  });
});

describe('an opened connection', () => {
  const connecting = (url: string, changes: Partial<Parameters<typeof connectTo>[0]> = {}) =>
    connectTo({
      url: new URL(url),
      rule: trusted('127.0.0.1'),
      signal: AbortSignal.timeout(30_000),
      onException: () => undefined,
      ...changes,
    });

  it.each(['http', 'https'] as const)(
    'is the caller’s, and an error between two readers ends nothing: %s',
    async (protocol) => {
      const url = await (protocol === 'http' ? serveHttp(serveWave) : serveHttps(serveWave));
      const sockets: Socket[] = [];

      const connected = await connecting(url, {
        tunnel: async ({ port }) => {
          const socket = connect(port, '127.0.0.1');
          await once(socket, 'connect');
          sockets.push(socket);
          return socket;
        },
      });
      const emitted = sockets.map((socket) => socket.emit('error', new Error('reset')));

      expect(connected.kind).toBe('connected');
      expect(emitted).toEqual([true]);
      if (connected.kind === 'connected') connected.socket.destroy();
    },
  );

  it('is given up in the middle of its handshake when the caller has had enough', async () => {
    const host = await silentHost();
    const enough = new AbortController();
    const tunnel: Tunnel = async ({ port }) => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      setImmediate(() => enough.abort(new Error('enough')));
      return socket;
    };

    const connected = await connecting(host.url.replace('http', 'https'), { tunnel, signal: enough.signal });

    expect(connected).toMatchObject({
      kind: 'failed',
      fault: 'connection-failed',
      cause: { message: 'enough' },
    });
    expect(await host.closed).toBe('closed');
  });

  it('with a name that nobody knows fails, although its look-up names no addresses at all', async () => {
    const unknown = Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });

    const connected = await connecting('https://storage.test/', {
      lookup: (_name, _options, done) => done(unknown, undefined as never),
    });

    expect(connected).toMatchObject({ kind: 'failed', fault: 'name-not-resolved', cause: unknown });
  });

  it('goes to an admitted address also where the machine takes one address only', async () => {
    const url = await serveHttp(serveWave);
    const usual = getDefaultAutoSelectFamily();
    setDefaultAutoSelectFamily(false);

    const connected = await connecting(`http://storage.test:${portOf(url)}/`, { lookup: toLoopback }).finally(
      () => setDefaultAutoSelectFamily(usual),
    );

    expect(connected.kind).toBe('connected');
    if (connected.kind === 'connected') {
      expect(connected.socket.remoteAddress).toBe('127.0.0.1');
      connected.socket.destroy();
    }
  });

  it('is refused with the right pin when another authority is configured', async () => {
    const url = await serveHttps(serveWave);
    const der = new X509Certificate(LOOPBACK_CERTIFICATE).publicKey.export({ type: 'spki', format: 'der' });
    const pin = `sha256/${createHash('sha256').update(der).digest('base64')}`;
    const rule = { ...strictHost('127.0.0.1'), allowPrivate: true, pin };

    const alone = await connecting(url, { rule });
    const withAnother = await connecting(url, { rule: { ...rule, ca: rootCertificates[0] } });

    expect(alone.kind).toBe('connected');
    expect(withAnother).toMatchObject({ kind: 'failed', fault: 'certificate-refused' });
    if (alone.kind === 'connected') alone.socket.destroy();
  });
});
