import { describe, expect, it } from 'vitest';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import { createXBindingAt } from '../../../shared/bindings/read/x-binding-at.ts';
import { parsePartyNumber } from '../../../shared/kernel/e164.ts';
import { type BindingFields, bindingOf } from '../../builders/binding-of.ts';

const numberOf = (written: string) => {
  const parsed = parsePartyNumber(written);
  if (parsed === undefined) throw new Error(`${written} is not a number`);
  return parsed.number;
};

const aBinding = (changes: BindingFields = {}): Binding =>
  bindingOf({
    bindingId: 'wanted',
    app: 'shop',
    mode: 'X',
    status: 'active',
    a: numberOf('+8613800000001'),
    b: numberOf('+8613900000002'),
    createdAt: '2026-03-01T08:00:00.900Z',
    expiresAt: '2026-03-01T09:00:00.900Z',
    terms: { callDirection: 'both', record: false },
    version: 1,
    x: numberOf('+8617000000001'),
    ...changes,
  } as BindingFields & { status: BindingStatus });

type Known = {
  a?: readonly Binding[];
  b?: readonly Binding[];
  holder?: Binding;
  releasedAt?: string;
  attemptAt?: string;
};

/** The index of a side gives these for one person; the list itself filters by X. The holder is newer unless given. */
const found = ({ a = [], b = [], holder, releasedAt, attemptAt }: Known, at: string, pages = 1) => {
  const newer = aBinding({ bindingId: 'newer', createdAt: '2027-12-01T00:00:00.000Z', expiresAt: undefined });
  const last = { next: undefined, unreadable: [] };
  return createXBindingAt({
    lastHolderOn: async () => ({ bindingId: (holder ?? newer).bindingId, releasedAt }),
    formerHoldersOn: async () => [],
    bindings: {
      get: async () => ({
        binding: holder ?? newer,
        revision: 1,
        ...(attemptAt === undefined ? {} : { attemptAt }),
      }),
    },
    list: async ({ filter, after }) => {
      const page = after === undefined ? 1 : Number(after.bindingId) + 1;
      if (page < pages) return { ...last, bindings: [], next: { bindingId: String(page), createdAt: at } };
      return { bindings: filter.a === undefined ? b : a, ...last };
    },
  })('shop', '+8617000000001', '+8613800000001', at);
};

describe('the X binding of a person at a moment', () => {
  it.each<[string, Partial<Binding>, at: string, string | undefined]>([
    ['in the second in which it was made', {}, '2026-03-01T08:00:00.000Z', 'wanted'],
    ['before it was made', {}, '2026-03-01T07:59:59.000Z', undefined],
    ['in the second in which it ended', {}, '2026-03-01T09:00:00.000Z', 'wanted'],
    ['after it ended', {}, '2026-03-01T09:00:01.000Z', undefined],
    [
      'after it was released',
      { releasedAt: '2026-03-01T08:30:00.000Z' },
      '2026-03-01T08:30:01.000Z',
      undefined,
    ],
    ['that never ends', { expiresAt: undefined }, '2027-03-01T08:00:00.000Z', 'wanted'],
    ['that came to nothing', { status: 'failed' }, '2026-03-01T08:30:00.000Z', undefined],
    ['of another app', { app: 'rides' }, '2026-03-01T08:30:00.000Z', undefined],
    ['of another mode', { mode: 'AXB' }, '2026-03-01T08:30:00.000Z', undefined],
  ])('%s', async (_case, changes, at, expected) => {
    const binding = aBinding(changes);

    expect(await found({ a: [binding] }, at)).toBe(expected);
    expect(await found({ b: [binding] }, at)).toBe(expected);
  });

  it('is the one of several that lived then', async () => {
    const later = aBinding({
      bindingId: 'later',
      createdAt: '2026-03-01T09:10:00.000Z',
      expiresAt: undefined,
    });

    expect(await found({ a: [later], b: [aBinding()] }, '2026-03-01T08:30:00.000Z')).toBe('wanted');
    expect(await found({ a: [later], b: [aBinding()] }, '2026-03-01T09:30:00.000Z')).toBe('later');
  });

  it('is the holder of the reservation, whatever an index shows', async () => {
    expect(await found({ holder: aBinding() }, '2026-03-01T08:30:00.000Z')).toBe('wanted');
  });

  const TEN_PAST = '2026-03-01T08:10:00.500Z';

  it.each<[string, Known, at: string, string | undefined]>([
    ['of A, before he joined', { holder: aBinding({ joined: { a: TEN_PAST } }) }, '08:09:59', undefined],
    ['of A, when he had joined', { holder: aBinding({ joined: { a: TEN_PAST } }) }, '08:10:00', 'wanted'],
    [
      'of A, before another B joined',
      { holder: aBinding({ joined: { b: TEN_PAST } }) },
      '08:09:59',
      'wanted',
    ],
    [
      'of a former A, before he joined',
      { a: [aBinding({ joined: { a: TEN_PAST } })] },
      '08:09:59',
      undefined,
    ],
    ['of a former A, later', { a: [aBinding({ joined: { a: TEN_PAST } })] }, '08:10:00', 'wanted'],
    [
      'of a former B, before he joined',
      { b: [aBinding({ joined: { b: TEN_PAST } })] },
      '08:09:59',
      undefined,
    ],
    ['of a former B, beside a new A', { b: [aBinding({ joined: { a: TEN_PAST } })] }, '08:09:59', 'wanted'],
  ])('counts from when a change brought somebody: %s', async (_case, known, at, expected) => {
    expect(await found(known, `2026-03-01T${at}.000Z`)).toBe(expected);
  });

  it.each<[string, Partial<Known>, at: string, string | undefined]>([
    ['somebody who has left since', { releasedAt: TEN_PAST }, '08:10:00', 'wanted'],
    ['somebody who had left before', { releasedAt: TEN_PAST }, '08:10:01', undefined],
    ['a newcomer whose change is not recorded yet', { attemptAt: TEN_PAST }, '08:10:00', 'wanted'],
    ['the same before that change', { attemptAt: TEN_PAST }, '08:09:59', undefined],
  ])('is known for %s', async (_case, known, at, expected) => {
    const holder = aBinding({ a: numberOf('+8613800000003') });

    expect(await found({ holder, ...known }, `2026-03-01T${at}.000Z`)).toBe(expected);
  });

  it('is found behind any number of newer ones', async () => {
    expect(await found({ a: [aBinding()] }, '2026-03-01T08:30:00.000Z', 30)).toBe('wanted');
  });
});
