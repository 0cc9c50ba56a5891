import { afterEach, describe, expect, it } from 'vitest';
import { deployedWith } from '../../harness/deployed-with.ts';
import { person } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const A = person(1);
const B = person(2);

/** In seconds since 1970. */
const MARCH_8 = Date.parse('2026-03-08T08:00:00.000Z') / 1000;
const MARCH_31 = Date.parse('2026-03-31T08:00:00.000Z') / 1000;
const AUGUST_28 = Date.parse('2026-08-28T08:00:00.000Z') / 1000;

/** A binding lives two hours unless something else is said. */
const TWO_HOURS_SECONDS = 7200;

describe('what stays of a binding, its call and its text', () => {
  let stack: Stack;
  afterEach(() => stack.close());

  /** The ends of everything that a binding leaves behind which lived on 1 March, by the beginning of its key. */
  const endsOf = async (environment: Readonly<Record<string, string>>) => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z'), environment });
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', a: A, b: B } });
    const { bindingId, x } = answer.body as { bindingId: string; x: string };
    await stack.control.placeCall({ from: A, to: x, outcome: 'answered', talkSeconds: 5 });
    await stack.control.sendText({ from: A, to: x, content: 'On my way' });
    const living = (await stack.items('BINDINGS_TABLE')).filter(({ pk }) => String(pk).startsWith('B#'));
    await stack.request('DELETE', `/bindings/${bindingId}`);
    const left = [
      ...(await stack.items('BINDINGS_TABLE')),
      ...(await stack.items('CALLS_TABLE')),
      ...(await stack.items('MESSAGES_TABLE')),
    ];
    const ends = left
      .map(({ pk, ttl }) => [String(pk).slice(0, 2), ttl] as const)
      .filter(([kind]) => kind === 'B#' || kind === 'C#' || kind === 'M#');
    return { living: living.map(({ ttl }) => ttl), ends: new Set(ends.map((end) => end.join(' '))) };
  };

  it.each([
    ['half a year, unless something else is said', {}, AUGUST_28],
    ['as many days as are said', { RETENTION_DAYS: '30' }, MARCH_31],
  ])('stays %s, also of a live binding from its end on', async (_case, environment, until) => {
    const { living, ends } = await endsOf(environment);

    expect(living).toEqual([until + TWO_HOURS_SECONDS]);
    expect(ends).toEqual(new Set([`B# ${until}`, `C# ${until}`, `M# ${until}`]));
  });

  it('stays as long as is said of each kind', async () => {
    const { ends } = await endsOf({ CALL_RETENTION_DAYS: '30', MESSAGE_RETENTION_DAYS: '7' });

    expect(ends).toEqual(new Set([`B# ${AUGUST_28}`, `C# ${MARCH_31}`, `M# ${MARCH_8}`]));
  });

  it.each([
    ['was released', true],
    ['ended by its time', false],
  ])(
    'keeps the end that a binding got when it %s, also where it is written later',
    async (_how, isReleased) => {
      const environment = { RETENTION_DAYS: '30' };
      stack = await startStack({
        startAt: new Date('2026-03-01T08:00:00.000Z'),
        store: 'memory',
        environment,
      });
      const body = { mode: 'AXB', a: A, b: B, ttlSeconds: TWO_HOURS_SECONDS };
      const { bindingId } = (await stack.request('POST', '/bindings', { body })).body as {
        bindingId: string;
      };
      if (isReleased) await stack.request('DELETE', `/bindings/${bindingId}`);
      await stack.advance(24 * 3600);
      const erase = await deployedWith(stack, 'manage-privacy', { RETENTION_DAYS: '14' });

      await erase({ action: 'erase', party: B, operator: 'dora', endLive: false });

      const left = await stack.request('GET', `/bindings/${bindingId}`);
      const items = (await stack.items('BINDINGS_TABLE')).filter(({ pk }) => pk === `B#${bindingId}`);
      expect(left.body).toMatchObject({ a: A, b: '+0000000000' });
      expect(items.map(({ ttl }) => ttl)).toEqual([isReleased ? MARCH_31 : MARCH_31 + TWO_HOURS_SECONDS]);
    },
  );
});
