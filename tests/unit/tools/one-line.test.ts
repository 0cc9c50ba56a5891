import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../tools/local-stack/terminal.ts';

describe('an error of the local stack in one line', () => {
  it.each([
    ['alone', new Error('no port'), 'no port'],
    [
      'with its cause',
      new TypeError('fetch failed', { cause: new Error('bad port') }),
      'fetch failed: bad port',
    ],
    [
      'with the cause of each address',
      new TypeError('fetch failed', {
        cause: new AggregateError([new Error('ECONNREFUSED ::1'), new Error('ECONNREFUSED 127.0.0.1')], ''),
      }),
      'fetch failed: ECONNREFUSED ::1: ECONNREFUSED 127.0.0.1',
    ],
    ['that is not an error', 'gone', 'gone'],
  ])('%s', (_case, error, line) => {
    expect(oneLine(error)).toBe(line);
  });
});
