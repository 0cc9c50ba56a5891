import { describe, expect, it } from 'vitest';
import { beginLookupChange, takeNextStep } from '../../../tools/commands/keys/lookup-key.ts';
import { CONFIGURATION } from '../../../tools/commands/secret/documents.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');
const OWN = Buffer.alloc(32, 2).toString('base64');
const OTHER = Buffer.alloc(32, 3).toString('base64');
const DONE = {
  action: 'lookup',
  dataKeyIds: ['one'],
  done: 7,
  changed: 0,
  unknown: 0,
  unknownUntil: null,
  unreadable: [],
  unreadableCount: 0,
  at: '2026-03-02T08:01:00.000Z',
  next: null,
};

/** A secret with this document, and functions that answer with these reports, the last one again and again. */
const setUp = (document: object, reports: readonly object[] = [DONE]) => {
  const texts = [JSON.stringify(document)];
  const orders: unknown[] = [];
  const deps = {
    secret: {
      current: async () => ({ text: texts.at(-1) ?? '', versionId: `v-${texts.length}`, createdAt: NOW }),
      previous: async () => undefined,
      put: async (text: string) => `v-${texts.push(text)}`,
    },
    invoke: async (_name: string, order: object) => {
      orders.push(order);
      return reports[orders.length - 1] ?? reports.at(-1);
    },
    tell: () => undefined,
    clock: () => NOW,
  };
  return { deps, orders, document: () => JSON.parse(texts.at(-1) ?? '{}'), versions: () => texts.length };
};

const at = (phase: string, since: string, more: object = { otherKey: OTHER }) => ({
  apps: [],
  lookupKey: OWN,
  idKey: OWN,
  lookupChange: { phase, since, ...more },
});
const LONG_AGO = '2026-03-01T07:00:00.000Z';

