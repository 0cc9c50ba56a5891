import { describe, expect, it } from 'vitest';
import type { BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import type { Refused } from '../../../shared/kernel/platform-outcome.ts';
import { A, aBindingRequest, B, privateNumber } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW, refusedAs } from '../../builders/binding-modules.ts';

const NUMBERS = [1, 2, 3, 4, 5, 6].map((index) => privateNumber(`+861700000010${index}`));
const EVERY = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const FULL = refusedAs('pool-exhausted', 'exhausted');
const DEAD = refusedAs('platform-rejected', 'not-found');

/**
 * A binds in AXE, where a live binding of B has some extensions of each X. The platform refuses the X as told; it gives
 * extension 7 where none is named.
 */
const bind = async (
  taken: readonly string[],
  {
    refusals = {},
    request = {},
    free = [],
    resting = false,
  }: {
    refusals?: Record<number, Refused>;
    request?: Partial<BindingRequest>;
    free?: readonly E164[];
    resting?: boolean;
  } = {},
) => {
  const tried: E164[] = [];
  const modules = bindingModules({
    numbers: NUMBERS,
    platform: {
      bind: async ({ x = NUMBERS[0] as E164, extension = '7' }: BindRequest) => {
        tried.push(x);
        const refusal = refusals[NUMBERS.indexOf(x) + 1];
        return refusal ?? { kind: 'ok', value: { subscriptionId: `on-${x}`, x, extension } };
      },
      unbind: async () => ({ kind: 'ok', value: 'released' }),
    },
  });
  for (const x of NUMBERS.filter((number) => !free.includes(number)))
    for (const extension of taken) {
      const place = { x, extension };
      const other = aLiveBinding({
        bindingId: `${x}-${extension}`,
        mode: 'AXE',
        a: B,
        b: undefined,
        ...place,
      });
      await modules.bindings.create({ binding: other });
      await modules.reservations.reserveExtension(other, place, NOW);
      if (resting) await modules.reservations.releaseAll(other, NOW, 600);
    }
  const answer = await modules.attempt
    .start('own', aBindingRequest({ mode: 'AXE', a: A, b: undefined, ...request }))
    .catch((error) => error);
  return { modules, answer, tried: tried.map((x) => NUMBERS.indexOf(x) + 1) };
};

describe('extensions that belong to others', () => {
  it('end a bind after five private numbers on which the platform was asked in vain', async () => {
    const { answer, tried } = await bind(EVERY);

    expect(tried).toEqual([1, 2, 3, 4, 5]);
    expect(answer).toMatchObject({ code: 'pool-exhausted' });
  });

  it('do not count where one was named, because the platform was not asked', async () => {
    const [, , , , , last] = NUMBERS;
    const { answer, tried } = await bind(['7'], {
      request: { extension: '7' },
      free: last === undefined ? [] : [last],
    });

    expect(tried).toEqual([6]);
    expect(answer).toMatchObject({ status: 'active', x: last, extension: '7' });
  });

  it('show that the account works, so that a dead number beside them leaves the pool', async () => {
    const { modules } = await bind(EVERY, { refusals: { 1: DEAD, 2: DEAD } });

    expect(modules.reports.map(({ x, cause }) => [x, cause])).toEqual([
      [NUMBERS[0], 'not-at-platform'],
      [NUMBERS[1], 'not-at-platform'],
    ]);
  });

  it('show nothing of the account where one was named', async () => {
    const { modules } = await bind(['7'], {
      refusals: { 1: DEAD, 2: DEAD },
      request: { extension: '7' },
      free: NUMBERS.slice(0, 2),
    });

    expect(modules.reports).toEqual([]);
    expect(modules.lines).toContainEqual(
      expect.objectContaining({ event: 'private-numbers-refused', numbers: 2 }),
    );
  });

  it('leave the reason of the platform to a number that it refused before', async () => {
    const { answer } = await bind(['7'], {
      refusals: { 1: FULL },
      request: { extension: '7' },
      free: NUMBERS.slice(0, 1),
    });

    expect(answer).toMatchObject({
      code: 'pool-exhausted',
      platform: { httpStatus: 403, code: '1010029', text: 'Any text.' },
    });
  });
});

describe('an extension that was named and rests somewhere', () => {
  it('is told to be cooling-down, also when the number after that was full', async () => {
    const { modules, answer } = await bind(['7'], {
      refusals: { 2: FULL, 3: FULL, 4: FULL, 5: FULL, 6: FULL },
      request: { extension: '7' },
      free: NUMBERS.slice(1),
      resting: true,
    });

    expect(answer).toMatchObject({
      code: 'number-taken',
      message: 'the extension asked for is cooling-down',
    });
    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
  });
});

describe('a bind that is taken up by a repeat on a dead number', () => {
  it('takes it out of the pool when another one works', async () => {
    const [dead, alive] = NUMBERS;
    const modules = bindingModules({
      numbers: [alive],
      platform: {
        find: async () => ({ kind: 'ok', value: undefined }),
        bind: async ({ x }) =>
          x === alive && alive !== undefined
            ? { kind: 'ok', value: { subscriptionId: 'new', x: alive } }
            : DEAD,
      },
    });
    const record = await modules.store(aLiveBinding({ status: 'pending', x: dead }));

    expect((await modules.attempt.resume(record, aBindingRequest())).x).toBe(alive);

    expect(modules.reports.map(({ x }) => x)).toEqual([dead]);
  });
});
