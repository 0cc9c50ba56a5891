import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setDocument, setPreviousDocument } from '../../../tools/commands/config/run.ts';
import { CONFIGURATION } from '../../../tools/commands/secret/documents.ts';
import type { Secret, SecretVersion } from '../../../tools/commands/secret/secret.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const aKey = () => randomBytes(32).toString('base64');
const KEYS = { one: aKey(), two: aKey(), three: aKey(), lookup: aKey(), otherLookup: aKey() };

type KeyId = 'one' | 'two' | 'three';

/** A document with these data keys, the first one first. */
const documentOf = (ids: readonly KeyId[], changes: object = {}): string =>
  JSON.stringify({
    apps: [
      { name: 'rides', mode: 'AXB', appKey: 'MadeUpAppKeyOfRides', appSecret: 'made-up-secret-of-rides' },
    ],
    dataKeys: ids.map((id) => ({ id, key: KEYS[id] })),
    lookupKey: KEYS.lookup,
    ...changes,
  });

type Stored = readonly Readonly<{ dataKeyId: string; count: number }>[];

/** A secret with these texts, the newest last, which is so old; and tables with so many values of each data key. */
const setUp = (
  texts: readonly string[],
  { minutesOld = 60, stored = [], failure }: { minutesOld?: number; stored?: Stored; failure?: Error } = {},
) => {
  const written: string[] = [];
  const versionOf = (back: number): SecretVersion | undefined => {
    const all = [...texts, ...written];
    const text = all.at(-back);
    const createdAt = new Date(NOW.getTime() - minutesOld * 60_000);
    return text === undefined
      ? undefined
      : { text, versionId: `version-${all.length - back + 1}`, createdAt };
  };
  const secret: Secret = {
    current: async () => versionOf(1),
    previous: async () => versionOf(2),
    put: async (text) => `version-${texts.length + written.push(text)}`,
  };
  const asked: string[] = [];
  const invoke = async (name: string) => {
    asked.push(name);
    if (failure !== undefined) throw failure;
    const counts = stored.map((one) => ({ table: 'calls', kind: 'call-record', ...one }));
    return { action: 'count', dataKeyIds: [], counts, next: null };
  };
  const told: string[] = [];
  const tell = (line: string) => void told.push(line);
  return { deps: { secret, document: CONFIGURATION, invoke, tell, now: NOW }, written, asked, told };
};

const HOW = { force: false, dryRun: false };

describe('a data key that would seal first', () => {
  it('is refused while the document in force is younger than ten minutes, and taken afterwards', async () => {
    const early = setUp([documentOf(['one', 'two'])], { minutesOld: 3 });
    const late = setUp([documentOf(['one', 'two'])], { minutesOld: 10 });

    const refused = await setDocument(early.deps, documentOf(['two', 'one']), HOW);
    const taken = await setDocument(late.deps, documentOf(['two', 'one']), HOW);

    expect(refused.refusals).toEqual([
      'two becomes the first data key: the document was changed less than 10 minutes ago, and a function may still go by the one before: try again in 7 min',
    ]);
    expect(early.written).toEqual([]);
    expect(taken).toMatchObject({ refusals: [], versionId: 'version-2' });
  });

  it('is refused in the version before as well', async () => {
    const { deps, written } = setUp([documentOf(['one', 'two']), documentOf(['two', 'one'])], {
      minutesOld: 3,
    });

    const change = await setPreviousDocument(deps, HOW);

    expect(change.refusals).toEqual([expect.stringContaining('one becomes the first data key')]);
    expect(written).toEqual([]);
  });

  it('holds back no other change of the same minutes', async () => {
    const { deps } = setUp([documentOf(['one', 'two'])], { minutesOld: 3 });

    const change = await setDocument(
      deps,
      documentOf(['one', 'two'], { httpsProxy: 'http://proxy:3128' }),
      HOW,
    );

    expect(change).toMatchObject({ refusals: [], versionId: 'version-2' });
  });
});

it('the order of fields changes nothing', async () => {
  const { deps } = setUp([documentOf(['one', 'two'])]);
  const dataKeys = [
    { key: KEYS.one, id: 'one' },
    { key: KEYS.two, id: 'two' },
  ];

  expect(await setDocument(deps, documentOf([], { dataKeys }), HOW)).toMatchObject({
    differences: [],
    refusals: [],
  });
});

