import type { Metafile } from 'esbuild';

/** Writes one bundle a function; `cuts` in the SDK other than all are for measuring what they are worth. */
export function bundleFunctions(options: {
  root: string;
  names: readonly string[];
  outDirectory: string;
  cuts?: readonly string[];
}): Promise<Metafile>;

/** Bytes of the bundle of one function. */
export function bundleBytes(metafile: Metafile, name: string): number;
