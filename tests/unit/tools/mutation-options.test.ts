import { describe, expect, it } from 'vitest';
import { isMutable, readMutationOrder } from '../../../tools/mutation/options.ts';

const draw = () => 4711;

describe('the order of a mutation run', () => {
  it('has the unit and contract tests, a drawn seed and no bound by default', () => {
    expect(readMutationOrder([], draw)).toEqual({
      files: [],
      projects: ['unit', 'contract'],
      seed: 4711,
      leastPercent: 0,
    });
  });

  it('takes files and options in any order', () => {
    const args = ['--seed', '12', 'shared/kernel/page.ts', '--projects', 'unit,model', '--least', '95'];

    expect(readMutationOrder(args, draw)).toEqual({
      files: ['shared/kernel/page.ts'],
      projects: ['unit', 'model'],
      seed: 12,
      leastPercent: 95,
    });
  });

  it.each([
    { args: ['--seed', 'x'] },
    { args: ['--least', '-1'] },
    { args: ['--seed'] },
    { args: ['--sead', '1'] },
  ])('refuses $args', ({ args }) => {
    expect(() => readMutationOrder(args, draw)).toThrow(RangeError);
  });
});

describe('the files that are mutated', () => {
  it.each([
    ['shared/bindings/sweep/sweep-one.ts', true],
    ['functions/bind/handler.ts', true],
    ['simulator/state/random.ts', true],
    ['simulator/tests/control.test.ts', false],
    ['simulator/conformance/run.ts', false],
    ['tests/unit/sealing/compact.test.ts', false],
    ['tools/installed.d.mts', false],
    ['docs/testing.md', false],
  ])('%s: %s', (path, expected) => {
    expect(isMutable(path)).toBe(expected);
  });
});
