import type { SealedTable } from '../../../shared/keys/sealed-places.ts';
import type { Stack } from '../../harness/stack.ts';

/** The names of the tables of a stack, as the steps of a change of `lookupKey` know them. */
export const sealedTablesOf = ({ tables }: Stack): Readonly<Record<SealedTable, string>> => ({
  bindings: tables.BINDINGS_TABLE,
  calls: tables.CALLS_TABLE,
  messages: tables.MESSAGES_TABLE,
  numbers: tables.NUMBERS_TABLE,
  pushes: tables.PUSHES_TABLE,
  usage: tables.USAGE_TABLE,
});
