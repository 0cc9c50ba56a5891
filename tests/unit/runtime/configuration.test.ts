import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfiguration, readConfigurationText } from '../../../shared/runtime/configuration.ts';

const APP = {
  name: 'rides',
  mode: 'AXB',
  appKey: 'MadeUpAppKeyOfRides',
  appSecret: 'made-up-secret-of-rides',
};
const KEY = 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=';

const documentOf = (changes: Record<string, unknown> = {}) => ({
  apps: [APP],
  dataKeys: [{ id: 'one', key: KEY }],
  lookupKey: KEY,
  ...changes,
});
const parse = (changes: Record<string, unknown> = {}) =>
  parseConfiguration(JSON.stringify(documentOf(changes)));
const withApp = (changes: Record<string, unknown>) => ({ apps: [{ ...APP, ...changes }] });

/** The parser's message about what is wrong. */
const faultOf = (changes: Record<string, unknown>): string => {
  try {
    parse(changes);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing';
};

describe('a configuration', () => {
  it('has defaults for all that an app need not say', () => {
    const { apps } = parse();

    expect(apps).toEqual([
      {
        ...APP,
        baseUrl: 'https://rtcpns.cn-north-1.myhuaweicloud.com',
        downloadHosts: [],
        scheme: 'AKSK',
        pushSignature: 'enforce',
        reconcile: 'report',
        rebind: false,
        poolLowPercent: 80,
        allocation: 'pool',
        numbers: [],
        reporting: 'off',
        eventsWithNumbers: false,
        platformDown: 'refuse',
        queueSeconds: 900,
        defaults: expect.objectContaining({ allowPermanent: false, coolDownSeconds: 0, sticky: 'off' }),
      },
    ]);
  });

  it('reads keys as bytes, the first data key first', () => {
    const { dataKeys, lookupKey } = parse({
      dataKeys: [
        { id: 'two', key: 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=' },
        { id: 'one', key: KEY },
      ],
    });

    expect(dataKeys.map(({ id, bytes }) => [id, bytes.byteLength, bytes[0]])).toEqual([
      ['two', 32, 2],
      ['one', 32, 1],
    ]);
    expect([lookupKey.byteLength, lookupKey[31]]).toEqual([32, 1]);
  });

  it('reads a change of the look-up key, and refuses one that is not whole', () => {
    const since = '2026-03-01T08:00:00.000Z';
    const other = 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=';

    const { idKey, lookupChange } = parse({
      idKey: KEY,
      lookupChange: { phase: 'begun', since, otherKey: other },
    });

    expect(idKey?.[31]).toBe(1);
    expect(lookupChange).toEqual({ phase: 'begun', since, otherKey: new Uint8Array(32).fill(2) });
    expect(parse({ lookupChange: { phase: 'retired', since } }).lookupChange?.phase).toBe('retired');
    expect(faultOf({ lookupChange: { phase: 'used', since } })).toContain('lookupChange.otherKey');
    expect(faultOf({ lookupChange: { phase: 'retired', since, otherKey: other } })).toContain(
      'lookupChange.otherKey: is not a known field',
    );
    expect(faultOf({ lookupChange: { phase: 'ended', since } })).toContain('lookupChange.phase');
  });

  it('keeps all that an app says, numbers in E.164 and addresses without a slash', () => {
    const download = {
      host: '127.0.0.1',
      allowHttp: true,
      allowPrivate: true,
      ca: 'PEM',
      pin: 'sha256/AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
      insecure: true,
    };
    const said = {
      previousAppSecret: 'made-up-secret-before',
      downloadHosts: [download],
      scheme: 'WSSE',
      pushSignature: 'log',
      allocation: 'platform',
      defaults: {
        ttlSeconds: 3600,
        allowPermanent: true,
        record: true,
        recordTone: 'tone.wav',
        areaMatch: 'strict',
        coolDownSeconds: 60,
        sticky: 'prefer',
        smsReply: ['temporary-callee', 'last-contact', 'discard'],
      },
    };

    const { apps } = parse(
      withApp({
        ...said,
        baseUrl: 'http://127.0.0.1:3100/',
        numbers: [{ x: '170 0000 0001', areaCode: '0755', sms: true }, { x: '+8617000000002' }],
      }),
    );

    expect(apps[0]).toMatchObject({
      ...said,
      baseUrl: 'http://127.0.0.1:3100',
      numbers: [
        { x: '+8617000000001', areaCode: '0755', sms: true },
        { x: '+8617000000002', sms: false },
      ],
    });
  });

  it('names every fault at once and shows no value', () => {
    const numberFailure = faultOf({
      apps: [
        { ...APP, appSecret: 7, mode: 'AB', extra: 'made-up-extra', other: 'made-up-other' },
        {
          name: 'Rides & Co',
          mode: 'AX',
          appKey: APP.appKey,
          numbers: [{ x: '17000000001' }, { x: '17000000001' }],
        },
      ],
      dataKeys: [{ id: 'one', key: 'bm90IHRoaXJ0eS10d28gYnl0ZXM=' }],
      lookupKey: undefined,
      more: true,
    });

    for (const place of [
      'apps.0.mode: must be "AX", "AXB", "AXE", "AXYB" or "X"',
      'apps.0.appSecret: must be a string',
      'apps.0.extra: is not a known field',
      'apps.0.other: is not a known field',
      'apps: two apps have the same appKey',
      'apps: 1.numbers.1.x is the same number as 1.numbers.0.x',
      'apps.1.name: must be 1 to 32 of a-z, 0-9 and -',
      'apps.1.appSecret: is required',
      'dataKeys.0.key: must be 32 bytes in base64',
      'lookupKey: is required',
      'more: is not a known field',
    ]) {
      expect(numberFailure).toContain(place);
    }
    expect(numberFailure).toMatch(/^the configuration is not usable:\n/);
    expect(numberFailure).not.toMatch(/made-up|MadeUp|bm90|Rides & Co/);
  });

  it.each([
    ['no app', { apps: [] }, 'apps: must hold at least one app'],
    ['no data key', { dataKeys: [] }, 'dataKeys'],
    [
      'two apps of a name',
      { apps: [APP, { ...APP, appKey: 'MadeUpOtherKey' }] },
      'two apps have the same name',
    ],
    [
      'a lost bind that could be found nowhere',
      { apps: [{ ...APP, mode: 'AXB', allocation: 'platform', numbers: [] }] },
      'allocation "platform" needs numbers in this mode',
    ],
    ['two apps of a key', { apps: [APP, { ...APP, name: 'shop' }] }, 'two apps have the same appKey'],
    [
      'a number twice, however it is written',
      withApp({ numbers: [{ x: '17000000001' }, { x: '+86 170 0000 0001' }] }),
      '0.numbers.1.x is the same number as 0.numbers.0.x',
    ],
    [
      'a number in the pools of two apps',
      {
        apps: [
          { ...APP, numbers: [{ x: '17000000002' }, { x: '17000000001' }] },
          { ...APP, name: 'shop', appKey: 'MadeUpOtherKey', numbers: [{ x: '+8617000000001' }] },
        ],
      },
      '1.numbers.0.x is the same number as 0.numbers.1.x',
    ],
    [
      'a foreign X',
      withApp({ numbers: [{ x: '+85212345678' }] }),
      'apps.0.numbers.0.x: is not a valid mainland number',
    ],
    [
      'a wrong area code',
      withApp({ numbers: [{ x: '17000000001', areaCode: '755' }] }),
      'apps.0.numbers.0.areaCode',
    ],
    ['a short life', withApp({ defaults: { ttlSeconds: 59 } }), 'apps.0.defaults.ttlSeconds'],
    ['a long life', withApp({ defaults: { ttlSeconds: 7_776_001 } }), 'apps.0.defaults.ttlSeconds'],
    [
      'a wrong pin',
      withApp({ downloadHosts: [{ host: 'h', pin: 'sha256/short' }] }),
      'apps.0.downloadHosts.0.pin',
    ],
  ])('with %s is refused', (_case, changes, numberFailure) => {
    const said = faultOf(changes);

    expect(said).toContain(numberFailure);
    expect(said).not.toContain('17000000001');
  });

  it.each([
    ['http://127.0.0.1:3100', true],
    ['http://127.1.2.3', true],
    ['http://localhost:3100', true],
    ['http://[::1]:3100', true],
    ['https://rtcpns.cn-north-1.myhuaweicloud.com', true],
    ['https://10.0.0.1:8443', true],
    ['http://rtcpns.cn-north-1.myhuaweicloud.com', false],
    ['http://10.0.0.1', false],
    ['http://127.0.0.1.example.com', false],
    ['http://localhost.example.com', false],
    ['ftp://127.0.0.1', false],
    ['127.0.0.1:3100', false],
    ['', false],
  ])('takes the address %s: %s', (baseUrl, taken) => {
    const said = faultOf(withApp({ baseUrl }));

    expect(said === 'nothing').toBe(taken);
  });

  it.each(['', '{', '{"appSecret":"made-up-secret"', 'made-up-secret'])(
    'that is not JSON is not quoted: %j',
    (text) => {
      expect(() => parseConfiguration(text)).toThrow(new Error('the configuration is not JSON'));
    },
  );
});

describe('the text of a configuration', () => {
  const noSecret = async () => undefined;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'configuration-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('comes from a file', async () => {
    const file = join(directory, 'with blank.json');
    await writeFile(file, '{"apps":"号"}');

    const text = await readConfigurationText(pathToFileURL(file).href, noSecret);

    expect(text).toBe('{"apps":"号"}');
  });

  it.each(['/etc/passwd', 'https://example.com/', '', 'secret:one'])(
    'comes from nowhere else: %j',
    async (uri) => {
      const reading = readConfigurationText(uri, noSecret);

      await expect(reading).rejects.toThrow(
        'CONFIG_URI and ACCESS_URI must start with secretsmanager: or file:',
      );
    },
  );

  it('comes from a secret', async () => {
    const readSecret = async (secretId: string) => `the text of ${secretId}`;

    const text = await readConfigurationText('secretsmanager:arn:aws:one', readSecret);

    expect(text).toBe('the text of arn:aws:one');
  });

  it('does not come from a secret of bytes', async () => {
    const reading = readConfigurationText('secretsmanager:one', noSecret);

    await expect(reading).rejects.toThrow('the secret holds no text');
  });
});

