/** A file of a multipart form. */
export type FormFile = { field: string; name: string; bytes: Buffer };

/** The files of a `multipart/form-data` body (RFC 7578); undefined: it is none. */
export const formFiles = (contentType: string, body: Buffer): FormFile[] | undefined => {
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) return undefined;
  // One byte a character, so that places in the text are places in the bytes.
  const parts = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`);
  if (parts.at(-1)?.trim() !== '--') return undefined;
  return parts.slice(1, -1).flatMap((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const field = /\bname="([^"]*)"/.exec(head)?.[1];
    const name = /\bfilename="([^"]*)"/.exec(head)?.[1];
    if (field === undefined || name === undefined) return [];
    return [{ field, name, bytes: Buffer.from(rest.join('\r\n\r\n'), 'latin1') }];
  });
};
