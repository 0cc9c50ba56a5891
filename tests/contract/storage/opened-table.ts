import type { Documents } from '../../../shared/storage/documents.ts';

/** A store under test with a table of its own. */
export type Opened = Readonly<{ documents: Documents; table: string }>;
/** Opens it. */
export type Open = () => Promise<Opened> | Opened;

/** The purpose of every call. */
export const purpose = 'working on an item';

/** A table of the store under test, opened before the tests, and shorthands for what they do most. */
export const openedTable = (open: Open) => {
  let opened: Opened;
  return {
    begin: async (): Promise<void> => {
      opened = await open();
    },
    documents: () => opened.documents,
    table: () => opened.table,
    put: (item: Record<string, unknown>) => opened.documents.put({ purpose, table: opened.table, item }),
    get: (pk: string, sk: string) => opened.documents.get({ purpose, table: opened.table, key: { pk, sk } }),
  };
};
export type OpenedTable = ReturnType<typeof openedTable>;
