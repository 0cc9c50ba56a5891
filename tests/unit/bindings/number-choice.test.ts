import { describe, expect, it } from 'vitest';
import { noNumberLeft } from '../../../shared/bindings/allocation/no-number-left.ts';
import { createNumberChoice } from '../../../shared/bindings/allocation/number-choice.ts';
import type { AllocationRules, BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import type { Refused, ResultClass } from '../../../shared/kernel/platform-outcome.ts';
import type { NumberState, PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import {
  A,
  aBindingRequest,
  B,
  C,
  D,
  FIXED_LINE,
  OTHER_X,
  privateNumber,
  X,
} from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, refusedAs } from '../../builders/binding-modules.ts';

const aNumber = (changes: Partial<PrivateNumber> = {}): PrivateNumber => ({
  app: 'rides',
  x: X,
  areaCode: '0755',
  sms: true,
  state: 'available',
  ...changes,
});

/** A choice among these numbers; `now` is what the store has where the remembered pool is behind. */
const setUp = (
  pool: readonly PrivateNumber[] = [aNumber(), aNumber({ x: OTHER_X })],
  {
    allocation = 'pool',
    now = pool,
    live = {},
  }: {
    allocation?: AllocationRules['allocation'];
    now?: readonly PrivateNumber[];
    /** How many bindings live on a number. */
    live?: Readonly<Record<string, number>>;
  } = {},
) => {
  const modules = bindingModules();
  const reads: string[] = [];
  const looked: string[] = [];
  const keyed = ({ x, ...number }: PrivateNumber) => ({
    ...number,
    x: privateNumber(x),
    key: modules.lookup('private-number', x),
  });
  const choice = createNumberChoice({
    ...modules,
    logger: createLogger({ clock: modules.clock, write: () => undefined }),
    samples: async (_app, area, how) => {
      reads.push(how ?? 'remembered');
      const numbers = (how === 'anew' ? now : pool)
        .filter(({ areaCode }) => area === undefined || areaCode === area)
        .map(keyed);
      const sample = { numbers: () => numbers, isWhole: () => true, grow: async () => false };
      return { sample, isNew: how === 'anew' };
    },
    draw: {
      atKeys: async (_app, keys) => {
        looked.push(...keys);
        return now.map(keyed).filter(({ key }) => keys.includes(key));
      },
    },
    numbers: { among: async (_apps, numbers) => now.filter(({ x }) => numbers.includes(x)) },
    load: async () => ({ numbers: now, unreadable: [] }),
    rulesOf: () => ({ allocation, sticky: 'off', coolDownSeconds: 600 }),
    countLive: async (x) => live[x] ?? 0,
    mostOnAxeNumber: 200,
    random: () => 0.5,
  });
  return {
    ...modules,
    /** How samples of the pool were asked for. */
    reads,
    /** The keys of the numbers that were read again. */
    looked,
    all: choice.all,
    stillOpen: choice.stillOpen,
    async choose(changes: Partial<BindingRequest> = {}) {
      const request = aBindingRequest(changes);
      const [pair, drawn] = await Promise.all([modules.reservations.of(request), choice.draw(request)]);
      return choice.inOrder(request, pair, drawn);
    },
    /** Gives A that many private numbers, none of which is to be chosen. */
    async giveNumbers(mode: Mode, count: number): Promise<void> {
      for (let index = 1; index <= count; index += 1) {
        const x = privateNumber(`+861700000001${index}`);
        await modules.store(aLiveBinding({ bindingId: `of-a-${index}`, mode, x }));
      }
    },
  };
};

const ofMode = (mode: Mode): Partial<BindingRequest> => ({
  mode,
  b: mode === 'AXB' || mode === 'X' ? B : undefined,
});

describe('the private numbers that one A may have', () => {
  it.each<[Mode, string]>([
    ['AX', 'party-limit'],
    ['AXYB', 'party-limit'],
    ['AXB', 'chosen'],
    ['AXE', 'chosen'],
    ['X', 'chosen'],
  ])('are five at most in AX and AXYB, before the platform is asked: %s', async (mode, expected) => {
    const four = setUp();
    await four.giveNumbers(mode, 4);
    const five = setUp();
    await five.giveNumbers(mode, 5);

    const outcome = await five.choose(ofMode(mode)).then(
      () => 'chosen',
      ({ code }) => code,
    );

    expect(outcome).toBe(expected);
    expect(await four.choose(ofMode(mode))).toHaveLength(mode === 'AXYB' ? 1 : 2);
  });

  it('are counted for a named number as well', async () => {
    const modules = setUp();
    await modules.giveNumbers('AX', 5);

    await expect(modules.choose({ ...ofMode('AX'), x: X })).rejects.toMatchObject({
      code: 'party-limit',
      message: 'this person has 5 private numbers, which is the most there can be',
    });
  });
});

describe('a number that the platform chooses', () => {
  it.each<[string, Partial<BindingRequest>, AllocationRules['allocation']]>([
    ['in AXYB always', ofMode('AXYB'), 'pool'],
    ['in AXB where the app says so', {}, 'platform'],
    ['in AX with an area where the app says so', { ...ofMode('AX'), areaCode: '0755' }, 'platform'],
  ])('is none of the pool: %s', async (_case, changes, allocation) => {
    expect(await setUp(undefined, { allocation }).choose(changes)).toEqual([undefined]);
  });

  it.each<[string, Partial<BindingRequest>, string, string]>([
    [
      'an area in AX',
      ofMode('AX'),
      'areaCode',
      'is required, because the platform chooses the number of this app',
    ],
    [
      'an area in AXE',
      ofMode('AXE'),
      'areaCode',
      'is required, because the platform chooses the number of this app',
    ],
    [
      'an area for a fixed line in AXB',
      { a: FIXED_LINE },
      'areaCode',
      'is required, because the platform chooses the number of this app',
    ],
    [
      'a number beside an extension',
      { ...ofMode('AXE'), areaCode: '0755', extension: '8001' },
      'extension',
      'needs x, because the platform chooses the number of this app',
    ],
  ])('needs %s', async (_case, changes, path, message) => {
    const { choose } = setUp(undefined, { allocation: 'platform' });

    await expect(choose(changes)).rejects.toMatchObject({
      code: 'invalid-request',
      message: `the request is not valid: ${path}`,
      errors: [{ path, message }],
    });
  });

  it('may still be named', async () => {
    expect(await setUp(undefined, { allocation: 'platform' }).choose({ x: X })).toEqual([X]);
  });

  it('needs no area for one that is named, nor in AXYB', async () => {
    const { choose } = setUp(undefined, { allocation: 'platform' });

    expect(await choose({ ...ofMode('AX'), x: X })).toEqual([X]);
    expect(await choose({ ...ofMode('AXYB'), a: FIXED_LINE })).toEqual([undefined]);
  });
});

describe('a number that was named', () => {
  it('is tried alone', async () => {
    expect(await setUp().choose({ x: OTHER_X })).toEqual([OTHER_X]);
  });

  it('may be any where the app has no pool', async () => {
    expect(await setUp([]).choose({ x: X })).toEqual([X]);
  });

  it.each<[string, readonly PrivateNumber[], Partial<BindingRequest>, object]>([
    [
      'that is none of the app',
      [aNumber({ x: OTHER_X })],
      {},
      {
        code: 'invalid-request',
        message: 'the private number asked for does not belong to the app',
        errors: [{ path: 'x', message: 'is not a number of the app' }],
      },
    ],
    ...(['draining', 'suspended', 'unavailable', 'retired'] as const).map(
      (state: NumberState) =>
        [
          `that is ${state}`,
          [aNumber({ state })],
          {},
          { code: 'pool-exhausted', message: 'the private number asked for takes no new bindings' },
        ] as [string, readonly PrivateNumber[], Partial<BindingRequest>, object],
    ),
    [
      'that cannot carry the texts that are asked for',
      [aNumber({ sms: false })],
      { terms: { callDirection: 'both', record: false, sms: true } },
      { code: 'invalid-request', errors: [{ path: 'x', message: 'cannot carry texts, which sms asks for' }] },
    ],
  ])('%s is refused', async (_case, pool, changes, expected) => {
    await expect(setUp(pool).choose({ x: X, ...changes })).rejects.toMatchObject(expected);
  });

  it.each<[string, boolean | undefined]>([
    ['does not ask for texts', false],
    ['leaves them to number and app', undefined],
  ])('may be one without texts when the request %s', async (_case, sms) => {
    const terms = { callDirection: 'both', record: false, ...(sms === undefined ? {} : { sms }) } as const;

    expect(await setUp([aNumber({ sms: false })]).choose({ x: X, terms })).toEqual([X]);
  });

  it.each<[string, readonly PrivateNumber[]]>([
    ['it can carry', [aNumber()]],
    ['the app has no pool that says otherwise', []],
  ])('is tried for texts when %s', async (_case, pool) => {
    const terms = { callDirection: 'both', record: false, sms: true } as const;

    expect(await setUp(pool).choose({ x: X, terms })).toEqual([X]);
  });

  it('is tried whatever other numbers the two have', async () => {
    const modules = setUp();
    await modules.store(aLiveBinding({ bindingId: 'other', b: C, x: OTHER_X }));

    expect(await modules.choose({ x: X })).toEqual([X]);
  });

  it('that A left long ago with somebody else is tried, whatever A has now', async () => {
    const modules = setUp();
    const former = aLiveBinding({ bindingId: 'former', b: C });
    await modules.store(former);
    await modules.reservations.releaseAll(former, modules.time.now, 600);
    modules.time.now = new Date('2026-03-01T08:10:00.000Z');
    await modules.store(aLiveBinding({ bindingId: 'other', b: D, x: OTHER_X }));

    expect(await modules.choose({ x: X })).toEqual([X]);
  });

  it('that one of the two has and the other one left a moment ago is taken', async () => {
    const modules = setUp();
    const former = aLiveBinding({ bindingId: 'former', a: A, b: D });
    await modules.store(former);
    await modules.reservations.releaseAll(former, modules.time.now, 600);
    await modules.store(aLiveBinding({ bindingId: 'other', a: C, b: B }));

    await expect(modules.choose({ x: X })).rejects.toMatchObject({
      message: 'the private number asked for already holds one of the two parties',
    });
  });

  it('that somebody else has is taken', async () => {
    const modules = setUp();
    await modules.store(aLiveBinding({ bindingId: 'other', a: C, b: B }));

    await expect(modules.choose({ x: X })).rejects.toMatchObject({
      code: 'number-taken',
      message: 'the private number asked for already holds one of the two parties',
    });
  });

  it('that one of the two left a moment ago with somebody else is cooling down', async () => {
    const modules = setUp();
    const former = aLiveBinding({ bindingId: 'other', a: A, b: C });
    await modules.store(former);
    await modules.reservations.releaseAll(former, modules.time.now, 600);

    await expect(modules.choose({ x: X })).rejects.toMatchObject({
      code: 'number-taken',
      message: 'the private number asked for is cooling-down for one of the two parties',
    });
    modules.time.now = new Date('2026-03-01T08:10:00.000Z');
    expect(await modules.choose({ x: X })).toEqual([X]);
  });

  it('that the very pair left a moment ago may be had again', async () => {
    const modules = setUp();
    const former = aLiveBinding({ bindingId: 'other' });
    await modules.store(former);
    await modules.reservations.releaseAll(former, modules.time.now, 600);

    expect(await modules.choose({ x: X })).toEqual([X]);
  });
});

describe('the numbers of the pool', () => {
  it.each<NumberState>(['draining', 'suspended', 'unavailable', 'retired'])(
    'are not chosen when they are %s',
    async (state) => {
      expect(await setUp([aNumber({ state }), aNumber({ x: OTHER_X })]).choose()).toEqual([OTHER_X]);
    },
  );

  it('are read anew when the best one is closed by now', async () => {
    const now = [aNumber({ state: 'suspended' }), aNumber({ x: OTHER_X })];

    expect(await setUp([aNumber()], { now }).choose()).toEqual([OTHER_X]);
  });

  it('are read anew when the best one is gone by now', async () => {
    expect(await setUp([aNumber()], { now: [aNumber({ x: OTHER_X })] }).choose()).toEqual([OTHER_X]);
  });

  it('are remembered ones while the best is still open', async () => {
    const { choose, reads } = setUp();

    await choose();

    expect(new Set(reads)).toEqual(new Set(['remembered']));
  });

  it('need no texts where none are asked for', async () => {
    expect(await setUp([aNumber({ sms: false })]).choose()).toEqual([X]);
  });

  it('are looked through for a lost bind whatever their state', async () => {
    const { all } = setUp([
      aNumber({ state: 'suspended' }),
      aNumber({ x: OTHER_X }),
      aNumber({ x: 'no number' }),
    ]);

    expect(await all('rides')).toEqual({ numbers: [X, OTHER_X], unreadable: [] });
  });

  it('are read anew when there is none', async () => {
    const { choose, looked } = setUp([], { now: [aNumber()] });

    expect([await choose(), looked]).toEqual([[X], []]);
  });

  it.each<[Mode, readonly string[]]>([
    ['AX', [OTHER_X, X]],
    ['AXE', [OTHER_X, X]],
    ['AXB', [X, OTHER_X]],
    ['X', [X, OTHER_X]],
  ])('have the former one last where strangers know it, in AX and AXE: %s', async (mode, numbers) => {
    const { b } = ofMode(mode);
    const modules = setUp();
    const former = aLiveBinding({ bindingId: 'former', mode, b });
    await modules.store(former);
    await modules.reservations.releaseAll(former, modules.time.now, 600);
    modules.time.now = new Date('2026-03-01T08:10:00.000Z');

    expect(await modules.choose(ofMode(mode))).toEqual(numbers);
  });

  it.each<[Mode, readonly string[]]>([
    ['AX', [X, OTHER_X]],
    ['AXE', [OTHER_X]],
    ['AXB', [X, OTHER_X]],
    ['X', [X, OTHER_X]],
  ])('hold so many extensions and no more, in AXE: %s', async (mode, numbers) => {
    const modules = setUp(undefined, { live: { [X]: 200, [OTHER_X]: 199 } });

    expect(await modules.choose(ofMode(mode))).toEqual(numbers);
  });

  it('are none that is reserved for binds which name it', async () => {
    const modules = setUp([aNumber({ reserved: true }), aNumber({ x: OTHER_X, reserved: false })]);

    expect([await modules.choose(), await modules.choose({ x: X })]).toEqual([[OTHER_X], [X]]);
  });

  it('carry texts where they are asked for', async () => {
    const { choose } = setUp([aNumber({ sms: false }), aNumber({ x: OTHER_X })]);

    expect(await choose({ terms: { callDirection: 'both', record: false, sms: true } })).toEqual([OTHER_X]);
  });

  it('are exhausted when none is free', async () => {
    await expect(setUp([aNumber({ state: 'suspended' })]).choose()).rejects.toMatchObject({
      code: 'pool-exhausted',
      message: 'no private number is free for these two parties',
    });
  });
});

describe('the numbers behind the first one', () => {
  const numbers = [1, 2, 3, 4].map((last) => privateNumber(`+861700000002${last}`));
  const [first = X, second = X, third = X, fourth = X] = numbers;

  it('are those that are as wished when they are read again', async () => {
    const now = [
      aNumber({ x: fourth }),
      aNumber({ x: first, state: 'draining' }),
      aNumber({ x: third, sms: false }),
      aNumber({ x: second }),
    ];
    const { stillOpen } = setUp([], { now });
    const texts = aBindingRequest({ terms: { callDirection: 'both', record: false, sms: true } });

    expect(await stillOpen(aBindingRequest(), [X, ...numbers])).toEqual([second, third, fourth]);
    expect(await stillOpen(texts, numbers)).toEqual([second, fourth]);
  });

  it('are for AX those that nobody else has, or left a moment ago', async () => {
    const { store, reservations, stillOpen, time } = setUp(numbers.map((x) => aNumber({ x })));
    const ofAx = (bindingId: string, a: typeof A, x: typeof X) =>
      aLiveBinding({ bindingId, mode: 'AX', a, b: undefined, x });
    await store(ofAx('had', C, first));
    for (const left of [ofAx('left-by-c', C, second), ofAx('left-by-a', A, third)]) {
      await store(left);
      await reservations.releaseAll(left, time.now, 600);
    }

    const open = await stillOpen(aBindingRequest({ mode: 'AX', b: undefined }), numbers);

    expect(open).toEqual([third, fourth]);
  });
});

describe('the error when no number is left', () => {
  const refused = (kind: ResultClass): Refused => refusedAs('platform-rejected', kind);

  it.each<[string, Parameters<typeof noNumberLeft>, string]>([
    ['of none that was asked for', [undefined, {}], 'pool-exhausted'],
    ['of a named one that was never tried', [undefined, { x: X }], 'number-taken'],
    ['of a named one that is dead', [refused('not-found'), { x: X }], 'platform-rejected'],
    ['of a pool whose last one is dead', [refused('not-found'), { ofPool: true }], 'pool-exhausted'],
    ['of a choice of the platform that has none', [refused('not-found'), {}], 'platform-rejected'],
    ['of a named one that is taken', [refused('conflict'), { x: X }], 'number-taken'],
    ['of a named one that is full', [refused('exhausted'), { x: X }], 'pool-exhausted'],
    ['of an extension that is taken', [refused('exhausted'), { x: X, extension: '8001' }], 'number-taken'],
  ])('%s', (_case, [last, asked], code) => {
    expect(noNumberLeft(last, asked).code).toBe(code);
  });
});
