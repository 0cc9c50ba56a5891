import { afterEach, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';

describe('eight binds of one A at once', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const bindAtOnce = async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        mode.bind({ a: A, areaCode: '0755', reference: `desk-${index}` }),
      ),
    );
    return answers
      .map(({ status, body }) => (status === 201 ? 'bound' : `${status} ${body.code}`))
      .toSorted();
  };
  const times = (count: number, text: string): readonly string[] => Array(count).fill(text);

  it.each([
    ['AXYB', 'pool', 12],
    ['AX', 'pool', 12],
    ['AX', 'pool', 6],
    ['AX', 'pool', 5],
    ['AX', 'platform', 12],
  ] as const)(
    '%s (%s, %i numbers): five are bound, and the others told that A has five',
    async (name, allocation, numbers) => {
      mode = await startModeStack(name, { store: 'memory', numbers, settings: { allocation } });

      expect(await bindAtOnce()).toEqual([...times(3, '409 party-limit'), ...times(5, 'bound')]);
      expect(await mode.stack.control.bindings()).toHaveLength(5);
    },
  );
});
