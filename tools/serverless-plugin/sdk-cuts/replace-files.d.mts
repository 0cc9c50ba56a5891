import type { Plugin } from 'esbuild';

/** What stands in the place of a file (path in node_modules); `omitted` are exports that nothing in a bundle imports. */
export type Replacement = Readonly<{
  cut: string;
  file: string;
  contents: string;
  omitted?: readonly string[];
}>;

/** Puts other contents in the place of whole files; the build fails when one is gone or has other exports. */
export declare const replaceFiles: (replacements: readonly Replacement[], nodeModules: string) => Plugin;
