import { gzipSync } from 'node:zlib';
import type { IncomingRequest } from '../http/platform-api.ts';
import type { Answer } from '../protocol/answer.ts';

/** Where the page is; the address without a path leads there. */
const PAGE = '/console';
const LEADS_THERE: readonly string[] = ['/', '/console/'];

/** Nothing from elsewhere, no frame around the page, no style or script within it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HARDENING = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

const PAGE_HEADERS = {
  ...HARDENING,
  'Content-Type': 'text/html;charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const assetAnswer = (name: string, text: string): Answer => ({
  status: 200,
  headers: {
    ...HARDENING,
    'Content-Type': name.endsWith('.css') ? 'text/css;charset=utf-8' : 'text/javascript;charset=utf-8',
    'Content-Encoding': 'gzip',
    // The name has a hash of the content.
    'Cache-Control': 'public, max-age=31536000, immutable',
  },
  body: gzipSync(text),
});

/** The paths of the page, those of its assets by their paths. */
const buildAnswers = async (): Promise<ReadonlyMap<string, Answer>> => {
  // Read late: a simulator that nobody looks at needs no bundler.
  const { buildPage } = await import('../../web/build/build-page.mjs');
  const { page, assets } = await buildPage('simulator');
  return new Map([
    [PAGE, { status: 200, headers: PAGE_HEADERS, body: Buffer.from(page) }],
    ...Object.entries(assets).map(([name, text]) => [`${PAGE}/${name}`, assetAnswer(name, text)] as const),
  ]);
};

let built: Promise<ReadonlyMap<string, Answer>> | undefined;

/** Built once a process, at the first request for it. */
const answers = (): Promise<ReadonlyMap<string, Answer>> => {
  built ??= buildAnswers();
  return built;
};

const NOT_FOUND: Answer = {
  status: 404,
  headers: { 'Content-Type': 'text/plain' },
  body: Buffer.from('Not Found'),
};

/** Tells whether a request is for the page for people or a part of it. */
export const isForPage = ({ method, path }: IncomingRequest): boolean =>
  method === 'GET' && (path === '/' || path === PAGE || path.startsWith(`${PAGE}/`));

/** The page for people at `/console`, with its parts. */
export const serveConsole = async ({ path }: IncomingRequest): Promise<Answer> =>
  LEADS_THERE.includes(path)
    ? { status: 302, headers: { Location: PAGE }, body: Buffer.alloc(0) }
    : ((await answers()).get(path) ?? NOT_FOUND);
