import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import { XRoute } from '../../../shared/bindings/model/x-route.ts';
import { CallEvent } from '../../../shared/calls/call-event.ts';
import { Cdr } from '../../../shared/calls/cdr.ts';
import { SmsMessage } from '../../../shared/messages/message.ts';
import { createDynamoNumberFailureStore } from '../../../shared/numbers/failures/dynamo-number-failure-store.ts';
import { NumberByHand } from '../../../shared/numbers/private-number.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { createDynamoFrozenUsage } from '../../../shared/usage/dynamo-frozen-usage.ts';
import { createDynamoUsageCells } from '../../../shared/usage/dynamo-usage-cells.ts';
import { partsOfNumber } from '../../../shared/usage/report/read-parts.ts';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { PARAMETERS } from '../../../tools/serverless-plugin/parameters/parameters.mjs';
import type { Stack } from '../../harness/stack.ts';
import { withAccessKey } from '../reporting/reporting-stack.ts';
import { type OpenedItem, openedItems } from './opened-items.ts';
import { PERSON, STRANGER, startPeople, tellStory } from './people-in-all-modes.ts';

const START = new Date('2026-03-01T08:00:00.000Z');
const NOBODY = '+8615012345678';

/** The words of a time, in hours. */
const HOURS: Readonly<Record<string, number>> = {
  '1 hour': 1,
  '1 day': 24,
  '25 hours': 25,
  '30 days': 720,
  '31 days': 744,
  '70 days': 1680,
  '93 days': 2232,
  '180 days': 4320,
  '198 hours': 198,
  '366 days': 8784,
  // From the end of March (UTC), which is 736 hours after the story began.
  '1096 days': 736 + 26_304,
};

/** A section of the page: the text below a heading of the third level. */
const SECTIONS: readonly string[] = readFileSync(join(ROOT, 'docs/privacy.md'), 'utf8')
  .split(/^## /m)
  .filter((part) => part.startsWith('What is stored'))
  .flatMap((part) => part.split(/^### /m).slice(1));

const spansOf = (section: string): readonly string[] =>
  [...section.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);

/** The section of an item, known by its table and the beginning of its key. */
const sectionOf = ({ table, pk, sk }: Pick<OpenedItem, 'table' | 'pk' | 'sk'>): string => {
  const prefix = sk.startsWith('AUDIT#') ? 'AUDIT#' : pk.replace(/#.*/, '#');
  const name = table.replace('_TABLE', '').toLowerCase();
  const found = SECTIONS.find((section) => {
    const [first = '', ...others] = spansOf(section.split(';')[0] ?? '');
    return first === name && others.includes(prefix);
  });
  if (found === undefined) throw new Error(`docs/privacy.md has no section for ${name} ${prefix}`);
  return found;
};

/** Fields within these have names that are not ours: the platform's, or ids. */
const NOT_OURS = ['other', 'memberships'];

const namesIn = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [
        name,
        ...(NOT_OURS.includes(name) ? [] : namesIn(inner)),
      ]);

/** The fields of an item, also those within what is sealed; a push is as the platform wrote it. */
const fieldsOf = ({ table, text }: OpenedItem): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const [written = '', ...rest] = line.split('=');
    // A part of a binding's id follows.
    const name = written.replace(/^bind-\w+$/, 'bind-');
    const value = rest.join('=');
    return table === 'PUSHES_TABLE' || !value.startsWith('{')
      ? [name]
      : [name, ...namesIn(JSON.parse(value))];
  });

const missingIn = (section: string, fields: readonly string[]): readonly string[] => {
  const known = new Set(spansOf(section).flatMap((span) => span.split(/[^\w-]+/)));
  return fields.filter((field) => !known.has(field) && !['pk', 'sk', 'ttl'].includes(field));
};

/** The things that businesses have beside bindings: people who are reported, people who are blocked, sums of calls, a lost number. */
const tellOfTheBusiness = async (stack: Stack): Promise<void> => {
  await stack.control.reports.decide({ number: PERSON, outcome: 'reported' });
  await stack.control.reports.decide({ number: STRANGER, outcome: 'failed', failReason: 'unclear' });
  await stack.invoke('report-numbers');
  const until = '2026-03-02T08:00:00Z';
  const body = { party: NOBODY, app: 'axb', reason: 'harassment', until };
  expect((await stack.request('POST', '/blocks', { body })).status).toBe(201);
};

/** The sums of the calls and texts of the day, and a month that is frozen. A mark of this very moment is counted by the next run. */
const countUsage = async (stack: Stack): Promise<void> => {
  await stack.followChanges();
  await stack.advance(1);
  await stack.invoke('count-usage');
  const { USAGE_TABLE: table } = stack.surroundings.environment;
  const sealer = createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]);
  const kept = { documents: stack.store.documents, table, sealer, retentionDays: 1096 };
  const numbers = await createDynamoUsageCells(kept).month('axb', '2026-03');
  const order = {
    app: 'axb',
    month: '2026-03',
    at: START.toISOString(),
    operator: 'dora',
    prices: undefined,
  };
  await createDynamoFrozenUsage(kept).freeze(order, numbers.flatMap(partsOfNumber));
};

