import { createHash } from 'node:crypto';

/** The one style of the pages, inline, because there is no asset. */
export const STYLE = [
  ':root{color-scheme:light dark;--line:#d0d5dd;--soft:#f3f4f6;--link:#0b57d0}',
  '@media(prefers-color-scheme:dark){:root{--line:#3c4043;--soft:#1f2225;--link:#8ab4f8}}',
  '*{box-sizing:border-box}',
  'body{margin:0 auto;padding:1rem;max-width:44rem;font:1rem/1.6 system-ui,sans-serif;background:Canvas;color:CanvasText}',
  'nav{display:flex;justify-content:space-between;gap:1rem}a{color:var(--link)}',
  'h1{font-size:1.4rem;line-height:1.3;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:1.4rem 0 .3rem}p{margin:.3rem 0}',
  'code,pre{font:.9em/1.5 ui-monospace,monospace;background:var(--soft);border-radius:.25rem}code{padding:.1em .3em;overflow-wrap:anywhere}',
  'pre{padding:.8rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}pre code{padding:0;background:none}',
  'ul{padding:0;list-style:none}li{padding:.5rem 0;border-top:1px solid var(--line)}li span{display:block}',
].join('\n');

/** Nothing is loaded, run, framed or sent by a page, and no other style than this one applies. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
