/** Packs files (name in the zip, with slashes, and content) so that the same content gives the same bytes. */
export declare const zip: (files: ReadonlyMap<string, Uint8Array>) => Uint8Array;
