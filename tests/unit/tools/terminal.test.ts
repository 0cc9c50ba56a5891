import { describe, expect, it } from 'vitest';
import { firstQuestion, linked } from '../../../tools/local-stack/terminal.ts';

const PLACE = 'http://127.0.0.1:3100/console#/pushes';

describe('a line of npm start', () => {
  it('asks for calls with the number in the body, because a URL stays in logs', () => {
    expect(firstQuestion('http://127.0.0.1:3000', 'local-api-key')).toBe(
      `curl http://127.0.0.1:3000/calls/search -H 'Authorization: Bearer local-api-key' -H 'Content-Type: application/json' -d '{"party":"+8613800000001"}'`,
    );
  });

  it('opens its page on a terminal', () => {
    expect(linked('unbind', PLACE, true)).toBe(
      '\u001b]8;;http://127.0.0.1:3100/console#/pushes\u001b\\unbind\u001b]8;;\u001b\\',
    );
  });

  it.each([
    ['where nobody looks at a terminal', PLACE, false],
    ['without a page', undefined, true],
  ])('is its text alone %s', (_case, url, isTerminal) => {
    expect(linked('unbind', url, isTerminal)).toBe('unbind');
  });
});
