import type { Metafile } from 'esbuild';

/** A console as static files; see build-page.mjs. */
export type BuiltPage = Readonly<{
  page: string;
  assets: Readonly<Record<string, string>>;
  metafile: Metafile;
}>;
export function buildPage(name: 'operator' | 'simulator'): Promise<BuiltPage>;
