import type { Metafile } from 'esbuild';

/**
 * Writes one bundle a function. `target`: the Node that runs them, `node24` by default. `awsClients`: `lean` (default) leaves the SDK to functions with S3, `sdk` puts it into all.
 * `cuts` in the SDK other than all are for measuring what they are worth.
 */
export function bundleFunctions(options: {
  root: string;
  names: readonly string[];
  outDirectory: string;
  target?: string;
  awsClients?: 'lean' | 'sdk';
  cuts?: readonly string[];
}): Promise<Metafile>;

/** Bytes of the bundle of one function. */
export function bundleBytes(metafile: Metafile, name: string): number;
