import { describe, expect, it } from 'vitest';
import type { PendingBinding } from '../../../shared/bindings/model/binding.ts';
import type { BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { Refused, ResultClass } from '../../../shared/kernel/platform-outcome.ts';
import { A, aBindingRequest, B, C, OTHER_X, privateNumber, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, refusedAs } from '../../builders/binding-modules.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => privateNumber(`+86170000001${String(index).padStart(2, '0')}`));

const refused = (kind: ResultClass, code = '1010029'): Refused => ({
  ...refusedAs('platform-rejected', kind),
  code,
});
/** The answers of the platform about a number that is taken, full, not the app's, or blocked. */
const TAKEN = refused('conflict');
const FULL = refused('exhausted');
const DEAD = refused('not-found');
const BLOCKED = refused('account', '1012102');

const bound = (x = X) => ({ kind: 'ok', value: { subscriptionId: 'subscription-new', x } }) as const;

/** A bind over these numbers, of which the platform refuses the first ones so; it takes the one behind them. */
const bindOver = async (refusals: readonly Refused[], request: BindingRequest = aBindingRequest()) => {
  const numbers = numbered(refusals.length + 1);
  const tried: unknown[] = [];
  const modules = bindingModules({
    numbers,
    platform: {
      bind: async ({ x = X }) => {
        tried.push(x);
        return refusals[tried.length - 1] ?? bound(x);
      },
    },
  });
  const problem = await modules.attempt.start('own', request).then(
    () => undefined,
    ({ code, message, platform }) => ({ code, message, platform }),
  );
  return { modules, numbers, tried, problem };
};

const times = (count: number, refusal: Refused): readonly Refused[] => Array(count).fill(refusal);

describe('the numbers of one request', () => {
  it.each<[string, readonly Refused[], number, string | undefined]>([
    ['four that are taken: the fifth is tried', times(4, TAKEN), 5, undefined],
    ['five that are taken: the sixth is not tried', times(5, TAKEN), 5, 'pool-exhausted'],
    ['five that are full: the sixth is not tried', times(5, FULL), 5, 'pool-exhausted'],
    ['twelve that are dead do not count', times(12, DEAD), 13, undefined],
    ['twelve that are blocked do not count', times(12, BLOCKED), 13, undefined],
    ['dead ones among four that are taken', [...times(4, TAKEN), ...times(9, DEAD)], 14, undefined],
    ['dead ones among five that are taken', [...times(9, DEAD), ...times(5, TAKEN)], 14, 'pool-exhausted'],
    ['fifty that are dead: the next is not tried', times(50, DEAD), 50, 'pool-exhausted'],
    ['forty-nine that are dead: the next is tried', times(49, DEAD), 50, undefined],
    ['a fault of the account ends it at once', [refusedAs('account-suspended')], 1, 'account-suspended'],
    [
      'A has as many as there can be',
      [{ ...refused('exhausted', '1011003'), problem: 'party-limit' }],
      1,
      'party-limit',
    ],
  ])('are tried one after the other: %s', async (_case, refusals, count, code) => {
    const { tried, problem, numbers } = await bindOver(refusals);

    expect(tried).toEqual(numbers.slice(0, count));
    expect(problem?.code).toBe(code);
  });

  it('are looked for thoroughly when binds at the same moment have taken all that were drawn', async () => {
    const how: unknown[] = [];
    const modules = bindingModules({ platform: { bind: async ({ x = X }) => bound(x) } });
    await modules.store({ ...aLiveBinding(), bindingId: 'other', b: C, x: X });
    modules.choice.draw = async (...asked: readonly unknown[]) => {
      how.push(asked[1]);
      return { by: 'platform' };
    };
    modules.choice.inOrder = async () => [X, OTHER_X];

    const binding = await modules.attempt.start('own', aBindingRequest(), [X]);

    expect(binding).toMatchObject({ status: 'active', x: OTHER_X });
    expect(how).toEqual(['thoroughly']);
  });

  it('are read again behind the first one, and those that were closed or taken meanwhile are not tried', async () => {
    const numbers = numbered(5);
    const [first, closed, open] = numbers;
    const tried: unknown[] = [];
    const asked: unknown[] = [];
    const modules = bindingModules({
      platform: { bind: async ({ x = X }) => (tried.push(x) === 1 ? TAKEN : bound(x)) },
    });
    modules.choice.stillOpen = async (_request, again) => {
      asked.push(again);
      return again.filter((x) => x !== closed);
    };

    const binding = await modules.attempt.start('own', aBindingRequest(), numbers);

    expect(binding).toMatchObject({ status: 'active', x: open });
    expect(tried).toEqual([first, open]);
    expect(asked).toEqual([numbers.slice(1)]);
  });

  it('are looked for in the whole pool when the first one is refused and none of the others is open any more', async () => {
    const tried: unknown[] = [];
    const how: unknown[] = [];
    const modules = bindingModules({
      platform: { bind: async ({ x = X }) => (tried.push(x) === 1 ? TAKEN : bound(x)) },
    });
    const [first = X, ...others] = numbered(120);
    modules.choice.stillOpen = async (_request, again) => again.filter((x) => x === OTHER_X);
    modules.choice.draw = async (...asked: readonly unknown[]) => {
      how.push(asked[1]);
      return { by: 'platform' };
    };
    modules.choice.inOrder = async () => [first, OTHER_X];

    const binding = await modules.attempt.start('own', aBindingRequest(), [first, ...others]);

    expect(binding).toMatchObject({ status: 'active', x: OTHER_X });
    expect(tried).toEqual([first, OTHER_X]);
    expect(how).toEqual(['thoroughly']);
  });

  it('are read once more after each ten that were tried', async () => {
    const numbers = numbered(13);
    const tried: unknown[] = [];
    const modules = bindingModules({
      platform: { bind: async ({ x = X }) => (tried.push(x) === 12 ? bound(x) : DEAD) },
    });
    const closed = numbers[11];
    modules.choice.stillOpen = async (_request, again) =>
      again.filter((x) => tried.length < 11 || x !== closed);

    await modules.attempt.start('own', aBindingRequest(), numbers);

    expect(tried).toEqual([...numbers.slice(0, 11), numbers[12]]);
  });

  it('are not read again when the first one works', async () => {
    const modules = bindingModules({ platform: { bind: async ({ x = X }) => bound(x) } });
    modules.choice.stillOpen = async () => Promise.reject(new Error('read again'));

    expect((await modules.attempt.start('own', aBindingRequest(), [X, OTHER_X])).x).toBe(X);
  });

  it('are not looked for again when the number that was asked for is taken', async () => {
    const modules = bindingModules({ platform: {} });
    await modules.store({ ...aLiveBinding(), bindingId: 'other', b: C, x: X });
    modules.choice.inOrder = async () => [X, OTHER_X];

    const taken = modules.attempt.start('own', aBindingRequest({ x: X }), [X]);

    await expect(taken).rejects.toMatchObject({ code: 'number-taken' });
  });

  it('leave the pool when they are dead and another answer shows that the account works', async () => {
    const { modules, numbers } = await bindOver([DEAD, BLOCKED]);

    const at = '2026-03-01T08:00:00.000Z';
    const report = { app: 'rides', state: 'unavailable', at, receivedAt: at };
    expect(modules.reports).toEqual([
      { ...report, x: numbers[0], cause: 'not-at-platform' },
      { ...report, x: numbers[1], cause: 'blocked-at-platform' },
    ]);
    expect(modules.lines).toMatchObject([{ numbersLeftPool: 2, app: 'rides' }]);
  });

  it.each<[string, Refused, number]>([
    ['a taken one', TAKEN, 1],
    ['a full one', FULL, 1],
    ['none: arrears say the same of every number', DEAD, 0],
  ])(
    'leave the pool although no bind was made, when the platform knew another number: %s',
    async (_case, other, reports) => {
      const { modules, problem } = await bindOver([DEAD, ...times(50, other)]);

      expect(problem?.code).toBe('pool-exhausted');
      expect(modules.reports).toHaveLength(reports);
    },
  );

  it('are told to the operator when the platform refuses them all', async () => {
    const { modules } = await bindOver(times(50, DEAD));

    expect(modules.lines).toMatchObject([
      { level: 'error', event: 'private-numbers-refused', app: 'rides', numbers: 50 },
      { numbersRefused: 50, app: 'rides' },
    ]);
  });

  it('never cost the bind that found out when they cannot be taken out of the pool', async () => {
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: { bind: async ({ x = X }) => (x === X ? DEAD : bound(x)) },
    });
    modules.reports.push = () => {
      throw new Error('away');
    };

    expect((await modules.attempt.start('own', aBindingRequest())).x).toBe(OTHER_X);

    expect(modules.lines).toMatchObject([
      { numbersLeftPool: 1 },
      { level: 'error', event: 'private-numbers-not-taken-out', app: 'rides', error: { message: 'away' } },
    ]);
  });

  it('have nothing told of them when the first one works', async () => {
    const { modules } = await bindOver([]);

    expect([modules.reports, modules.lines]).toEqual([[], []]);
  });

  it('have left nothing behind when none worked', async () => {
    const { modules, numbers } = await bindOver(times(5, TAKEN));

    expect((await modules.bindings.get('own'))?.binding).toMatchObject({ status: 'failed', x: numbers[4] });
    expect(await Promise.all(numbers.map((x) => modules.holderOf(A, x)))).toEqual(Array(6).fill(undefined));
  });

  it('are stored before the platform is asked, each with the time of its attempt', async () => {
    const seen: unknown[] = [];
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: {
        bind: async ({ x }) => {
          const record = await modules.bindings.get('own');
          seen.push([record?.binding.x, record?.attemptAt, record?.leaseUntil]);
          modules.time.now = new Date('2026-03-01T08:00:07.000Z');
          return x === X ? TAKEN : bound(OTHER_X);
        },
      },
    });

    await modules.attempt.start('own', aBindingRequest());

    expect(seen).toEqual([
      [X, '2026-03-01T08:00:00.000Z', '2026-03-01T08:01:00.000Z'],
      [OTHER_X, '2026-03-01T08:00:07.000Z', '2026-03-01T08:01:07.000Z'],
    ]);
  });

  it('that another binding of one of the two holds are passed over without a call', async () => {
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: { bind: async ({ x = X }) => bound(x) },
    });
    await modules.store(aLiveBinding({ bindingId: 'other', a: A, b: C }));

    expect((await modules.attempt.start('own', aBindingRequest())).x).toBe(OTHER_X);

    expect(modules.calls).toEqual(['bind']);
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual(['other', undefined]);
  });

  it('have an end when all are held by others', async () => {
    const modules = bindingModules({ numbers: [X] });
    await modules.store(aLiveBinding({ bindingId: 'other', a: A, b: C }));

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({
      code: 'pool-exhausted',
    });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
  });

  it('may be the one that this very pair left a moment ago', async () => {
    const modules = bindingModules({ platform: { bind: async () => bound() } });
    const former = aLiveBinding({ bindingId: 'former', status: 'released' });
    await modules.store(former);
    await modules.reservations.releaseAll(former, modules.time.now, 600);

    expect((await modules.attempt.start('own', aBindingRequest())).x).toBe(X);
  });
});

