import type { Photo } from '../../reporting/report.ts';

/** Photos as the body of a `multipart/form-data` request (RFC 7578), each in a field `files`. The names of photos are ours. */
export const photoForm = (
  photos: readonly Photo[],
  boundary: string,
): Readonly<{ type: string; body: Uint8Array }> => {
  const parts = photos.flatMap(({ name, type, bytes }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
    bytes,
    '\r\n',
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...parts, `--${boundary}--\r\n`].map((part) => Buffer.from(part))),
  };
};
