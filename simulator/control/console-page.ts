import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingRequest } from '../http/platform-api.ts';
import type { Answer } from '../protocol/answer.ts';

const PAGE = readFileSync(join(import.meta.dirname, 'console.html'));

/** The page for people, at `/`, `/console` and `/console/`; undefined for every other request. */
export const serveConsole = ({ method, path }: IncomingRequest): Answer | undefined =>
  method === 'GET' && ['/', '/console', '/console/'].includes(path)
    ? {
        status: 200,
        headers: { 'Content-Type': 'text/html;charset=utf-8', 'Cache-Control': 'no-store' },
        body: PAGE,
      }
    : undefined;