describe('a change of the look-up key', () => {
  it('begins with a key beside the present one, by which ids go on being made', async () => {
    const { deps, document } = setUp({ apps: [], lookupKey: OWN });

    const begun = await beginLookupChange(deps, false);

    const { otherKey } = document().lookupChange;
    expect(begun).toEqual({ phase: 'begun', since: NOW.toISOString(), versionId: 'v-2' });
    expect(document()).toEqual({
      apps: [],
      lookupKey: OWN,
      idKey: OWN,
      lookupChange: { phase: 'begun', since: NOW.toISOString(), otherKey },
    });
    expect(Buffer.from(otherKey, 'base64')).toHaveLength(32);
    expect(otherKey).not.toBe(OWN);
  });

  it('keeps the key of ids when it begins a second time', async () => {
    const { deps, document } = setUp({ apps: [], lookupKey: OTHER, idKey: OWN });

    await beginLookupChange(deps, false);

    expect(document()).toMatchObject({ lookupKey: OTHER, idKey: OWN });
  });

  it.each([
    ['begun', [{ step: 'copy' }], { lookupKey: OWN, lookupChange: { phase: 'copied', otherKey: OTHER } }],
    [
      'copied',
      [{ step: 'copy', copiedBefore: LONG_AGO }],
      { lookupKey: OTHER, lookupChange: { phase: 'used', otherKey: OWN } },
    ],
    [
      'used',
      // A function that died meanwhile may have reserved under the former key alone.
      [{ step: 'rebuild' }, { step: 'copy' }],
      { lookupKey: OWN, lookupChange: { phase: 'retired' } },
    ],
  ])('goes on from %s when the work on stored items is done', async (phase, steps, left) => {
    const next = { table: 'bindings', pk: 'a', sk: 'b' };
    const { deps, orders, document } = setUp(at(phase, LONG_AGO), [{ ...DONE, next }, DONE]);

    const taken = await takeNextStep(deps, false);

    const [first = {}, ...others] = steps.map((step) => ({ action: 'lookup', dryRun: false, ...step }));
    expect(orders).toEqual([first, { ...first, after: next }, ...others]);
    const done = 14 + 7 * others.length;
    expect(taken).toMatchObject({ phase: left.lookupChange.phase, since: DONE.at, work: { done } });
    expect(document()).toEqual({
      apps: [],
      idKey: OWN,
      ...left,
      lookupChange: { since: DONE.at, ...left.lookupChange },
    });
  });

  it('is over when what stands under the former key is cleared up', async () => {
    const { deps, orders, document } = setUp(at('retired', LONG_AGO, {}));

    expect(await takeNextStep(deps, false)).toMatchObject({ phase: 'none' });

    expect(orders).toEqual([{ action: 'lookup', dryRun: false, step: 'clear' }]);
    expect(document()).toEqual({ apps: [], lookupKey: OWN, idKey: OWN });
  });

  it.each([
    ['begun', '2026-03-02T07:50:01.000Z', /^the document was changed less than 10 minutes ago/],
    ['copied', '2026-03-01T08:00:01.000Z', /for 24 hours: try again in 1 h$/],
    ['used', '2026-03-02T07:50:01.000Z', /^the document was changed less than 10 minutes ago/],
    ['retired', '2026-03-02T07:50:01.000Z', /^the document was changed less than 10 minutes ago/],
  ])('waits in %s until its time has come, and works on nothing', async (phase, since, refusal) => {
    const { deps, orders, versions } = setUp(at(phase, since));

    expect(await takeNextStep(deps, false)).toMatchObject({
      phase,
      since,
      refusal: expect.stringMatching(refusal),
    });

    expect([orders, versions()]).toEqual([[], 1]);
  });

  it.each([
    ['begun', { unreadable: ['abc'], unreadableCount: 1 }, /^1 item cannot be opened .* would be lost$/],
    ['begun', { changed: 2 }, /^2 items were changed meanwhile: give the order again$/],
    [
      'copied',
      { unknown: 3, unknownUntil: '2026-03-09T08:00:00.000Z' },
      /^3 numbers rest for people .* until 2026-03-09T08:00:00.000Z: others would get them$/,
    ],
    ['copied', { unknown: 1 }, /as long as they are held/],
    ['used', { unreadable: ['abc'], unreadableCount: 1 }, /^1 item cannot be opened/],
    ['retired', { unreadable: ['abc'], unreadableCount: 1 }, /^1 item cannot be opened/],
  ])('stays in %s where the work is not done (%j)', async (phase, work, refusal) => {
    const { deps, versions } = setUp(at(phase, LONG_AGO), [{ ...DONE, ...work }]);

    const taken = await takeNextStep(deps, false);

    expect(taken).toMatchObject({ phase, work, refusal: expect.stringMatching(refusal) });
    expect(versions()).toBe(1);
  });

  it('writes nothing in a dry run', async () => {
    const { deps, orders, versions } = setUp(at('begun', LONG_AGO));

    expect(await takeNextStep(deps, true)).toMatchObject({ phase: 'begun', work: { done: 7 } });
    expect(await beginLookupChange(setUp({ apps: [], lookupKey: OWN }).deps, true)).toEqual({
      phase: 'begun',
    });

    expect(orders).toEqual([{ action: 'lookup', dryRun: true, step: 'copy' }]);
    expect(versions()).toBe(1);
  });

  it('is told by config check and the doctor until its end', () => {
    expect(CONFIGURATION.noticesOf(at('begun', LONG_AGO))).toEqual([
      'lookupChange: a change of lookupKey is not at its end, and the former key still finds people: npm run ops -- keys lookup',
    ]);
    expect(CONFIGURATION.noticesOf({ lookupKey: OWN, idKey: OWN })).toEqual([]);
  });

  it('is not begun twice, nor goes on where none is under way', async () => {
    const { deps, versions } = setUp(at('used', LONG_AGO));

    expect((await beginLookupChange(deps, false)).refusal).toBe('a change of lookupKey is under way');
    await expect(takeNextStep(setUp({ apps: [], lookupKey: OWN }).deps, false)).rejects.toThrow(
      'no change of lookupKey is under way',
    );
    expect(versions()).toBe(1);
  });
});
