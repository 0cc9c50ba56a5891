import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { findLeaks, secretNumber } from '../../harness/leaks/find-leaks.ts';
import type { Stack } from '../../harness/stack.ts';
import { openedItems } from './opened-items.ts';
import {
  OTHER,
  PARTNER,
  PERSON,
  REFERENCE,
  STRANGER,
  startPeople,
  type Told,
  tellStory,
  USER_DATA,
  WORDS,
} from './people-in-all-modes.ts';

const KEY = createLookupKeys(new Uint8Array(32).fill(2))('party', PERSON);
const IN_FORCE = ['PERSONS', 'ERASURES'];

/** Where the number, or its look-up key, still stands, beside the orders that act; the number in every spelling of the story. */
const tracesOf = async (stack: Stack): Promise<readonly string[]> => {
  const items = await openedItems(stack);
  return items
    .filter(({ pk }) => !IN_FORCE.includes(pk))
    .filter(({ pk, sk, text }) => {
      const plain = `${pk} ${sk} ${text}`;
      const decoded = [...plain.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([run]) =>
        Buffer.from(run, 'base64').toString('latin1'),
      );
      const all = [plain, ...decoded].join('\n').replaceAll('\\\\', '\\').replaceAll('\\u0031\\u0033', '13');
      return plain.includes(KEY) || all.replaceAll(/(?<=\d)[ -](?=\d)/g, '').includes('13958203746');
    })
    .map(({ table, pk, sk }) => `${table} ${pk.split('#')[0]} ${sk.split('#')[0]}`);
};

const order = (
  stack: Stack,
  action: 'export' | 'erase',
  more: { dryRun?: boolean; endLive?: boolean } = {},
) =>
  runPrivacyOrder(
    { action, operator: 'dora', dryRun: false, endLive: false, ...more },
    PERSON,
    (functionFolder, event) => stack.invoke(functionFolder, event),
    () => undefined,
  );

const listsOf = async (stack: Stack, party: string) => {
  const written = encodeURIComponent(party);
  const bindings = await Promise.all(
    ['a', 'b'].map(async (side) => {
      const answer = await stack.request('GET', `/bindings?${side}=${written}`);
      return (answer.body as { items: Record<string, unknown>[] }).items;
    }),
  );
  const calls = (await stack.request('GET', `/calls?party=${written}`)).body as {
    items: Record<string, unknown>[];
  };
  return { bindings: bindings.flat(), calls: calls.items };
};

const objectsOf = async (stack: Stack): Promise<number> =>
  (await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }))).Contents?.length ?? 0;

