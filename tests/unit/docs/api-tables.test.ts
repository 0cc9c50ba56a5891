import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import openapi from '../../../docs/openapi.json' with { type: 'json' };
import { END_REASONS } from '../../../shared/bindings/model/binding.ts';
import { API_ROUTES } from '../../../shared/http/access/api-routes.ts';

const page = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

test.each(END_REASONS)('support.md and OpenAPI say what `%s` means', (reason) => {
  expect(page('support.md')).toContain(`\n| \`${reason}\` | `);
  expect(JSON.stringify(openapi)).toContain(`\`${reason}\`: `);
});

test('configuration.md names every route of parties, blocks, usage, pool and reports under its scope', () => {
  const [, section = ''] = /### What a caller may do\n(.*?)\n#/s.exec(page('configuration.md')) ?? [];
  const rows = new Map(
    section.split('\n').flatMap((line) => {
      const [, scope, opens] = /^\| `([a-z:]+)` \| (.*) \|$/.exec(line) ?? [];
      return scope === undefined || opens === undefined ? [] : [[scope, opens] as const];
    }),
  );
  for (const [route, { scopes }] of Object.entries(API_ROUTES)) {
    const path = /\/(?:parties|blocks|usage|pool|reports)[^ ]*/.exec(route)?.[0];
    if (path !== undefined) expect(rows.get(scopes[0] ?? ''), route).toContain(path);
  }
});
