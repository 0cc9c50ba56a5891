import { describe, expect, it } from 'vitest';
import { retireDataKey } from '../../../tools/commands/keys/data-keys.ts';
import type { Secret } from '../../../tools/commands/secret/secret.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const DOCUMENT = JSON.stringify({ apps: [], dataKeys: [{ id: 'new' }, { id: 'old' }], lookupKey: 'l' });

const setUp = (counts: readonly number[], overtaken = false) => {
  const texts: string[] = [DOCUMENT];
  let reads = 0;
  const secret: Secret = {
    current: async () => {
      reads += 1;
      const versionId = overtaken && reads > 1 ? 'of somebody else' : `version-${texts.length}`;
      return { text: texts.at(-1) ?? '', versionId, createdAt: new Date('2026-03-01T07:00:00.000Z') };
    },
    previous: async () => undefined,
    put: async (text) => `version-${texts.push(text)}`,
  };
  let asked = 0;
  const invoke = async () => {
    const count = counts[asked] ?? 0;
    asked += 1;
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
      refusal: 'the data key old still seals 5 stored values: npm run ops -- keys reseal --from old',
    });
    expect(texts).toHaveLength(1);
  });

  it('stays when somebody else has changed the document meanwhile', async () => {
    const { deps, texts } = setUp([0, 0], true);

    await expect(retireDataKey(deps, 'old', false)).rejects.toThrow('changed by somebody else meanwhile');
    expect(texts).toHaveLength(1);
  });
});
