/** The moment at which an item is due, and the one at which the platform deletes its file, if the key has it. */
export type Due = Readonly<{ dueAt: string; deadlineAt: string | undefined }>;

const SEPARATOR = '#';
/** Sorts after every key of the same instant. */
const BEHIND = '~';

/**
 * The sort key of the due index, attribute `dueAt`. It begins with the instant and carries the deadline after it, so
 * that a run can put the nearest deadline first from the keys alone. A plain instant is a key too.
 */
export const dueKey = ({ dueAt, deadlineAt }: Due): string =>
  deadlineAt === undefined ? dueAt : `${dueAt}${SEPARATOR}${deadlineAt}`;

/** Reads {@link dueKey} back. */
export const readDueKey = (key: string): Due => {
  const [dueAt = '', deadlineAt] = key.split(SEPARATOR);
  return { dueAt, deadlineAt };
};

/** Keys up to and including this one are due at that instant. */
export const lastDueKey = (at: string): string => `${at}${BEHIND}`;
