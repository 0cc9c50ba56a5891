import * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';
import type { Sealer } from './sealer.ts';

/** Writes and reads where a list goes on. */
export type Cursors<Place> = Readonly<{
  /** `list` names the list and its filter: the cursor opens for the same one only. */
  write(place: Place, list: string): string;
  /** @throws {AppError} `invalid-request` for a text that is no cursor of that list. */
  read(cursor: string, list: string): Place;
}>;

/**
 * Cursors are sealed: callers can neither read nor make one, and the number they filter by is only authenticated with it,
 * not inside it.
 */
export const createCursors = <Place>(
  sealer: Sealer,
  schema: v.GenericSchema<unknown, Place>,
): Cursors<Place> => ({
  write: (place, list) => sealer.seal(JSON.stringify(place), contextOf(list)),

  read(cursor, list) {
    try {
      return v.parse(schema, JSON.parse(sealer.open(cursor, contextOf(list)).toString('utf8')));
    } catch {
      // Whatever is wrong with it, the sender gave something that this list did not hand out.
      throw new AppError('invalid-request', 'the query is not valid: cursor', {
        errors: [{ path: 'cursor', message: 'is no cursor of this list' }],
      });
    }
  },
});

const contextOf = (list: string): string => `cursor:${list}`;