describe('the answer when no number worked', () => {
  const said = { httpStatus: 403, code: '1010029', text: 'Any text.' };
  const pool = 'no private number is free for these two parties';
  const named = 'the private number asked for';

  it.each<[string, Partial<BindingRequest>, Refused, object]>([
    ['the pool, the last one taken', {}, TAKEN, { code: 'pool-exhausted', message: pool, platform: said }],
    ['the pool, the last one full', {}, FULL, { code: 'pool-exhausted', message: pool, platform: said }],
    ['the pool, all dead', {}, DEAD, { code: 'pool-exhausted', message: pool, platform: said }],
    [
      'a named one, taken',
      { x: X },
      TAKEN,
      { code: 'number-taken', message: `${named} already holds one of the two parties`, platform: said },
    ],
    [
      'a named one, full',
      { x: X },
      FULL,
      { code: 'pool-exhausted', message: `${named} is full`, platform: said },
    ],
    [
      'a named one with an extension, full',
      { x: X, extension: '8001' },
      FULL,
      { code: 'number-taken', message: 'the extension asked for is taken', platform: said },
    ],
    [
      'a named one, dead',
      { x: X },
      DEAD,
      { code: 'platform-rejected', message: 'the platform refused the request', platform: said },
    ],
  ])('is about what was asked for: %s', async (_case, changes, refusal, expected) => {
    const modules = bindingModules({
      numbers: [X],
      platform: { bind: async () => refusal, list: async () => refusal },
    });

    await expect(modules.attempt.start('own', aBindingRequest(changes))).rejects.toMatchObject(expected);
  });

  it.each<[string, Refused, string]>([
    ['no number of the area is free', FULL, 'pool-exhausted'],
    ['the platform has none for the app', DEAD, 'platform-rejected'],
  ])('is about the choice where the platform chooses: %s', async (_case, refusal, code) => {
    const modules = bindingModules({ numbers: [undefined], platform: { bind: async () => refusal } });

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toMatchObject({ code });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
    expect([modules.reports, modules.lines]).toEqual([[], []]);
  });
});

