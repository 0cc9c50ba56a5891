import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { urlHost } from '../../../simulator/http/url-host.ts';
import { freePort, portFaults } from '../../../tools/local-stack/ports.ts';
import { readStackSettings } from '../../../tools/local-stack/settings.ts';

const any = { variable: 'PORT', port: 0 };

describe('the ports of npm start', () => {
  it('can be used when they are free', async () => {
    expect(await portFaults([any, { variable: 'LAMBDA_PORT', port: 0 }], '127.0.0.1')).toEqual([]);
  });

  it('are named with their variable when fetch refuses them', async () => {
    const wanted = [
      { variable: 'PORT', port: 6000 },
      { variable: 'LAMBDA_PORT', port: 6665 },
      { variable: 'SIMULATOR_PORT', port: 10080 },
    ];

    expect(await portFaults(wanted, '127.0.0.1')).toEqual([
      'port 6000 is refused by fetch and browsers; set PORT to another one',
      'port 6665 is refused by fetch and browsers; set LAMBDA_PORT to another one',
      'port 10080 is refused by fetch and browsers; set SIMULATOR_PORT to another one',
    ]);
  });

  it('are in use only when somebody has them', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    const faults = await portFaults([{ variable: 'PORT', port }], '127.0.0.1');
    other.close();

    expect(faults).toEqual([`port ${port} is in use; set PORT to another one`]);
  });

  it('are not blamed for an address that this machine does not have', async () => {
    // Of TEST-NET-1 (RFC 5737).
    const faults = await portFaults([any, { variable: 'LAMBDA_PORT', port: 0 }], '192.0.2.1');

    expect(faults).toEqual(['HOST 192.0.2.1 is not an address of this machine (EADDRNOTAVAIL)']);
  });
});

describe('a port that a part is given', () => {
  it('is not one of those that systems give to whoever asks for any', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort('127.0.0.1')));

    expect(ports.filter((port) => port < 20_000 || port > 32_767)).toEqual([]);
  });

  it('is not looked for without end at an address that this machine does not have', async () => {
    await expect(freePort('192.0.2.1')).rejects.toThrow(
      'no free port of 192.0.2.1 was found (EADDRNOTAVAIL)',
    );
  });
});

describe('HOST', () => {
  const read = (HOST: string) => {
    const faults: string[] = [];
    return { host: readStackSettings({ HOST }, [], faults).host, faults };
  };

  it.each([
    ['', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['127.0.0.2', '127.0.0.2'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
  ])('may be "%s"', (written, host) => {
    expect(read(written)).toEqual({ host, faults: [] });
  });

  it('is refused when the functions could not reach their own machine by it', () => {
    expect(read('example.com').faults).toEqual([
      'HOST must be localhost, a loopback address, or 0.0.0.0 or :: for every address',
    ]);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['::1', '[::1]'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '[::1]'],
  ])('%s is %s in a URL', (address, host) => {
    expect(urlHost(address)).toBe(host);
  });
});