describe('the erasure of a person who took part in every mode', () => {
  let stack: Stack;
  let told: Told;
  let before: Awaited<ReturnType<typeof listsOf>>;
  beforeAll(async () => {
    stack = await startPeople();
    told = await tellStory(stack);
    before = await listsOf(stack, PARTNER);
  });
  afterAll(() => stack.close());

  it('exports first what is stored, with the numbers of the others masked', async () => {
    const traces = await tracesOf(stack);

    const { report } = await order(stack, 'export');

    const idsOf = (kind: string) =>
      report.records.filter((record) => record.kind === kind).map(({ id }) => id);
    expect(idsOf('binding')).toEqual(expect.arrayContaining([...told.persons, told.others[1]]));
    expect(idsOf('binding')).not.toContain(told.others[0]);
    expect(new Set(idsOf('call')).size).toBe(7);
    expect(idsOf('message').length).toBeGreaterThanOrEqual(4);
    // Nothing that has the number is missed. More is found: what is known by the binding of the person, and keys of pairs.
    const found = Object.values(report.found).reduce((sum, count) => sum + count, 0);
    expect(found).toBeGreaterThanOrEqual(traces.length);
    const text = JSON.stringify(report.records);
    for (const shown of [PERSON, REFERENCE, USER_DATA, WORDS, 'X-Amz-Signature'])
      expect(text, shown).toContain(shown);
    for (const hidden of [PARTNER, OTHER, STRANGER]) expect(text, hidden).not.toContain(hidden.slice(3));
    expect(text).toContain('+861****6053');
    const [link = ''] = /https?:[^"\\]+X-Amz-Signature=[^"\\]+/.exec(text) ?? [];
    const recording = Buffer.from(await (await fetch(link)).arrayBuffer());
    expect(recording.subarray(0, 4).toString('latin1')).toBe('RIFF');
  });

  it('counts without a change when it is a dry run', async () => {
    const traces = await tracesOf(stack);

    const { report, refused } = await order(stack, 'erase', { dryRun: true });

    expect(refused).toBe(true);
    expect(report.found).toMatchObject({ binding: 7 });
    expect(await tracesOf(stack)).toEqual(traces);
  });

  it('is refused while a binding lives, and names it with the part of the person', async () => {
    const traces = await tracesOf(stack);

    const { report, refused } = await order(stack, 'erase');

    expect(refused).toBe(true);
    expect(
      report.left
        .filter(({ kind }) => kind === 'binding')
        .map(({ roles }) => roles?.join())
        .sort(),
    ).toEqual(['a', 'a', 'a', 'a', 'b', 'callback', 'temporary-callee']);
    expect(await tracesOf(stack)).toEqual(traces);
  });

  it('leaves no trace of the number and its keys, and everything of the others', async () => {
    const objects = await objectsOf(stack);
    await stack.advance(3600 + 660);

    const { report } = await order(stack, 'erase', { endLive: true });
    await stack.advance(600);
    const { report: rest } = await order(stack, 'erase', { endLive: true });

    expect(report.erased).toMatchObject({ call: expect.any(Number), message: expect.any(Number) });
    expect(rest.left.filter(({ why }) => why !== 'order-in-force')).toEqual([]);
    expect(report.unreadable + rest.unreadable).toBe(0);
    expect(await tracesOf(stack)).toEqual([]);
    const words = (await openedItems(stack)).filter(({ text }) => /Wangxiaoming|north gate/.test(text));
    expect(
      words.map(({ pk, sk, text }) => `${pk.slice(0, 2)} ${sk.slice(0, 12)} ${text.slice(0, 300)}`),
    ).toEqual([]);
    expect(await objectsOf(stack)).toBe(objects - 1);
  });

  it('leaves the lists of the partner as they were, without the person', async () => {
    const after = await listsOf(stack, PARTNER);

    const ids = ({ bindings, calls }: typeof after) => [
      bindings.map(({ bindingId }) => bindingId),
      calls.map(({ callId }) => callId),
    ];
    expect(ids(after)).toEqual(ids(before));
    expect(
      after.bindings
        .flatMap(({ a, b }) => [a, b])
        .filter((number) => number !== PARTNER)
        .sort(),
    ).toEqual(['+0000000000', '+0000000000', '+0000000000', OTHER]);
    expect(after.calls.map(({ talkSeconds }) => talkSeconds)).toEqual(
      before.calls.map(({ talkSeconds }) => talkSeconds),
    );
    const [live] = await Promise.all([stack.request('GET', `/bindings/${told.others[0]}`)]);
    expect(live.body).toMatchObject({ status: 'active', a: OTHER, b: PARTNER });
  });

  it('finds nothing of the person any more', async () => {
    expect(await listsOf(stack, PERSON)).toEqual({ bindings: [], calls: [] });
  });

  it('says who did it, and nowhere about whom', async () => {
    const audits = (await stack.items('CALLS_TABLE')).filter(({ pk }) => String(pk).startsWith('E#'));

    expect(audits.map(({ action, operator }) => `${action} ${operator}`).sort()).toEqual([
      'person-erased dora',
      'person-erased dora',
      'person-exported dora',
      'person-looked-for dora',
      'person-looked-for dora',
      'person-looked-for dora',
      'person-looked-for dora',
    ]);
    expect(
      findLeaks(
        stack.logs.map((text) => ({ name: 'log', text })),
        [secretNumber('person', PERSON.slice(3))],
      ),
    ).toEqual([]);
  });

  it('stays erased when the journal is replayed', async () => {
    const window = { from: '2026-02-28T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };
    await stack.invoke('replay-pushes', window);
    await stack.invoke('replay-pushes', { ...window, quarantined: true });

    expect(await tracesOf(stack)).toEqual([]);
  });

  it('looks once more after thirty hours, and then forgets whom', async () => {
    const early: object = await stack.invoke('manage-privacy', { action: 'erase-again' });
    await stack.advance(31 * 3600);
    const late: object = await stack.invoke('manage-privacy', { action: 'erase-again' });

    expect([early, late]).toEqual([
      { orders: 0, erased: 0, left: 0, unreadable: 0, undone: 0 },
      { orders: 1, erased: 0, left: 0, unreadable: 0, undone: 0 },
    ]);
    expect((await stack.items('CALLS_TABLE')).filter(({ pk }) => pk === 'PERSONS')).toEqual([]);
  });
});
