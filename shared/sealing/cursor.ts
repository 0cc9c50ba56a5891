import type * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';
import { openSealed } from './open-sealed.ts';
import type { Sealer } from './sealer.ts';

/** The cursors of one list with one filter. */
export type ListCursors<Place> = Readonly<{
  /** The cursor of a page that starts after `place`; `null` when no page follows. */
  write(place: Place | undefined): string | null;
  /**
   * The place inside a cursor; `undefined` without a cursor.
   *
   * @throws {AppError} `invalid-request` for a string that is not a cursor of this list and filter.
   */
  read(cursor: string | undefined): Place | undefined;
}>;

/** Writes and reads the places where lists continue. */
export type Cursors<Place> = Readonly<{
  /** `filter` is what the caller asked for, as parsed: a cursor opens for the same list and the same filter only. */
  of(list: string, filter: Readonly<Record<string, string | undefined>>): ListCursors<Place>;
}>;

/** Decoding base64url passes over what it cannot read, so a cursor with something behind it would open as well. */
const isWhole = (cursor: string): boolean => {
  const [, encoded = '', ...rest] = cursor.split(':');
  return rest.length === 0 && Buffer.from(encoded, 'base64url').toString('base64url') === encoded;
};

/**
 * Cursors are sealed: callers can neither read nor make one. The number that they filter by is authenticated with the
 * cursor but not inside it.
 */
export const createCursors = <Place>(
  sealer: Sealer,
  schema: v.GenericSchema<unknown, Place>,
): Cursors<Place> => ({
  of(list, filter) {
    const context = `cursor:${list} ${JSON.stringify(filter)}`;
    return {
      write: (place) => (place === undefined ? null : sealer.seal(JSON.stringify(place), context)),

      read(cursor) {
        if (cursor === undefined) return undefined;
        try {
          if (!isWhole(cursor)) throw new RangeError('a cursor with something behind it');
          return openSealed(sealer, schema, cursor, context);
        } catch {
          // In every case the sender gave a cursor that this list did not hand out.
          throw new AppError('invalid-request', 'the query is not valid: cursor', {
            errors: [{ path: 'cursor', message: 'is not a cursor of this list' }],
          });
        }
      },
    };
  },
});
