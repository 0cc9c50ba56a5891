export const receivedHeaders: (rawHeaders: readonly string[]) => {
  headers: Record<string, string>;
  cookies: string[];
};
export const isTextBody: (type: string | undefined, bytes: Uint8Array) => boolean;
