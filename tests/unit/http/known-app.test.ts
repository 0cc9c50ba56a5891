import { expect, it } from 'vitest';
import { knownApp } from '../../../shared/http/known-app.ts';

it.each([
  ['body', 'the body is not valid: app'],
  ['query', 'the query is not valid: app'],
] as const)('an app that nobody configured is said to stand in the %s', (place, message) => {
  expect(() => knownApp(['rides'], 'gone', place)).toThrow(message);
});
