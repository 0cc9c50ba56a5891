import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bellsAt, type Sample, samplesIn } from '../../builders/bells.ts';
import { briefly } from '../../harness/briefly.ts';
import { person } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const MINUTE = 60;
const HOUR = 3600;

/** An ill that lasts: what each request meets, and the bell for it. */
type Ill = readonly [ill: string, meet: (stack: Stack) => Promise<object>, bell: string];

const refusedWith =
  (httpStatus: number, code: string) =>
  async ({ control }: Stack): Promise<object> => {
    await control.faults.add({ on: 'any', kind: 'result-code', httpStatus, code, times: 20 });
    return {};
  };

const ILLS: readonly Ill[] = [
  ['a result code that nobody knows', refusedWith(403, '7654321'), 'service-degraded'],
  [
    'an answer that cannot be read',
    async ({ control }) => {
      await control.faults.add({ on: 'any', kind: 'error-page', times: 20 });
      return {};
    },
    'service-degraded',
  ],
  [
    'a platform that answers 500',
    async ({ control }) => {
      await control.faults.add({ on: 'any', kind: 'http-500', times: 20 });
      return {};
    },
    'service-degraded',
  ],
  ['a city without numbers', async () => ({ areaCode: '0999', areaMatch: 'strict' }), 'service-degraded'],
  [
    'a store that is away',
    async ({ store }) => {
      store.judge = () => 'before';
      return {};
    },
    'service-degraded',
  ],
  ['arrears', refusedWith(403, '1010029'), 'arrears'],
  ['an address that is not on the whitelist', refusedWith(403, '1020166'), 'not-on-whitelist'],
  ['an app of another mode', refusedWith(403, '1010040'), 'wrong-mode'],
  ['throttling', refusedWith(403, '1010010'), 'platform-throttled'],
  ['a refused clock', refusedWith(401, '1010013'), 'clock-skew'],
  ['a lock-out', refusedWith(403, '1020176'), 'platform-locked-out'],
  ['wrong credentials', refusedWith(401, '1010010'), 'platform-locked-out'],
];

describe('a quiet deployment', () => {
  let stack: Stack;
  let binds = 0;
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      sleep: briefly,
      startAt: new Date('2026-03-01T18:00:00.000Z'),
    });
  });
  afterEach(() => stack.close());

  /** One bind each so many seconds, as often as said. */
  const bindEach = async (seconds: number, times: number, more: object = {}) => {
    const statuses: number[] = [];
    for (let time = 0; time < times; time += 1) {
      await stack.advance(seconds);
      binds += 1;
      const body = { mode: 'AXB', a: person(2 * binds), b: person(2 * binds + 1), ...more };
      statuses.push((await stack.request('POST', '/bindings', { body })).status);
    }
    return statuses;
  };
  const bells = () => bellsAt(samplesIn(stack.logs), stack.clock());

  /** A request that answers so, as API Gateway counts it. */
  const counted = (status: number): readonly Sample[] => {
    const of = { namespace: 'AWS/ApiGateway', by: { ApiId: { Ref: 'HttpApi' } }, at: stack.clock() };
    return [
      { ...of, metric: 'Count', value: 1 },
      { ...of, metric: '5xx', value: status < 500 ? 0 : 1 },
    ];
  };

  it.each(ILLS)('with a bind a quarter of an hour rings within the hour for %s', async (_ill, meet, bell) => {
    await bindEach(15 * MINUTE, 2);
    const statuses = await bindEach(15 * MINUTE, 4, await meet(stack));

    expect(statuses.every((status) => status >= 500)).toBe(true);
    expect(await bells()).toContain(bell);
  });

  it('with a bind in two hours rings as well when none succeeds', async () => {
    await bindEach(2 * HOUR, 3, { areaCode: '0999', areaMatch: 'strict' });

    expect(await bells()).toEqual(['service-degraded']);
  });

  it.each([
    [
      'rings when all requests of an hour fail, none of them a bind',
      [503, 503, 503, 503],
      ['service-degraded'],
    ],
    ['rings nobody for two of them', [200, 503, 200, 503], []],
  ])('%s', async (_title, statuses, expected) => {
    const samples: Sample[] = [];
    for (const status of statuses) {
      await stack.advance(15 * MINUTE);
      samples.push(...counted(status));
    }

    expect(await bellsAt(samples, stack.clock())).toEqual(expected);
  });

  it.each<[string, string, number, readonly string[]]>([
    ['one look of a scanner', 'GET', 1, []],
    ['a push to a mistyped address, with its repeats', 'POST', 4, ['webhooks-not-found']],
  ])('with %s at an address that no webhook has', async (_what, method, times, expected) => {
    for (let time = 0; time < times; time += 1) {
      await stack.request(method, '/webhooks/cdrs');
      await stack.advance(3 * MINUTE);
    }

    expect(await bells()).toEqual(expected);
  });

  it('rings nobody for a single failure, nor for a second one', async () => {
    const none = { areaCode: '0999', areaMatch: 'strict' };
    await bindEach(15 * MINUTE, 2, none);
    expect(await bells()).toEqual([]);

    await bindEach(15 * MINUTE, 2);
    expect(await bells()).toEqual([]);
  });

  it('does not ring again for a lock-out that is over, with what failed meanwhile', async () => {
    await stack.control.faults.add({
      on: 'any',
      kind: 'result-code',
      httpStatus: 403,
      code: '1020176',
      times: 1,
    });
    await bindEach(5 * MINUTE, 7);
    const rung = [];
    for (let quarter = 0; quarter < 8; quarter += 1) {
      await bindEach(15 * MINUTE, 1);
      rung.push(await bells());
    }

    expect(rung.flat()).not.toContain('service-degraded');
    expect(rung.at(-1)).toEqual([]);
  });
});
