// Puts the built operator console into the bundle of the function that serves it.
import { buildPage } from '../../../web/build/build-page.mjs';

/** The import in functions/console, which is the source of the console elsewhere (package.json, `imports`). */
const FILES = /^#console-files$/;

/**
 * @param {(metafile: import('esbuild').Metafile) => void} built is told what went into the console
 * @returns {import('esbuild').Plugin}
 */
export const builtConsole = (built) => ({
  name: 'built-console',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: FILES }, () => ({ path: 'operator', namespace: 'built-console' }));
    onLoad({ filter: /.*/, namespace: 'built-console' }, async () => {
      const { page, assets, metafile } = await buildPage('operator');
      built(metafile);
      return { contents: JSON.stringify({ page, assets }), loader: 'json' };
    });
  },
});
