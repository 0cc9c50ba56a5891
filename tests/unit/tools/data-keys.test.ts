import { describe, expect, it } from 'vitest';
import { addDataKey, retireDataKey } from '../../../tools/commands/keys/data-keys.ts';
import type { Secret } from '../../../tools/commands/secret/secret.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const DOCUMENT = JSON.stringify({ apps: [], dataKeys: [{ id: 'new' }, { id: 'old' }], lookupKey: 'l' });

type Change = Readonly<{
  overtaken?: boolean;
  text?: string;
  /** A colleague puts this document in while the second count goes on. */
  meanwhile?: string;
  /** Puts that fail, by their number. */
  failingPuts?: readonly number[];
}>;

const setUp = (
  counts: readonly (number | Error)[],
  { overtaken = false, text: first = DOCUMENT, meanwhile, failingPuts = [] }: Change = {},
) => {
  const texts: string[] = [first];
  let puts = 0;
  let reads = 0;
  const secret: Secret = {
    current: async () => {
      reads += 1;
      const versionId = overtaken && reads > 1 ? 'of somebody else' : `version-${texts.length}`;
      return { text: texts.at(-1) ?? '', versionId, createdAt: new Date('2026-03-01T07:00:00.000Z') };
    },
    previous: async () => undefined,
    async put(text) {
      puts += 1;
      if (failingPuts.includes(puts)) throw new Error('the secret could not be written');
      return `version-${texts.push(text)}`;
    },
  };
  let asked = 0;
  const invoke = async () => {
    const count = counts[asked] ?? 0;
    asked += 1;
    if (asked === 2 && meanwhile !== undefined) texts.push(meanwhile);
    if (count instanceof Error) throw count;
    const use = { dataKeyId: 'old', table: 'calls', kind: 'call-record', count };
    return { action: 'count', dataKeyIds: ['new', 'old'], counts: count === 0 ? [] : [use], next: null };
  };
  return { deps: { secret, invoke, tell: () => undefined, now: NOW }, texts };
};

describe('a data key that is retired', () => {
  it('is taken out when nothing is sealed with it, before and after', async () => {
    const { deps, texts } = setUp([0, 0]);

    expect(await retireDataKey(deps, 'old', false)).toEqual({ dataKeyIds: ['new'], versionId: 'version-2' });
    expect(JSON.parse(texts.at(-1) ?? '')).toEqual({ apps: [], dataKeys: [{ id: 'new' }], lookupKey: 'l' });
  });

  it('comes back when something was sealed with it meanwhile', async () => {
    const { deps, texts } = setUp([0, 2]);

    expect(await retireDataKey(deps, 'old', false)).toEqual({
      dataKeyIds: ['new', 'old'],
      versionId: 'version-3',
      refusal: '2 values were sealed with old meanwhile: it is back',
    });
    expect(texts.at(-1)).toBe(DOCUMENT);
  });

  it('stays while it is in use', async () => {
    const { deps, texts } = setUp([5]);

    expect(await retireDataKey(deps, 'old', false)).toMatchObject({
      refusal:
        'the data key old still seals 5 stored values: npm run ops -- keys reseal --from old --stage <stage>',
    });
    expect(texts).toHaveLength(1);
  });

  it('stays when somebody else has changed the document meanwhile', async () => {
    const { deps, texts } = setUp([0, 0], { overtaken: true });

    await expect(retireDataKey(deps, 'old', false)).rejects.toThrow('changed by somebody else meanwhile');
    expect(texts).toHaveLength(1);
  });

  it('comes back into the document that a colleague has put in meanwhile', async () => {
    const meanwhile = JSON.stringify({ apps: ['another'], dataKeys: [{ id: 'new' }], lookupKey: 'l' });
    const { deps, texts } = setUp([0, 2], { meanwhile });

    expect(await retireDataKey(deps, 'old', false)).toEqual({
      dataKeyIds: ['new', 'old'],
      versionId: 'version-4',
      refusal: '2 values were sealed with old meanwhile: it is back',
    });
    expect(JSON.parse(texts.at(-1) ?? '')).toEqual({
      apps: ['another'],
      dataKeys: [{ id: 'new' }, { id: 'old' }],
      lookupKey: 'l',
    });
  });

  it('is left where a colleague has put it back already', async () => {
    const { deps, texts } = setUp([0, 2], { meanwhile: DOCUMENT });

    expect(await retireDataKey(deps, 'old', false)).toEqual({
      dataKeyIds: ['new', 'old'],
      refusal: '2 values were sealed with old meanwhile: it is back',
    });
    expect(texts).toHaveLength(3);
  });

  it('comes back when the second count fails', async () => {
    const throttled = new Error('manage-keys failed: throttled');
    const { deps, texts } = setUp([0, throttled, throttled, throttled]);

    expect(await retireDataKey(deps, 'old', false)).toEqual({
      dataKeyIds: ['new', 'old'],
      versionId: 'version-3',
      refusal: 'nobody can tell whether old was used meanwhile (manage-keys failed: throttled): it is back',
    });
    expect(texts.at(-1)).toBe(DOCUMENT);
  });

  it('comes back by a second try, and an error says so when it cannot', async () => {
    const once = setUp([0, 2], { failingPuts: [2] });
    const never = setUp([0, 2], { failingPuts: [2, 3, 4] });

    expect(await retireDataKey(once.deps, 'old', false)).toMatchObject({ versionId: 'version-3' });
    await expect(retireDataKey(never.deps, 'old', false)).rejects.toThrow(
      '2 values were sealed with old meanwhile, and it could not be put back (the secret could not be written). The document is without old: npm run ops -- config set --previous --stage <stage>, at once',
    );
  });
});

it.each(['{ "made-up-secret oops', '{}', '[]', '"made-up-secret"'])(
  'no data key is added to a document such as %s, and none of it is shown',
  async (text) => {
    const { deps, texts } = setUp([], { text });

    await expect(addDataKey(deps, false)).rejects.toThrow(
      /^the document in force is faulty: npm run ops -- config set --stage <stage>$/,
    );
    expect(texts).toEqual([text]);
  },
);
