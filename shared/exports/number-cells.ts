import { ERASED_NUMBER } from '../kernel/e164.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { ExportColumns, ExportForm } from './export-row.ts';

export type NumberCellsDeps = Readonly<{
  form: ExportForm;
  lookup: LookupKeys;
  sealer: Pick<Sealer, 'seal'>;
  /** A number without its middle, as API keys with `read:masked` see it. */
  mask: (number: string) => string;
  /** Whether a text holds a phone number. */
  holdsPhoneNumber: (text: string) => boolean;
}>;

/** The cells of one row, which has this id among its kind. */
export type RowCells = Readonly<{
  /** Two columns: the number, masked or sealed, and the look-up key by which rows of the same person are joined. */
  person: (column: string, number: string | undefined) => ExportColumns;
  /** The same for a private number, whose key never changes. */
  ours: (column: string, number: string | undefined) => ExportColumns;
  /** A text as it is; one with a phone number in it is left out, because no erasure would find it by a key. */
  text: (column: string, text: string | undefined) => ExportColumns;
}>;

/** The context under which a cell is sealed: whoever opens it knows it from the row. */
export const cellContext = (kind: string, id: string, column: string): string =>
  `export#${kind}#${id}#${column}`;

/** Makes the cells that may not show what they are about. */
export const createRowCells =
  ({ form, lookup, sealer, mask, holdsPhoneNumber }: NumberCellsDeps) =>
  (kind: string, id: string): RowCells => {
    const hidden = (column: string, value: string): string =>
      form === 'sealed' ? sealer.seal(value, cellContext(kind, id, column)) : mask(value);
    const cells = (lookupKind: 'party' | 'private-number') => (column: string, number: string | undefined) =>
      number === undefined || number === ERASED_NUMBER
        ? { [column]: null, [`${column}_key`]: null }
        : { [column]: hidden(column, number), [`${column}_key`]: lookup(lookupKind, number) };
    return {
      person: cells('party'),
      ours: cells('private-number'),
      text(column, text) {
        return { [column]: text === undefined || holdsPhoneNumber(text) ? null : text };
      },
    };
  };

export type MakeRowCells = ReturnType<typeof createRowCells>;