describe('a bind that is taken up by a repeat', () => {
  const NOBODY = { kind: 'ok', value: undefined } as const;
  const pending = (changes: object = {}): PendingBinding => aLiveBinding({ status: 'pending', ...changes });

  it('goes on with other numbers when its own is refused, and looks for none of them', async () => {
    const tried: unknown[] = [];
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: {
        find: async () => NOBODY,
        bind: async ({ x = X }) => {
          tried.push(x);
          return x === X ? TAKEN : bound(x);
        },
      },
    });
    const record = await modules.store(pending());

    expect((await modules.attempt.resume(record, aBindingRequest())).x).toBe(OTHER_X);

    expect(tried).toEqual([X, OTHER_X]);
    expect(modules.calls).toEqual(['find', 'bind', 'bind']);
  });

  it('tries no other number when this one was asked for', async () => {
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: { find: async () => NOBODY, bind: async () => TAKEN },
    });
    const record = await modules.store(pending());

    await expect(modules.attempt.resume(record, aBindingRequest({ x: X }))).rejects.toMatchObject({
      code: 'number-taken',
    });

    expect(modules.calls).toEqual(['find', 'bind']);
  });

  it('is made on its own number when no other one can be chosen', async () => {
    const modules = bindingModules({ platform: { find: async () => NOBODY, bind: async () => TAKEN } });
    modules.choice.inOrder = async () => Promise.reject(new AppError('pool-exhausted', 'none is free'));
    const record = await modules.store(pending());

    await expect(modules.attempt.resume(record, aBindingRequest())).rejects.toMatchObject({
      code: 'pool-exhausted',
    });

    expect(modules.calls).toEqual(['find', 'bind']);
  });

  it('stays with the choice of the platform when that was to choose', async () => {
    const modules = bindingModules({
      numbers: [X, OTHER_X],
      platform: { find: async () => NOBODY, bind: async () => FULL },
    });
    const record = await modules.store(pending({ x: undefined }));

    await expect(modules.attempt.resume(record, aBindingRequest())).rejects.toMatchObject({
      code: 'pool-exhausted',
    });

    expect(modules.calls.filter((name) => name === 'bind')).toEqual(['bind']);
  });
});
