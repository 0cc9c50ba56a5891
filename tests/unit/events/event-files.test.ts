import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { incompatibilities } from '../../../tools/openapi/events/compatible.ts';
import { EVENT_KINDS, EVENTS_FOLDER, eventFiles } from '../../../tools/openapi/events/event-files.ts';

const read = (name: string): string => readFileSync(join(EVENTS_FOLDER, name), 'utf8');

describe('the schemas of events in docs/events', () => {
  it('are of every kind of the contract', () => {
    expect([...EVENT_KINDS].sort()).toEqual([
      'account.suspended',
      ...['binding.active', 'binding.changed', 'binding.expired', 'binding.failed', 'binding.released'],
      ...['call.ended', 'call.missed', 'message.failed', 'message.received'],
      ...['number.lost', 'number.recovered', 'platform.locked-out', 'pool.low'],
      ...['recording.archived', 'recording.lost'],
    ]);
  });

  it('are those that the functions publish, and nothing else lies there', () => {
    const files = eventFiles();

    const written = readdirSync(EVENTS_FOLDER).filter((name) => name.endsWith('.json'));

    expect(written.sort()).toEqual([...files.keys()].sort());
    for (const name of written)
      expect(read(name), `${name}: npm run openapi writes it`).toBe(files.get(name));
  });

  it.each(EVENT_KINDS)('have an example of %s that is valid, also with fields that come later', (kind) => {
    const validate = new Ajv2020().compile(JSON.parse(read(`${kind}.schema.json`)));
    const example = JSON.parse(read(`${kind}.example.json`));

    expect(validate(example), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...example, later: 1, data: { ...example.data, later: 1 } })).toBe(true);
    expect(validate({ ...example, type: 'other' })).toBe(false);
  });
});

describe('a later schema of an event', () => {
  const text = { type: 'string' };
  const former = {
    type: 'object',
    properties: { id: text, inner: { type: 'object', properties: { a: text } } },
    required: ['id'],
  };
  const withProperties = (properties: object, required = ['id']) => ({
    type: 'object',
    properties,
    required,
  });

  it('may have more fields', () => {
    const later = withProperties({ ...former.properties, more: text }, ['id', 'more']);

    expect(incompatibilities(former, later)).toEqual([]);
  });

  it.each([
    ['loses a field', withProperties({ id: text }), ['inner is gone']],
    [
      'has a field of another type',
      withProperties({ ...former.properties, id: { type: 'number' } }),
      ['id.type is another one'],
    ],
    [
      'loses a field inside',
      withProperties({ id: text, inner: { type: 'object', properties: {} } }),
      ['inner.a is gone'],
    ],
    ['may leave a field out', withProperties(former.properties, []), ['id may be absent now']],
  ])('is refused when it %s', (_name, later, faults) => {
    expect(incompatibilities(former, later)).toEqual(faults);
  });
});
