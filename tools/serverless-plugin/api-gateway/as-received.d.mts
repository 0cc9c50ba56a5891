export declare const receivedHeaders: (rawHeaders: readonly string[]) => {
  headers: Record<string, string>;
  cookies: string[];
};
export declare const isTextBody: (type: string | undefined, bytes: Uint8Array) => boolean;
