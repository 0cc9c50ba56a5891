import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS_FOLDER } from '../../../tools/openapi/events/event-files.ts';
import { templateFaults } from '../../../tools/template-check/template-faults.ts';

const recipes = [
  ...readFileSync(join(EVENTS_FOLDER, 'README.md'), 'utf8').matchAll(/```json\n([\s\S]*?)```/g),
].map(([, text = '']) => text);

it('the page of events has three recipes', () => {
  expect(recipes).toHaveLength(3);
});

it.each(recipes.map((text): [string, string] => [Object.keys(JSON.parse(text)).join(', '), text]))(
  'the recipe of %s is a template as CloudFormation wants it',
  (_names, text) => {
    expect(templateFaults({ Resources: JSON.parse(text) })).toEqual([]);
  },
);
