import { atMost } from '../../kit/state/at-most.ts';
import { Dropped } from '../../kit/state/dropped.ts';
import type { Page } from '../api-shapes.ts';

/** The list of one app. `held`: came and is not shown yet; `cursor`: `undefined` before the first page, `null` after the last. */
type Source<Item> = Readonly<{
  app: string;
  held: readonly Item[];
  cursor: string | null | undefined;
  error?: unknown;
}>;

/** The lists of several apps as one, the newest first. `failed`: apps of which items are missing. */
export type Merged<Item> = Readonly<{
  items: readonly Item[];
  unreadable: readonly string[];
  failed: readonly Readonly<{ app: string; error: unknown }>[];
  hasMore: boolean;
  sources: readonly Source<Item>[];
}>;

type Asking<Item> = Readonly<{
  /** How many items are shown more, as far as their order is certain. */
  size: number;
  ask: (app: string, cursor: string | undefined) => Promise<Page<Item>>;
  /** The time by which items stand. */
  at: (item: Item) => string;
}>;

/** So many apps are asked at a time. */
const AT_ONCE = 5;

/** The lists of these apps before anything was asked. */
export const mergedOf = <Item>(apps: readonly string[]): Merged<Item> => ({
  ...{ items: [], unreadable: [], failed: [], hasMore: true },
  sources: apps.map((app) => ({ app, held: [], cursor: undefined })),
});

/**
 * The next items after those that are there. An item is shown when no list can have an older page with a newer one, so that nothing
 * comes later in between. An app that fails is named, and the others go on.
 *
 * @throws what the first app threw, where all have failed before anything was shown.
 */
export const nextOf = async <Item>(before: Merged<Item>, asking: Asking<Item>): Promise<Merged<Item>> => {
  const filled = await atMost(AT_ONCE, before.sources, (source) => fill(source, asking));
  const sources = filled.map(({ source }) => source);
  const failed = sources.flatMap(({ app, error }) => (error === undefined ? [] : [{ app, error }]));
  const [first] = failed;
  if (first !== undefined && failed.length === sources.length && before.items.length === 0) throw first.error;
  const { taken, left } = takeNewest(sources, asking);
  return {
    items: [...before.items, ...taken],
    unreadable: [...before.unreadable, ...filled.flatMap(({ unreadable }) => unreadable)],
    failed,
    hasMore: left.some((source) => source.held.length > 0 || isOpen(source)),
    sources: left,
  };
};

/** More can be asked for. */
const isOpen = ({ cursor, error }: Source<unknown>): boolean => cursor !== null && error === undefined;

type Filled<Item> = Readonly<{ source: Source<Item>; unreadable: readonly string[] }>;

/** Asks for a page more where fewer items are held than are shown at a time. */
const fill = async <Item>(source: Source<Item>, { size, ask }: Asking<Item>): Promise<Filled<Item>> => {
  if (!isOpen(source) || source.held.length >= size) return { source, unreadable: [] };
  try {
    const { items, nextCursor, unreadable = [] } = await ask(source.app, source.cursor ?? undefined);
    return { source: { ...source, held: [...source.held, ...items], cursor: nextCursor }, unreadable };
  } catch (error) {
    if (error instanceof Dropped) throw error;
    return { source: { ...source, error }, unreadable: [] };
  }
};

/** An item of another shape stands anywhere: the page that cannot show it says so. */
const timeOf = <Item>(item: Item, at: Asking<Item>['at']): string => {
  try {
    return at(item);
  } catch {
    return '';
  }
};

const takeNewest = <Item>(
  sources: readonly Source<Item>[],
  { size, at }: Asking<Item>,
): Readonly<{ taken: readonly Item[]; left: readonly Source<Item>[] }> => {
  const taken: Item[] = [];
  const places = sources.map(() => 0);
  const headOf = (index: number): Item | undefined => sources[index]?.held[places[index] ?? 0];
  while (taken.length < size) {
    const heads = sources.map((source, index) => ({ source, index, head: headOf(index) }));
    if (heads.some(({ source, head }) => head === undefined && isOpen(source))) break;
    const [newest] = heads
      .flatMap(({ index, head }) => (head === undefined ? [] : [{ index, head }]))
      .sort((one, next) => timeOf(next.head, at).localeCompare(timeOf(one.head, at)));
    if (newest === undefined) break;
    taken.push(newest.head);
    places[newest.index] = (places[newest.index] ?? 0) + 1;
  }
  return {
    taken,
    left: sources.map((source, index) => ({ ...source, held: source.held.slice(places[index]) })),
  };
};
