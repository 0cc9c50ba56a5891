import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, openPlayground, type Playground, RECORDING_PATH, X } from './playground.ts';

/** Bytes of the body, or the code of the error that kept them away. */
const download = (url: string, ca?: string): Promise<number | string> =>
  new Promise((resolve) => {
    const failed = (cause: Error): void => resolve('code' in cause ? String(cause.code) : cause.message);
    const outgoing = request(url, { agent: false, ...(ca === undefined ? {} : { ca }) }, (incoming) => {
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      incoming.on('end', () => resolve(bytes));
    });
    outgoing.on('error', failed);
    outgoing.end();
  });

describe('the storage host over https', () => {
  let playground: Playground;
  let ca: string;
  beforeEach(async () => {
    playground = await openPlayground({}, { secureStorage: true });
    ca = playground.simulator.secureStorage?.ca ?? '';
    await playground.bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });
  });
  afterEach(() => playground.close());

  const linkOf = async (): Promise<string> => {
    const call = { from: A, to: X, outcome: 'answered', talkSeconds: 10 } as const;
    const { recordObjectName } = await playground.control.placeCall(call);
    const query = `fileName=${recordObjectName}&recordDomain=ostor.example.com`;
    const { headers } = await playground.client.send('GET', RECORDING_PATH, { query });
    return String(headers['location']);
  };

  it('serves recordings to those who trust its authority, and to nobody else', async () => {
    const link = await linkOf();

    expect(link.startsWith(`${playground.simulator.secureStorage?.url}/storage/`)).toBe(true);
    expect(await download(link, ca)).toBe(80_058);
    expect(await download(link)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('is misled by a wrong-certificate fault to a host that even the authority does not vouch for', async () => {
    await playground.control.faults.add({ on: 'recording-url', kind: 'wrong-certificate' });

    const [misled, right] = [await linkOf(), await linkOf()];

    expect(misled.startsWith(`${playground.simulator.secureStorage?.wrongUrl}/storage/`)).toBe(true);
    expect(await download(misled, ca)).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    expect(await download(right, ca)).toBe(80_058);
  });

  it('can have the other faults of downloads, too', async () => {
    const link = await linkOf();
    await playground.control.faults.add({ on: 'download', kind: 'wrong-length' });

    expect(await download(link, ca)).toBe(40_029);
  });

  it('is there only when asked for', async () => {
    const plain = await openPlayground();

    expect(plain.simulator.secureStorage).toBeNull();
    await expect(
      plain.control.faults.add({ on: 'recording-url', kind: 'wrong-certificate' }),
    ).rejects.toThrow('secureStorage');
    await plain.close();
  });
});
