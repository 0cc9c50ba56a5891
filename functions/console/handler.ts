import { gzipSync } from 'node:zlib';
import { accepts } from '../../shared/http/accepts.ts';
import type { HttpResult } from '../../shared/http/problem.ts';
import { type HttpEvent, headerOf } from '../../shared/http/request.ts';
import { AppError } from '../../shared/kernel/errors.ts';

type Deps = Readonly<{
  page: string;
  /** By their names, which change with their content. */
  assets: Readonly<Record<string, string>>;
  /** The origin of the links to recordings, the one other place from which the page may load anything. */
  recordings: () => string;
}>;

/** `GET /console` and `GET /console/{asset}`: the same for everybody, because the page itself asks for a key. */
export const createHandler = ({ page, assets, recordings }: Deps) => {
  const packed = new Map<string, string>();
  /** In base64; packed once a container. */
  const pack = (name: string, text: string): string => {
    const known = packed.get(name) ?? gzipSync(text).toString('base64');
    packed.set(name, known);
    return known;
  };
  const answer = (
    event: HttpEvent,
    name: string,
    text: string,
    headers: Record<string, string>,
  ): HttpResult => {
    const all = { ...HARDENING, vary: 'accept-encoding', ...headers };
    if (!accepts(headerOf(event, 'accept-encoding'), 'gzip'))
      return { statusCode: 200, headers: all, body: text };
    const body = pack(name, text);
    return { statusCode: 200, headers: { ...all, 'content-encoding': 'gzip' }, body, isBase64Encoded: true };
  };
  return async (event: HttpEvent): Promise<HttpResult> => {
    const asset = event.pathParameters?.['asset'];
    if (asset === undefined) return answer(event, PAGE, page, pageHeaders(recordings()));
    const text = Object.hasOwn(assets, asset) ? assets[asset] : undefined;
    if (text === undefined) throw new AppError('not-found', 'there is no such part of the console');
    return answer(event, asset, text, {
      'content-type': asset.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      // The name has a hash of the content.
      'cache-control': 'public, max-age=31536000, immutable',
    });
  };
};

/** No asset has this name. */
const PAGE = '';

const HARDENING = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** Nothing from elsewhere but recordings, no frame around the page, no style or script within it. */
const pageHeaders = (recordings: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    `media-src ${recordings}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
});
