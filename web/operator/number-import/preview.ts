import type { FieldFault, Schemas } from '../api-shapes.ts';

/** The answer of an import, or of its dry run. */
export type ImportResult = Schemas['ImportResult'];
export type NumberChange = ImportResult['diff'][number];

/** The changes of one kind. */
export type ChangeGroup = Readonly<{ kind: NumberChange['kind']; changes: readonly NumberChange[] }>;

/** In the order in which they matter: what is lost stands first. */
const KINDS = ['retired', 'changed', 'added'] as const;

/** The changes by kind; kinds without any are left out. */
export const groupsOf = ({ diff }: Pick<ImportResult, 'diff'>): readonly ChangeGroup[] =>
  KINDS.map((kind) => ({ kind, changes: byNumber(diff.filter((change) => change.kind === kind)) })).filter(
    ({ changes }) => changes.length > 0,
  );

/** Those that should be looked at before the others. */
const byNumber = (changes: readonly NumberChange[]): readonly NumberChange[] =>
  [...changes].sort(
    (one, next) =>
      Number(unusualOf(next) !== undefined) - Number(unusualOf(one) !== undefined) ||
      one.x.localeCompare(next.x),
  );

/** Why a number looks as if it was written wrong, though the API takes it. */
export type Unusual = 'short' | 'long' | 'no-mobile' | 'abroad';

const USUAL_DIGITS = 11;

/** Whether a number that comes into the pool is one that few pools have; `undefined` for the usual ones, and where it is masked. */
export const unusualOf = ({ kind, x }: Pick<NumberChange, 'kind' | 'x'>): Unusual | undefined => {
  if (kind === 'retired' || x.includes('*')) return undefined;
  if (!x.startsWith('+86')) return 'abroad';
  const national = x.slice(3);
  if (national.length !== USUAL_DIGITS) return national.length < USUAL_DIGITS ? 'short' : 'long';
  return /^1[3-9]/.test(national) ? undefined : 'no-mobile';
};

/** The changes whose number should be looked at. */
export const unusualIn = (changes: readonly NumberChange[]): readonly NumberChange[] =>
  changes.filter((change) => unusualOf(change) !== undefined);

/** Tells whether the import would change nothing. */
export const isWithoutChange = ({ added, changed, retired }: ImportResult): boolean =>
  added + changed + retired === 0;

/** The most that the API takes. */
export const MOST_BYTES = 1024 * 1024;

/** Why a table is not worth sending; `undefined` when it is. */
export const refusalOf = (
  table: Readonly<{ name?: string; size: number }>,
): 'empty' | 'empty-file' | 'workbook' | 'too-large' | undefined => {
  if (/\.(?:xlsx?|xlsm|numbers|ods)$/i.test(table.name ?? '')) return 'workbook';
  if (table.size === 0) return table.name === undefined ? 'empty' : 'empty-file';
  return table.size > MOST_BYTES ? 'too-large' : undefined;
};

/** The type of the body. Any but JSON is a table, whose bytes tell their encoding. */
export const contentTypeOf = (name: string | undefined): string =>
  name?.toLowerCase().endsWith('.json') === true ? 'application/json' : 'application/csv';

/** A fault of the table; `row` as a spreadsheet counts, `null` where the whole is at fault. */
export type RowFault = FieldFault & Readonly<{ row: number | null }>;

/** The faults of a refused table, in the order of their rows. */
export const rowFaultsOf = (errors: readonly FieldFault[]): readonly RowFault[] =>
  errors
    .map((fault) => {
      const [, row] = /^row (\d+)/.exec(fault.path) ?? [];
      return { ...fault, row: row === undefined ? null : Number(row) };
    })
    .sort((one, next) => (one.row ?? 0) - (next.row ?? 0));
