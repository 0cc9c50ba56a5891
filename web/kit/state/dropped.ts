/** Thrown in place of an answer that nobody waits for any more; it is never shown. */
export class Dropped extends Error {
  override readonly name = 'Dropped';
}
