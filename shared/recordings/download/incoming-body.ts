import type { IncomingMessage } from 'node:http';

/** The body of an answer. */
export type IncomingBody = {
  /** Content-Length. */
  readonly announcedBytes: number | undefined;
  /** The answer says where it ends: by its length, or by a last chunk. */
  readonly endKnown: boolean;
  /** Why it ended before that; `undefined` when it did not, or is not read yet. */
  cut: unknown;
  readonly bytes: () => AsyncGenerator<Buffer>;
};

/**
 * The body of an answer as it comes; `touch` is called for each piece. Node reports a connection that ends too early as an error;
 * here it ends the body and stands in `cut`, so that an unpacker hands out all that came before.
 */
export const incomingBody = (response: IncomingMessage, touch: () => void): IncomingBody => {
  const { 'content-length': length, 'transfer-encoding': transfer } = response.headers;
  let rest: Buffer | null = null;
  // This is the last moment to get what was not read yet; Node drops it together with the connection.
  response.on('aborted', () => {
    rest = response.read();
  });
  const body: IncomingBody = {
    announcedBytes: length === undefined ? undefined : Number(length),
    endKnown: length !== undefined || transfer !== undefined,
    cut: undefined,
    async *bytes() {
      try {
        for await (const chunk of response) {
          touch();
          yield chunk;
        }
      } catch (cause) {
        body.cut = cause;
        if (rest !== null) yield rest;
      }
    },
  };
  return body;
};