describe.each([
  ['is not JSON', '{ "apps": [ oops'],
  ['holds nothing', '{}'],
])('over a document that %s', (_case, faulty) => {
  const stored = [{ dataKeyId: 'two', count: 5 }];

  it('none is set that lacks a data key in use', async () => {
    const { deps, written } = setUp([documentOf(['one', 'two']), faulty], { stored });

    const change = await setDocument(deps, documentOf(['one']), HOW);

    expect(change.refusals).toEqual([
      'the data key two seals 5 stored values, and the document does not have it',
    ]);
    expect(written).toEqual([]);
  });

  it('none is set with other bytes for a data key in use, or with another lookupKey', async () => {
    const { deps } = setUp([documentOf(['one', 'two']), faulty], { stored });
    const dataKeys = [
      { id: 'one', key: KEYS.one },
      { id: 'two', key: KEYS.three },
    ];

    const change = await setDocument(
      deps,
      documentOf(['one', 'two'], { dataKeys, lookupKey: KEYS.otherLookup }),
      HOW,
    );

    expect(change.refusals).toEqual([
      'the data key two seals 5 stored values, and has other bytes than before',
      'lookupKey, idKey or lookupChange differs: nothing that is stored could be found any more, and npm run ops -- keys lookup-begin changes them in steps',
    ]);
  });

  it('none is set whose first data key is another than functions have', async () => {
    const { deps } = setUp([documentOf(['one', 'two']), faulty], { stored });

    const change = await setDocument(deps, documentOf(['two', 'one']), HOW);

    expect(change.refusals).toEqual([
      'two becomes the first data key, and functions go by the document before the faulty one: keep one first, and change it afterwards (npm run ops -- keys use --stage <stage>)',
    ]);
  });

  it('a complete one is set', async () => {
    const { deps, asked } = setUp([documentOf(['one', 'two']), faulty], { stored });

    const change = await setDocument(deps, documentOf(['one', 'two']), HOW);

    expect(change).toMatchObject({ refusals: [], versionId: 'version-3' });
    expect(asked).toEqual(['manage-keys']);
  });

  it('none is set when nobody can tell what is stored, but with --force', async () => {
    const failure = new Error('manage-keys could not be invoked');
    const { deps, written } = setUp([documentOf(['one']), faulty], { failure });

    const change = await setDocument(deps, documentOf(['one']), HOW);
    const forced = await setDocument(deps, documentOf(['one']), { force: true, dryRun: false });

    expect(change.refusals).toEqual([
      'nobody can tell whether stored data would be lost: manage-keys could not be invoked',
    ]);
    expect([forced.versionId, written.length]).toEqual(['version-3', 1]);
  });
});

describe('the first document', () => {
  it('is set beside empty tables', async () => {
    const { deps, asked } = setUp([]);

    expect(await setDocument(deps, documentOf(['one']), HOW)).toMatchObject({ versionId: 'version-1' });
    expect(asked).toEqual(['manage-keys']);
  });

  it('is set before the stack is there', async () => {
    const cause = Object.assign(new Error('Function not found'), { name: 'ResourceNotFoundException' });
    const failure = new Error('manage-keys could not be invoked', { cause });
    const { deps, told } = setUp([], { failure });

    expect(await setDocument(deps, documentOf(['one']), HOW)).toMatchObject({ versionId: 'version-1' });
    expect(told).toContain('the stack is not there yet: what its tables hold was not counted');
  });

  it('is not set beside tables that need another data key, or a lookupKey that nobody can compare', async () => {
    const { deps, written } = setUp([], { stored: [{ dataKeyId: 'two', count: 5 }] });

    const change = await setDocument(deps, documentOf(['one']), HOW);

    expect(change.refusals).toEqual([
      'the data key two seals 5 stored values, and the document does not have it',
      'nobody can tell whether lookupKey is the one by which 5 stored values are found: compare it with your copy, then --force',
    ]);
    expect(written).toEqual([]);
  });
});

