import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkDocument, parseDocument } from '../../../tools/commands/secret/check-document.ts';
import { DOCUMENTS, type SecretDocument } from '../../../tools/commands/secret/documents.ts';

/** A key whose bytes look random and are the same each time. */
const keyOf = (seed: number): string => createHash('sha256').update(`made up ${seed}`).digest('base64');
const ONE = keyOf(1);
const TWO = keyOf(2);
const THREE = keyOf(3);
const APP = {
  name: 'rides',
  mode: 'AXB',
  appKey: 'MadeUpAppKeyOfRides',
  appSecret: 'made-up-secret-of-rides',
};
const GOOD = { apps: [APP], dataKeys: [{ id: 'one', key: ONE }], lookupKey: TWO };

const named = (name: 'configuration' | 'access'): SecretDocument => {
  const document = DOCUMENTS[name];
  if (document === undefined) throw new Error(`no document ${name}`);
  return document;
};
const CONFIGURATION = named('configuration');
const ACCESS = named('access');

/** The message of what was wrong. */
const faultOf = (document: SecretDocument, content: object): string => {
  try {
    checkDocument(document, JSON.stringify(content));
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing';
};

const unsafe = (...lines: readonly string[]): string =>
  ['the document is not safe:', ...lines.map((line) => `  ${line}`)].join('\n');

describe('a configuration document', () => {
  it('may have random keys and anything that the console gives', () => {
    expect(faultOf(CONFIGURATION, GOOD)).toBe('nothing');
  });

  it.each([
    ['32 bytes of zero', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['one byte again and again', 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE='],
    ['eight bytes again and again', 'QUJDREVGR0hBQkNERUZHSEFCQ0RFRkdIQUJDREVGR0g='],
    ['bytes that count up', Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')],
    ['a text', 'dGhpcyBpcyBhIHBhc3NwaHJhc2Ugb2YgMzIgYnl0ZXM='],
  ])('has no key of %s', (_case, key) => {
    const inBoth = {
      ...GOOD,
      dataKeys: [
        { id: 'one', key: ONE },
        { id: 'two', key },
      ],
    };

    expect(faultOf(CONFIGURATION, inBoth)).toBe(
      unsafe('dataKeys.two.key: is not random: openssl rand -base64 32 makes one'),
    );
    expect(faultOf(CONFIGURATION, { ...GOOD, lookupKey: key })).toBe(
      unsafe('lookupKey: is not random: openssl rand -base64 32 makes one'),
    );
  });

  it('has no key twice', () => {
    const dataKeys = [
      { id: 'one', key: ONE },
      { id: 'two', key: TWO },
      { id: 'three', key: TWO },
    ];

    expect(faultOf(CONFIGURATION, { ...GOOD, dataKeys, lookupKey: ONE })).toBe(
      unsafe('dataKeys.three.key: is the key dataKeys.two.key', 'lookupKey: is the key dataKeys.one.key'),
    );
    expect(faultOf(CONFIGURATION, { ...GOOD, dataKeys: dataKeys.slice(0, 2), lookupKey: THREE })).toBe(
      'nothing',
    );
  });

  it('has no two data keys of one id, of which the second would open nothing', () => {
    const dataKeys = [
      { id: 'one', key: ONE },
      { id: 'one', key: THREE },
    ];

    expect(faultOf(CONFIGURATION, { ...GOOD, dataKeys })).toBe(
      unsafe('dataKeys.one: two data keys have this id, and the second opens nothing'),
    );
  });

  it('has no text of a sample where a secret belongs', () => {
    const apps = [
      { ...APP, appKey: 'from the console', previousAppSecret: '<the former secret>' },
      { ...APP, name: 'care', appSecret: 'changeme' },
    ];
    const httpsProxy = 'http://user:password@proxy.example.com:3128';

    expect(faultOf(CONFIGURATION, { ...GOOD, apps, httpsProxy })).toBe(
      unsafe(
        'apps.rides.appKey: is a sample text',
        'apps.rides.previousAppSecret: is a sample text',
        'apps.care.appSecret: is a sample text',
        'httpsProxy: is a sample address',
      ),
    );
  });

  it('may have addresses without a segment beside those with one', () => {
    const webhookSecrets = ['', 'f3a91c5be0d27846f3a91c5be0d27846'];

    expect(faultOf(CONFIGURATION, { ...GOOD, webhookSecrets })).toBe('nothing');
  });

  it('has no segment that can be guessed', () => {
    const webhookSecrets = ['11111111111111111111111111111111', 'f3a91c5be0d27846f3a91c5be0d27846'];

    expect(faultOf(CONFIGURATION, { ...GOOD, webhookSecrets })).toBe(
      unsafe('webhookSecrets.0: is not random: openssl rand -hex 20 makes one'),
    );
  });
});

describe('an access document', () => {
  const callerWith = (hash: string) => ({ callers: [{ name: 'orders', hash, scopes: ['read'] }] });

  it('may have the hash of a random key', () => {
    const hash = '4fd1cf3e8ec9fd2f5bb0a4b1b2ee2e1ab0a6c0e9a4c1e6a6db0a6c5e6f3c1d7b';

    expect(faultOf(ACCESS, callerWith(hash))).toBe('nothing');
  });

  it.each([
    ['an empty text', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['a line break', '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b'],
    ['the key of npm start', '024F6C9525465FBEC0047E2686F02A413C52241FDE8AF273148C419FA18FB312'],
    ['a placeholder', '0000000000000000000000000000000000000000000000000000000000000000'],
  ])('has no hash of %s', (_case, hash) => {
    expect(faultOf(ACCESS, callerWith(hash))).toBe(unsafe('callers.orders.hash: is of no real key'));
  });
});

describe('a field that a document has twice', () => {
  it.each([
    ['{"apps": [], "lookupKey": "x",\n "lookupKey": "y"}', 'line 2, column 13'],
    ['{"dataKeys": [{"id": "a", "key": "b", "id": "c"}]}', 'line 1, column 43'],
    ['{"apps": [], "\\u0061pps": []}', 'line 1, column 25'],
  ])('is refused by its place, because one of the two would win in silence: %s', (text, place) => {
    expect(() =>
      checkDocument({ ...CONFIGURATION, parse: JSON.parse, weaknessesOf: () => [] }, text),
    ).toThrow(new Error(`the document has a field twice: before ${place}`));
  });

  it('is none in two objects', () => {
    const text = '{"apps": [{"name": "a"}, {"name": "a"}], "of": {"apps": 1}}';

    expect(
      checkDocument({ ...CONFIGURATION, parse: JSON.parse, weaknessesOf: () => [] }, text),
    ).toBeInstanceOf(Object);
  });
});

describe('a text that is not a document', () => {
  it.each([
    ['', 'the document is empty'],
    [' \n', 'the document is empty'],
    ['{ "apps": [ oops', 'the document is not JSON: line 1, column 13'],
    ['{\n  "apps": [],\n  "lookupKey": "secret-77\n}', 'the document is not JSON: line 3, column 16'],
    ['{"a": 1,}', 'the document is not JSON: line 1, column 9'],
    ['{"a": [1, 2', 'the document is not JSON: line 1, column 12'],
    ['{"a": 01}', 'the document is not JSON: line 1, column 8'],
    ['{"a": "b"} {', 'the document is not JSON: line 1, column 12'],
    ["{'a': 1}", 'the document is not JSON: line 1, column 2'],
    ['{"a" 1}', 'the document is not JSON: line 1, column 6'],
    ['{"a": tru}', 'the document is not JSON: line 1, column 7'],
    ['{"a": "\\x"}', 'the document is not JSON: line 1, column 7'],
  ])('%j is refused by its place alone', (text, message) => {
    expect(() => parseDocument(CONFIGURATION, text)).toThrow(new Error(message));
  });
});