describe('docs/privacy.md', () => {
  let stack: Stack;
  let items: readonly OpenedItem[];
  /** By section, the hours from the start of the story to the end of its items. */
  const ends = new Map<string, Set<number>>();
  beforeAll(async () => {
    const settings = { bindsPerPersonPerHour: 50, unbindAfterCallSeconds: 600 };
    stack = await startPeople({ startAt: START, changes: true, configuration: withAccessKey }, settings);
    await tellStory(stack);
    await tellOfTheBusiness(stack);
    const order = (action: string, party: string) =>
      stack.invoke('manage-privacy', { action, party, operator: 'dora' });
    await order('export', PERSON);
    await order('erase', NOBODY);
    const { body } = await stack.request('GET', `/bindings?b=${encodeURIComponent(PERSON)}`);
    for (const { bindingId } of (body as { items: { bindingId: string }[] }).items)
      await stack.request('DELETE', `/bindings/${bindingId}`);
    await stack.invoke('binding-sweeper');
    const lookup = createLookupKeys(new Uint8Array(32).fill(2));
    const { NUMBERS_TABLE: table } = stack.surroundings.environment;
    const failures = createDynamoNumberFailureStore({ documents: stack.store.documents, table, lookup });
    await failures.add({ app: 'axb', x: NOBODY, from: STRANGER, at: START.toISOString() });
    await countUsage(stack);
    items = await openedItems(stack);
    for (const table of [...new Set(items.map((item) => item.table))])
      for (const { pk, sk, ttl } of await stack.items(table as 'CALLS_TABLE')) {
        const section = sectionOf({ table, pk: String(pk), sk: String(sk) });
        const known = ends.get(section) ?? new Set();
        if (typeof ttl === 'number') ends.set(section, known.add((ttl - START.getTime() / 1000) / 3600));
      }
  });
  afterAll(() => stack.close());

  it('names every field of every item that the story of all modes leaves', () => {
    const missing = items.map((item) => {
      // The answer of a request lock has the fields of a binding.
      const section = `${sectionOf(item)}${item.pk.startsWith('K#') ? SECTIONS[0] : ''}`;
      return `${section.split('\n')[0]}: ${missingIn(section, fieldsOf(item)).join(' ')}`;
    });

    expect([...new Set(missing)].filter((line) => !line.endsWith(': '))).toEqual([]);
  });

  it.each([
    ['Binding', BindingTerms.entries],
    ['Reservation', XRoute.entries],
    ['Call', Cdr.entries],
    ['Call', CallEvent.entries],
    ['Message', SmsMessage.entries],
    ['Private number', NumberByHand.entries],
  ])('names every field that %s may have', (title, entries) => {
    const section = SECTIONS.find((part) => part.startsWith(`${title}\n`)) ?? '';

    expect(missingIn(section, Object.keys(entries))).toEqual([]);
  });

  it('has every kind of key that the code makes', () => {
    const files = readdirSync(join(ROOT, 'shared'), { recursive: true, encoding: 'utf8' });
    const made = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const source = readFileSync(join(ROOT, 'shared', file), 'utf8');
        return [...source.matchAll(/`([A-Z]+#)\$\{|(?:pk: |PARTITION = )'([A-Z]+)'/g)].map(
          ([, prefix, whole]) => prefix ?? whole,
        );
      });
    const named = new Set(SECTIONS.flatMap(spansOf));

    expect(made.length).toBeGreaterThan(20);
    expect([...new Set(made)].filter((key) => !named.has(key ?? ''))).toEqual([]);
  });

  it('says for how long each kind is kept, as the stores do', () => {
    const said = SECTIONS.flatMap((section) =>
      [...section.matchAll(/kept \*\*([^*]+)\*\*/g)].map(([, words = '']) => ({ section, words })),
    );

    expect(said).toHaveLength(17);
    for (const { section, words } of said)
      expect([...(ends.get(section) ?? [])], section.split('\n')[0]).toContain(HOURS[words]);
  });

  it('has the times that parameters have by default', () => {
    const said = SECTIONS.flatMap((section) => [
      ...section.matchAll(/(\d+) days(?:\*\*)? \(`(\w+)`|`(\w+)` \((\d+)\)/g),
    ]).map(([, days, name, otherName, otherDays]) => [name ?? otherName ?? '', days ?? otherDays]);
    const defaultOf = (name: string): string => {
      const entry = Object.entries(PARAMETERS).find(([known]) => known === name)?.[1].default ?? 'unknown';
      return /^\d+$/.test(entry) ? entry : defaultOf(entry);
    };

    expect(said.map(([name]) => name).sort()).toEqual([
      'auditRetentionDays',
      'callRetentionDays',
      'exportRetentionDays',
      'logRetentionDays',
      'messageRetentionDays',
      'recordingRetentionDays',
      'retentionDays',
      'usageRetentionDays',
    ]);
    for (const [name = '', days] of said) expect(defaultOf(name), name).toBe(days);
  });
});
