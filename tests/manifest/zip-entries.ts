import { inflateRawSync } from 'node:zlib';

/** `mode` is that of Unix; `time` and `date` are in the format of MS-DOS. */
export type ZipEntry = Readonly<{ name: string; content: Buffer; mode: number; time: number; date: number }>;

/**
 * The entries of a zip, read from its central directory as an unpacker does. Written without the library that writes them, so
 * that both must agree with the format: PKWARE APPNOTE.TXT, sections 4.3.12 and 4.3.16.
 */
export const zipEntries = (zip: Buffer): readonly ZipEntry[] => {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [packedBytes, nameBytes, extraBytes, commentBytes, offset] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const [time, date, mode] = [
      zip.readUInt16LE(at + 12),
      zip.readUInt16LE(at + 14),
      zip.readUInt16LE(at + 40),
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + nameBytes);
    at += 46 + nameBytes + extraBytes + commentBytes;
    const data = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const content = inflateRawSync(zip.subarray(data, data + packedBytes));
    return { name, content, mode, time, date };
  });
};
