import { zipSync } from 'fflate';

/** The first moment that a zip can name. A zip holds local time, so these local parts are the same bytes in every zone. */
const FIXED_TIME = new Date(1980, 0, 1);

const UNIX = 3;
/** A plain file that everybody may read and its owner may write, where Unix keeps it in a zip. */
const READABLE_FILE = 0o100644 << 16;

/**
 * Packs files so that the same content gives the same bytes: sorted by name, with a fixed time, by a packer that does not depend
 * on the zlib of the Node it runs on. `serverless deploy` then sees that nothing has changed.
 *
 * @param {ReadonlyMap<string, Uint8Array>} files name in the zip, with slashes, and content
 * @returns {Uint8Array} the zip
 */
export const zip = (files) => {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: FIXED_TIME, os: UNIX, attrs: READABLE_FILE });
};
