import type { Metafile } from 'esbuild';

export function bundleFunctions(options: {
  root: string;
  names: readonly string[];
  outDirectory: string;
  stubs?: boolean;
}): Promise<Metafile>;

export function bundleShares(
  metafile: Metafile,
  name: string,
): { own: number; libraries: number; sdk: number; total: number };