describe('a key that protects nothing', () => {
  const weak = { lookupKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
  const line = 'lookupKey: is not random: openssl rand -base64 32 makes one';

  it('is refused, but with --force', async () => {
    const { deps, written } = setUp([]);

    const refused = await setDocument(deps, documentOf(['one'], weak), HOW);
    const nothing = written.length;
    const forced = await setDocument(deps, documentOf(['one'], weak), { force: true, dryRun: false });

    expect([refused.refusals, nothing]).toEqual([[line], 0]);
    expect(forced).toMatchObject({ notices: [line], versionId: 'version-1' });
  });

  it('is told, and holds back no other change, where it is in force', async () => {
    const { deps } = setUp([documentOf(['one'], weak)]);

    const change = await setDocument(
      deps,
      documentOf(['one'], { ...weak, httpsProxy: 'http://proxy:3128' }),
      HOW,
    );

    expect(change).toMatchObject({ notices: [line], refusals: [], versionId: 'version-2' });
  });
});

describe('while lookupKey is changed, and afterwards', () => {
  const change = (phase: string, more: object = {}) => ({
    idKey: KEYS.lookup,
    lookupChange: { phase, since: '2026-02-28T08:00:00.000Z', ...more },
  });
  const BEGUN = change('begun', { otherKey: KEYS.otherLookup });
  const USED = { lookupKey: KEYS.otherLookup, ...change('used', { otherKey: KEYS.lookup }) };
  const RETIRED = { lookupKey: KEYS.otherLookup, ...change('retired') };
  const OVER = { lookupKey: KEYS.otherLookup, idKey: KEYS.lookup };
  const proxy = { httpsProxy: 'http://proxy:3128' };
  const goesOn = (phase: string) =>
    `lookupKey is being changed (phase ${phase}; npm run ops -- keys lookup-next goes on)`;

  it.each([
    ['begun', BEGUN, `idKey, lookupChange: taken over from the document in force; ${goesOn('begun')}`],
    [
      'used',
      USED,
      `lookupKey, idKey, lookupChange: taken over from the document in force; ${goesOn('used')}`,
    ],
    [
      'retired',
      RETIRED,
      `lookupKey, idKey, lookupChange: taken over from the document in force; ${goesOn('retired')}`,
    ],
    [
      'over',
      OVER,
      'lookupKey, idKey: taken over from the document in force; lookupKey was changed since this one was made',
    ],
  ])('a document of before is set with the present look-up fields (%s)', async (_phase, fields, notice) => {
    const { deps, written } = setUp([documentOf(['one']), documentOf(['one'], fields)]);

    const older = await setDocument(deps, documentOf(['one'], proxy), HOW);

    expect(older).toMatchObject({ differences: ['httpsProxy: added'], refusals: [], versionId: 'version-3' });
    expect(older.notices).toContain(notice);
    expect(written.map((text) => JSON.parse(text))).toEqual([
      JSON.parse(documentOf(['one'], { ...fields, ...proxy })),
    ]);
  });

  it('the version before is, also with --force, and where nothing else differs nothing is', async () => {
    const texts = [documentOf(['one'], proxy), documentOf(['one'], USED)];
    const [plain, forced, same] = [setUp(texts), setUp(texts), setUp(texts)];

    await setPreviousDocument(plain.deps, HOW);
    await setPreviousDocument(forced.deps, { force: true, dryRun: false });
    const unchanged = await setDocument(same.deps, documentOf(['one']), HOW);

    for (const { written } of [plain, forced])
      expect(written.map((text) => JSON.parse(text))).toEqual([
        JSON.parse(documentOf(['one'], { ...USED, ...proxy })),
      ]);
    expect(unchanged).toMatchObject({ differences: [], refusals: [] });
    expect([unchanged.notices.length, same.written]).toEqual([2, []]);
  });

  it('a document of before is set over a faulty one with the fields by which functions go', async () => {
    const { deps, written } = setUp([documentOf(['one'], USED), '{ "apps": [ oops'], {
      stored: [{ dataKeyId: 'one', count: 5 }],
    });

    const older = await setDocument(deps, documentOf(['one'], proxy), HOW);

    expect(older).toMatchObject({ refusals: [], versionId: 'version-3' });
    expect(written.map((text) => JSON.parse(text))).toEqual([
      JSON.parse(documentOf(['one'], { ...USED, ...proxy })),
    ]);
  });

  it('a data key that is in use is not lost with it', async () => {
    const { deps, written } = setUp([documentOf(['one']), documentOf(['one', 'two'], USED)], {
      stored: [{ dataKeyId: 'two', count: 5 }],
    });

    const older = await setDocument(deps, documentOf(['one'], proxy), HOW);

    expect(older.refusals).toEqual([expect.stringContaining('two still seals 5 stored values')]);
    expect([older.mayBeForced, written]).toEqual([true, []]);
  });

  it('a lookupKey that the document in force does not know is refused, and --force is not offered', async () => {
    const { deps, written } = setUp([documentOf(['one'], USED)]);

    const strange = await setDocument(deps, documentOf(['one'], { lookupKey: KEYS.three }), HOW);

    expect(strange.refusals).toEqual([
      'lookupKey is a key that the document in force does not know: nothing that is stored could be found any more; lookupKey is being changed (phase used; npm run ops -- keys lookup-next goes on)',
    ]);
    expect([strange.mayBeForced, written]).toEqual([false, []]);
  });
});