describe('what a configuration may also have', () => {
  const SEGMENT = 'made0up1segment2made0up1segment2made0up1';

  it('is a proxy with its password, segments in the addresses of webhooks, and the sources of pushes', () => {
    const more = {
      httpsProxy: 'http://user:made-up-password@proxy.example.com:3128',
      webhookSecrets: [SEGMENT, `${SEGMENT}-2`],
      webhookSources: ['203.0.113.0/24', '2001:db8::1'],
    };

    expect(parse(more)).toMatchObject(more);
  });

  it('is one segment, while the addresses without it still count', () => {
    expect(parse({ webhookSecrets: ['', SEGMENT] }).webhookSecrets).toEqual(['', SEGMENT]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a proxy without a scheme',
      { httpsProxy: 'made-up:3128' },
      'httpsProxy: must be an http or https address',
    ],
    [
      'a proxy with a blank',
      { httpsProxy: 'http://made up' },
      'httpsProxy: must be an http or https address',
    ],
    ['a short segment', { webhookSecrets: ['made-up-1'] }, 'webhookSecrets.0: must be 32 to 64 of'],
    [
      'a segment of letters',
      { webhookSecrets: ['made-up-'.repeat(5)] },
      'webhookSecrets.0: must be 32 to 64 of',
    ],
    [
      'a segment with a slash',
      { webhookSecrets: [`${SEGMENT}/made-up`] },
      'webhookSecrets.0: must be 32 to 64',
    ],
    [
      'the addresses without a segment alone',
      { webhookSecrets: [''] },
      'webhookSecrets: must hold at least one segment',
    ],
    ['no segment', { webhookSecrets: [] }, 'webhookSecrets: must hold at least one segment'],
    [
      'three segments',
      { webhookSecrets: Array(3).fill(SEGMENT) },
      'webhookSecrets: must hold at most two segments',
    ],
    ['no source', { webhookSources: [] }, 'webhookSources: must hold at least one address'],
    [
      'a name as source',
      { webhookSources: ['made-up.example'] },
      'webhookSources.0: must be an IP address or a range',
    ],
  ])('is not %s, which is not quoted', (_case, changes, message) => {
    expect(faultOf(changes)).toContain(message);
    expect(faultOf(changes)).not.toMatch(/made.up/);
  });
});
