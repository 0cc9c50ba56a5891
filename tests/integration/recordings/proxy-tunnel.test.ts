import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createProxyTunnel } from '../../../shared/recordings/download/proxy-tunnel.ts';
import { serveBytes, serveHttps, serveProxy } from '../../fakes/loopback-servers.ts';

const STORAGE = { host: 'storage.test', port: 443 };

const opened = (
  proxy: string,
  { target = STORAGE, noProxy = '' }: { target?: typeof STORAGE; noProxy?: string } = {},
) => createProxyTunnel(proxy, noProxy)(target, AbortSignal.timeout(30_000));

/** A proxy that says the same to everybody, with all that it was sent. */
const saying = async (words: string) => {
  const sent: string[] = [];
  const closed = Promise.withResolvers<string>();
  const url = await serveBytes((socket) => {
    socket.on('data', (bytes) => {
      sent.push(bytes.toString('latin1'));
      socket.write(words);
    });
    socket.on('close', () => closed.resolve('closed'));
  });
  return { url, sent, closed: closed.promise };
};

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

const firstBytes = async (socket: Socket | undefined): Promise<string> => {
  if (socket === undefined) throw new Error('no socket');
  const [bytes] = await once(socket, 'data');
  socket.destroy();
  return String(bytes);
};

describe('a proxy', () => {
  it.each([
    ['a name', STORAGE, 'storage.test:443'],
    ['a name and a port', { host: 'storage.test', port: 8443 }, 'storage.test:8443'],
    ['an address', { host: '203.0.113.7', port: 443 }, '203.0.113.7:443'],
    ['an IPv6 address', { host: '2400:3200::1', port: 443 }, '[2400:3200::1]:443'],
  ])('is asked for %s, by whom, and for nothing else', async (_case, target, authority) => {
    const proxy = await saying(ESTABLISHED);

    const socket = await opened(proxy.url, { target });
    socket?.destroy();

    expect(proxy.sent.join('').split('\r\n').toSorted()).toEqual(
      [
        '',
        '',
        `CONNECT ${authority} HTTP/1.1`,
        'Connection: close',
        `host: ${authority}`,
        'user-agent: privatenumber/0.1.0',
      ].toSorted(),
    );
  });

  it.each([
    ['with a user and a password', 'user:pass@', 'dXNlcjpwYXNz'],
    ['with signs that an address cannot hold', 'us%40er:p%3Ass@', 'dXNAZXI6cDpzcw=='],
    ['with a user alone', 'user@', 'dXNlcjo='],
    ['with a password alone', ':pass@', 'OnBhc3M='],
  ])('%s gets them as Basic credentials', async (_case, credentials, encoded) => {
    const proxy = await saying(ESTABLISHED);

    const socket = await opened(proxy.url.replace('//', `//${credentials}`));
    socket?.destroy();

    expect(proxy.sent.join('')).toContain(`\r\nproxy-authorization: Basic ${encoded}\r\n`);
  });

  it('may hand on the first bytes of the host together with its own answer', async () => {
    const proxy = await saying(`${ESTABLISHED}220 ready`);

    expect(await firstBytes(await opened(proxy.url))).toBe('220 ready');
  });

  it.each([403, 407, 502])('that refuses with %i is left, and says so', async (status) => {
    const proxy = await saying(`HTTP/1.1 ${status} No\r\ncontent-length: 2\r\n\r\nno`);

    await expect(opened(proxy.url)).rejects.toThrow(`the proxy made no tunnel: HTTP ${status}`);
    expect(await proxy.closed).toBe('closed');
  });

  it('that hangs up without a word fails', async () => {
    const url = await serveBytes((socket) => socket.end());

    await expect(opened(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('of https is spoken to in https, and its certificate is checked', async () => {
    const url = await serveHttps((_request, response) => response.end());

    await expect(opened(url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['localhost', '', true],
    ['127.0.0.1', '', true],
    ['127.1.2.3', '', true],
    ['::1', '', true],
    ['127.storage.test', '', false],
    ['storage.test', '', false],
    ['storage.test', ' , ', false],
    ['storage.test', 'storage.test', true],
    ['storage.test', 'STORAGE.test', true],
    ['storage.test', 'other.test storage.test', true],
    ['storage.test', 'other.test ,  storage.test', true],
    ['storage.test', 'storage.test:8443', true],
    ['a.storage.test', 'storage.test', true],
    ['a.storage.test', '.storage.test', true],
    ['a.storage.test', '*.storage.test', true],
    ['storage.test', '*.storage.test', true],
    ['mystorage.test', 'storage.test', false],
    ['storage.test', 'a.storage.test', false],
    ['storage.test.', '', false],
    ['2400:3200::1', '2400:3200::2', false],
    ['2400:3200::1', '2400:3200::1', true],
    ['2400:3200::1', '[2400:3200::1]', true],
    ['2400:3200::1', '[2400:3200::1]:443', true],
    ['2400:3200::a', '2400:3200::A', true],
    ['storage.test', '*', true],
  ])('leaves %s to the direct way by "%s": %s', async (host, noProxy, direct) => {
    const proxy = await serveProxy(() => 'refuse');

    const socket = await opened(proxy.url, { target: { host, port: 443 }, noProxy })?.catch(() => 'asked');

    expect(socket).toBe(direct ? undefined : 'asked');
  });

  it('is empty unless something is said', async () => {
    const proxy = await serveProxy(() => 'refuse');
    const tunnel = createProxyTunnel(proxy.url);

    await expect(tunnel(STORAGE, AbortSignal.timeout(30_000))).rejects.toThrow('HTTP 403');
  });
});
