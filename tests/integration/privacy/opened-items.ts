import { gunzipSync } from 'node:zlib';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Stack } from '../../harness/stack.ts';

/** An item with all that is sealed in it opened, as one text. */
export type OpenedItem = Readonly<{ table: string; pk: string; sk: string; text: string }>;

const TABLES = [
  ...(['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE'] as const),
  ...(['NUMBERS_TABLE', 'PUSHES_TABLE', 'USAGE_TABLE'] as const),
];

const SEALER = createSealer([{ id: 'test-1', bytes: new Uint8Array(32).fill(1) }]);

/** Every item of every table; a sealed value that does not open in a known context fails the test. */
export const openedItems = async (stack: Stack): Promise<readonly OpenedItem[]> => {
  const tables = await Promise.all(
    TABLES.map(async (table) => (await stack.items(table)).map((item) => opened(table, item))),
  );
  return tables.flat();
};

const opened = (table: string, item: Record<string, unknown>): OpenedItem => {
  const [pk, sk] = [String(item['pk']), String(item['sk'])];
  const texts = Object.entries(item).map(([name, value]) => {
    const text = value instanceof Set ? [...value].join() : String(value);
    return `${name}=${text.startsWith('test-1') ? open(text, contextsOf(pk, sk)) : text}`;
  });
  return { table, pk, sk, text: texts.join('\n') };
};

/** The contexts under which the stores seal. */
const contextsOf = (pk: string, sk: string): readonly string[] => [
  pk,
  sk,
  `${pk} ${sk}`,
  pk.slice(2),
  `${pk}#${sk.split('#')[2]}`,
  String(pk.split('#')[2]),
];

/** The journal packs each push, also one that came packed. */
const unpacked = (bytes: Buffer): Buffer =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(gunzipSync(bytes)) : bytes;

const open = (sealed: string, contexts: readonly string[]): string => {
  for (const context of contexts) {
    let bytes: Buffer;
    try {
      bytes = SEALER.open(sealed, context);
    } catch {
      continue;
    }
    return unpacked(bytes).toString('utf8');
  }
  throw new Error(`no context opens an item, known are ${contexts.length}`);
};
