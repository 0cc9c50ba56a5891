// Builds one console into static files: esbuild puts a page's code, its styles and the few packages it needs into two files that
// are named by their content, so that a browser may keep them for ever. JavaScript, because `serverless` also runs on a Node that
// cannot read TypeScript.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The oldest browsers that count; Chrome 109 is the last one for Windows 7. Code that they lack does not compile (web/tsconfig.json). */
const TARGETS = ['chrome109', 'firefox115', 'safari16.4'];

/**
 * @param {'operator' | 'simulator'} name
 * @returns {Promise<{ page: string, assets: Record<string, string>, metafile: import('esbuild').Metafile }>}
 *   `page`: the HTML, which names its assets as `console/<name>`. The same source gives the same bytes.
 */
export const buildPage = async (name) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [{ in: join('web', name, 'main.tsx'), out: name }],
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: TARGETS,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    charset: 'utf8',
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const assets = Object.fromEntries(outputFiles.map(({ path, text }) => [namedByContent(path, text), text]));
  return { page: htmlOf(TITLES[name], Object.keys(assets)), assets, metafile };
};

const HASH_LENGTH = 12;

/** esbuild's own hashes also depend on where the project lies. */
const namedByContent = (path, text) => {
  const [, base, ending] = /([^\\/]+)\.(js|css)$/.exec(path);
  return `${base}-${createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)}.${ending}`;
};

const TITLES = { operator: 'PrivateNumber', simulator: 'Simulated PrivateNumber platform' };

const htmlOf = (title, names) => {
  const script = names.find((name) => name.endsWith('.js'));
  const style = names.find((name) => name.endsWith('.css'));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="console/${style}">
<script type="module" src="console/${script}"></script>
</head>
<body><div id="app"></div><noscript>This console needs JavaScript. 此控制台需要 JavaScript。</noscript></body>
</html>
`;
};
