import type { Stack } from '../../harness/stack.ts';

type Item = Record<string, unknown>;

/** Names the data key of a sealed value as one that no document has. */
export const withUnknownKey = (sealed: string): string => sealed.replace(/^[^~:]+/, 'retired');

/** Changes the last byte of a sealed value. */
export const withBrokenSeal = (sealed: string): string =>
  `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;

/** Writes past our stores: changes the sealed attribute of those items of a table that `isMeant`; how many they were. */
export const spoil = async (
  { documents, tables, items }: Stack,
  table: Parameters<Stack['items']>[0],
  isMeant: (item: Item) => boolean,
  change: (sealed: string) => string,
): Promise<number> => {
  const meant = (await items(table)).filter(isMeant);
  for (const item of meant) {
    const attribute = ['sealed', 'route', 'answer'].find((name) => typeof item[name] === 'string') ?? '';
    const spoilt = { ...item, [attribute]: change(String(item[attribute])) };
    await documents.put({ purpose: 'spoiling an item', table: tables[table], item: spoilt });
  }
  return meant.length;
};

/** The lines of an event, as far as they are about unreadable items. */
export const unreadableLines = ({ logs }: Pick<Stack, 'logs'>): readonly Item[] =>
  logs.map((line) => JSON.parse(line)).filter(({ event }) => event === 'item-unreadable');
