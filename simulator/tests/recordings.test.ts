import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlatformClient, get } from '../conformance/platform-client.ts';
import { wavOf } from '../recordings/wav.ts';
import { A, openPlayground, type Playground, RECORDING_PATH, START_AT, X } from './playground.ts';

const DAY = 86_400;

describe('recordings', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
    await playground.bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });
  });
  afterEach(() => playground.close());

  const place = async (more: Partial<Parameters<Playground['control']['placeCall']>[0]> = {}) => {
    const call = { from: A, to: X, outcome: 'answered', talkSeconds: 10, ...more } as const;
    return (await playground.control.placeCall(call)).recordObjectName ?? '';
  };
  const ask = (fileName: string, recordDomain = 'ostor.example.com') =>
    playground.client.send('GET', RECORDING_PATH, {
      query: `${new URLSearchParams({ fileName, recordDomain })}`,
    });
  const codeOf = async (fileName: string, recordDomain?: string) => {
    const { status, json } = await ask(fileName, recordDomain);
    return status === 301 ? '301' : `${status}/${json?.['resultcode']}`;
  };
  const linkTo = async (fileName: string) => String((await ask(fileName)).headers['location']);

  it('are found by a 301 without a body that closes the connection', async () => {
    const answer = await ask(await place());

    expect(answer).toMatchObject({ status: 301, text: '' });
    expect(answer.headers).toMatchObject({ connection: 'close', 'content-length': '0' });
    expect(answer.headers['location']).toMatch(
      /\/storage\/sp-playground-app-key\/260301103110\d{11}\.wav\?Expires=\d+&Signature=.+$/,
    );
  });

  it.each(['from the console', 'a/b?c#d', '50% off'])(
    'can be fetched by an app key like %s',
    async (appKey) => {
      const other = await openPlayground({ appKey });
      await other.bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });
      const call = { from: A, to: X, outcome: 'answered', talkSeconds: 10 } as const;
      const fileName = (await other.control.placeCall(call)).recordObjectName ?? '';
      const query = `${new URLSearchParams({ fileName, recordDomain: 'ostor.example.com' })}`;
      const { headers } = await other.client.send('GET', RECORDING_PATH, { query });

      const fetched = await fetch(String(headers['location']));
      const bytes = Buffer.from(await fetched.arrayBuffer());
      await other.close();

      expect([fetched.status, bytes.length]).toEqual([200, 80_058]);
    },
  );

  it('are A-law, 8000 Hz, mono, as long as the talk, and the same every time', async () => {
    const name = await place({ talkSeconds: 10 });
    const link = await linkTo(name);

    const response = await fetch(link);
    const bytes = Buffer.from(await response.arrayBuffer());

    expect(bytes.length).toBe(58 + 80_000);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    const [tag, channels, rate, byteRate, bits] = [
      bytes.readUInt16LE(20),
      bytes.readUInt16LE(22),
      bytes.readUInt32LE(24),
      bytes.readUInt32LE(28),
      bytes.readUInt16LE(34),
    ];
    expect({ tag, channels, rate, byteRate, bits }).toEqual({
      tag: 6,
      channels: 1,
      rate: 8000,
      byteRate: 8000,
      bits: 8,
    });
    expect([bytes.toString('latin1', 50, 54), bytes.readUInt32LE(54)]).toEqual(['data', 80_000]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await playground.control.recording(name)).toMatchObject({ sizeBytes: bytes.length, sha256 });
    expect(Buffer.from(await (await fetch(link)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('differ from call to call, and follow from the seed', () => {
    expect(wavOf(3, 1).equals(wavOf(3, 1))).toBe(true);
    expect(wavOf(3, 1).equals(wavOf(3, 2))).toBe(false);
  });

  it('do not exist for talks under three seconds, whatever the CDR says', async () => {
    const silent = await playground.control.placeCall({
      from: A,
      to: X,
      outcome: 'answered',
      talkSeconds: 2,
    });
    const promised = await place({ talkSeconds: 2, shortRecording: 'flag-1' });
    const [first, second] = playground.receiver.received
      .filter(({ path }) => path === '/cdr')
      .map(({ body }) => JSON.parse(body).feeLst[0]);

    expect(silent.recordObjectName).toBeNull();
    expect(first.recordFlag).toBe(0);
    expect(second).toMatchObject({ recordFlag: 1, recordObjectName: promised });
    expect(await codeOf(promised)).toBe('403/1012007');
  });

  it('can be late', async () => {
    const name = await place({ recordingDelaySeconds: 60 });
    const early = await codeOf(name);

    await playground.control.advance(60);

    expect([early, await codeOf(name)]).toEqual(['403/1012007', '301']);
  });

  it.each([
    ['an unknown file', ['nothing.wav'], '403/1012007'],
    ['another domain', ['', 'elsewhere.example.com'], '403/1012007'],
    ['no file name', ['', undefined, 'empty'], '403/1010002'],
  ])('are refused for %s', async (_case, [name, domain, empty], expected) => {
    const real = await place();

    expect(await codeOf(empty ? '' : name || real, domain)).toBe(expected);
  });

  it('belong to the application of the call', async () => {
    const other = { appKey: 'k2', appSecret: 's2', mode: 'AXB' as const, numbers: [], pushUrls: {} };
    const both = await openPlayground({}, { apps: [playground.app, other] });
    await both.bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });
    const { recordObjectName } = await both.control.placeCall({ from: A, to: X, outcome: 'answered' });
    const query = `fileName=${recordObjectName}&recordDomain=ostor.example.com`;

    const own = await both.client.send('GET', RECORDING_PATH, { query });
    const customer = { baseUrl: both.simulator.url, ...other, now: () => START_AT };
    const foreign = await createPlatformClient(customer).send('GET', RECORDING_PATH, { query });

    expect([own.status, foreign.json?.['resultcode']]).toEqual([301, '1012007']);
    await both.close();
  });

  it('are deleted seven days after the first push of their CDR, whether it was taken or not', async () => {
    playground.receiver.answerWith(...Array(50).fill(500));
    const name = await place({ cdrDelaySeconds: 3600 });

    await playground.control.advance(3600 + 7 * DAY - 1);
    const link = await linkTo(name);
    const before = await codeOf(name);
    await playground.control.advance(1);

    expect([before, await codeOf(name)]).toEqual(['301', '403/1012007']);
    expect((await get(link)).status).toBe(404);
  });

  it('stay as long as their CDR was not pushed', async () => {
    const name = await place({ withholdEvents: ['fee'] });

    await playground.control.advance(30 * DAY);

    expect(await codeOf(name)).toBe('301');
  });

  it('are served for three days behind one link, and only behind the link as it was given', async () => {
    const link = await linkTo(await place());

    const statuses = [(await get(link)).status, (await get(link.replace(/Expires=\d/, 'Expires=9'))).status];
    await playground.control.advance(3 * DAY);
    statuses.push((await get(link)).status);

    expect(statuses).toEqual([200, 403, 403]);
  });

  describe('with a fault of the storage host', () => {
    const download = async (
      kind:
        | 'truncated'
        | 'wrong-length'
        | 'no-length'
        | 'empty'
        | 'error-page'
        | 'json-200'
        | 'redirect-loop',
    ) => {
      const link = await linkTo(await place());
      await playground.control.faults.add({ on: 'download', kind });
      return fetch(link, { redirect: 'manual' });
    };
    const WHOLE = 80_058;

    it('truncated: the length of the whole, half of the bytes', async () => {
      const response = await download('truncated');

      expect(response.headers.get('content-length')).toBe(String(WHOLE));
      await expect(response.arrayBuffer()).rejects.toThrow();
    });

    it('wrong-length: an answer that ends well but is shorter than its header says', async () => {
      const bytes = Buffer.from(await (await download('wrong-length')).arrayBuffer());

      expect([bytes.length, bytes.readUInt32LE(4)]).toEqual([WHOLE / 2, WHOLE - 8]);
    });

    it('no-length: the whole without Content-Length', async () => {
      const response = await download('no-length');

      expect(response.headers.get('content-length')).toBeNull();
      expect((await response.arrayBuffer()).byteLength).toBe(WHOLE);
    });

    it.each([
      ['empty', null, ''],
      ['error-page', 'text/html', '<html>'],
      ['json-200', 'application/json;charset=utf-8', '{"resultcode":"1010001"'],
    ] as const)('%s: 200 without a recording', async (kind, type, start) => {
      const response = await download(kind);

      expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
      expect((await response.text()).startsWith(start)).toBe(true);
    });

    it('redirect-loop: back to itself', async () => {
      const response = await download('redirect-loop');

      expect([response.status, response.headers.get('location')]).toEqual([301, response.url.split('?')[0]]);
    });

    it('stalled: half, and then nothing', async () => {
      const link = await linkTo(await place());
      await playground.control.faults.add({ on: 'download', kind: 'stalled' });

      const stalled = fetch(link, { signal: AbortSignal.timeout(300) }).then((response) =>
        response.arrayBuffer(),
      );

      await expect(stalled).rejects.toThrow(/timeout/);
    });
  });
});
