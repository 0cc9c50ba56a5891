import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { ConsoleCallStore } from './console-store.ts';
import { CALLS_AT_ONCE } from './find-all.ts';

/** `records`: that the import is known to have added; `removed`: that were there still, and are taken away, or would be. `next`: where to go on. */
export type UndoneImport = Readonly<{ records: number; removed: number; next: string | null }>;

/**
 * Takes the records away that one import has added, a part of its list at a time. Those that gave way to their own CDR are gone already, and
 * those of another import stay. Repeating changes nothing.
 *
 * @throws {AppError} `invalid-request` when no such import of the app is known; `store-unavailable`.
 */
export const undoImport = async (
  store: Pick<ConsoleCallStore, 'listed' | 'isOf' | 'takeBack'>,
  { app, importId, after }: Readonly<{ app: string; importId: string; after: string | undefined }>,
  dryRun: boolean,
): Promise<UndoneImport> => {
  const part = await store.listed({ app, importId }, after);
  if (part === undefined && after === undefined)
    throw new AppError('invalid-request', 'no such import of this app is known: they are listed for 31 days');
  if (part === undefined) return { records: 0, removed: 0, next: null };
  const { results } = await mapAtMost({ atMost: CALLS_AT_ONCE }, part.places, (place) =>
    dryRun ? store.isOf(place, importId) : store.takeBack(place, importId),
  );
  return { records: part.places.length, removed: results.filter(Boolean).length, next: part.next };
};
