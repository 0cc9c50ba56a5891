// Writes a zip file. Entries are sorted and carry a fixed time, so the same code gives the same bytes and `serverless deploy`
// sees that nothing has changed. Format: PKWARE APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
import { crc32, deflateRawSync } from 'node:zlib';

const VERSION_NEEDED = 20;
const MADE_BY_UNIX = (3 << 8) | VERSION_NEEDED;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
// 1980-01-01 00:00, the first moment a zip can name.
const DOS_TIME = 0;
const DOS_DATE = (1 << 5) | 1;
const READABLE_FILE = (0o100644 << 16) >>> 0;

/**
 * @param {ReadonlyMap<string, Buffer>} files name in the zip, with slashes, and content
 * @returns {Buffer} the zip
 */
export const zip = (files) => {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entry = { name: Buffer.from(name), content, packed: deflateRawSync(content, { level: 9 }), offset };
    const local = Buffer.concat([localHeader(entry), entry.name, entry.packed]);
    locals.push(local);
    centrals.push(Buffer.concat([centralHeader(entry), entry.name]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, endOfDirectory(centrals.length, directory.length, offset)]);
};

/** The fields that both headers share, from "version needed" to "file name length". */
const writeCommon = (header, at, { name, content, packed }) => {
  header.writeUInt16LE(VERSION_NEEDED, at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(DOS_TIME, at + 6);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(crc32(content), at + 10);
  header.writeUInt32LE(packed.length, at + 14);
  header.writeUInt32LE(content.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
};

const localHeader = (entry) => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, entry);
  return header;
};

const centralHeader = (entry) => {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY_UNIX, 4);
  writeCommon(header, 6, entry);
  header.writeUInt32LE(READABLE_FILE, 38);
  header.writeUInt32LE(entry.offset, 42);
  return header;
};

const endOfDirectory = (count, directoryBytes, directoryOffset) => {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryOffset, 16);
  return end;
};
