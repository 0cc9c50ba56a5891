import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { USER_AGENT } from '../../../shared/observability/user-agent.ts';

it('the User-Agent has name and version of the package', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));

  expect(USER_AGENT).toBe(`${name}/${version}`);
});
