import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { strictObject } from '../../../shared/kernel/strict-object.ts';

const Place = strictObject({ city: v.string(), street: v.optional(v.string()) });
const Person = v.pipe(
  strictObject({ name: v.string(), place: v.optional(Place) }),
  v.transform(({ name }) => name),
);

const faultsOf = (data: unknown): readonly string[] => {
  const { issues = [] } = v.safeParse(Person, data);
  return issues.map((issue) => `${v.getDotPath(issue)}: ${issue.expected}`);
};

describe('a strict object', () => {
  it('is what its fields say', () => {
    const parsed = v.safeParse(Person, { name: 'A', place: { city: 'B' } });

    expect(parsed).toMatchObject({ success: true, output: 'A' });
  });

  it('names every unknown field beside every other fault, at every depth', () => {
    const faults = faultsOf({ name: 1, size: 1, colour: 2, place: { town: 3, country: 4 }, weight: 5 });

    expect(faults).toEqual([
      'name: string',
      'place.city: "city"',
      'place.town: never',
      'place.country: never',
      'size: never',
      'colour: never',
      'weight: never',
    ]);
  });

  it('names an unknown field of an object when an inner one has some, too', () => {
    const faults = faultsOf({ name: 'A', size: 1, place: { city: 'B', town: 3 } });

    expect(faults).toEqual(['place.town: never', 'size: never']);
  });

  it('names twenty unknown fields at most', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`field${at}`, at]));

    expect(faultsOf({ name: 'A', ...many })).toHaveLength(20);
  });

  it.each([[null], [7], ['text'], [undefined]])('is not %s', (data) => {
    expect(faultsOf(data)).toHaveLength(1);
  });
});
