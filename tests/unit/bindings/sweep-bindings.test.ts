import { describe, expect, it } from 'vitest';
import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindingRecord, DuePlace } from '../../../shared/bindings/model/binding-store.ts';
import { createSweepBindings } from '../../../shared/bindings/sweep/sweep-bindings.ts';
import type { ShardLease } from '../../../shared/bindings/sweep/sweep-shard-store.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { A, B, X } from '../../builders/bind-request.ts';
import { bindingOf } from '../../builders/binding-of.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const LONG_AGO = '2026-03-01T09:00:00.000Z';
const NOTHING = { expired: 0, unbound: 0, released: 0, recovered: 0, failed: 0, remaining: 0 };
const always = () => true;

const aRecord = (
  bindingId: string,
  status: BindingStatus,
  more: Partial<BindingRecord> = {},
): BindingRecord => ({
  binding: bindingOf({
    bindingId,
    app: 'rides',
    mode: 'AXB',
    status,
    a: A,
    b: B,
    x: X,
    terms: { callDirection: 'both', ttlSeconds: 3600, record: false },
    subscriptionId: `subscription-${bindingId}`,
    createdAt: '2026-03-01T08:00:00.000Z',
    expiresAt: LONG_AGO,
    version: 1,
  }),
  revision: 1,
  dueAt: LONG_AGO,
  ...more,
});

type Work = (record: BindingRecord) => Promise<unknown>;

/** A table in memory and ends that take the record off it, unless a test has other plans. */
const setUp = (
  records: readonly BindingRecord[],
  plans: Partial<Record<'expire' | 'finish' | 'resolve', Work>> & {
    unreadable?: readonly string[];
    storeIsAway?: boolean;
    /** Whether a shard is given; always, unless a test says more: nothing is safe by a lease. */
    isGiven?: (shard: number) => boolean;
    /** How often the due bindings can be listed. */
    listings?: number;
    /** The ends of bindings that end by themselves, one in each of the first shards. */
    ended?: readonly string[];
    isCountedByAnother?: boolean;
    /** A binding that is put off is due at once. */
    isAlwaysDue?: boolean;
  } = {},
) => {
  const table = new Map(records.map((record) => [record.binding.bindingId, record]));
  const lines: string[] = [];
  const looks: string[] = [];
  const done: Work = async ({ binding }) => {
    table.delete(binding.bindingId);
    return { kind: 'ended', binding };
  };
  const get = async (id: string) => {
    if (plans.unreadable?.includes(id)) throw new AppError('internal-error', 'sealed with an unknown key');
    return table.get(id);
  };
  /** All in one shard, in the order in which they were put there, as the index has them: changed times are not seen. */
  const queue = records.map(({ binding: { bindingId } }) => ({ bindingId, dueAt: LONG_AGO }));
  const queueAgain = (bindingId: string) =>
    queue.push({ bindingId, dueAt: `2026-03-01T09:00:0${queue.length}.000Z` });
  const behind = (shard: number, after: DuePlace | undefined) =>
    shard === 1
      ? queue.slice(
          after === undefined
            ? 0
            : queue.findIndex((place) => place.bindingId === after.bindingId && place.dueAt === after.dueAt) +
                1,
        )
      : [];
  let listed = 0;
  const bindings = {
    get,
    getAll: async (ids: readonly string[]) =>
      (await Promise.all(ids.map(get))).filter((record) => record !== undefined),
    due: async (shard: number, _now: Date, limit: number, after?: DuePlace) => {
      if (shard === 1) listed += 1;
      if (listed > (plans.listings ?? Number.POSITIVE_INFINITY))
        throw new AppError('store-unavailable', 'away');
      return behind(shard, after).slice(0, limit);
    },
    countExpired: async (shard: number, after = '', until: string) =>
      (plans.ended ?? []).filter((end, index) => index === shard && end > after && end <= until).length,
    countDue: async (shard: number, _now: Date, after?: DuePlace) => behind(shard, after).length,
    replace: async (record: BindingRecord, change: BindingRecord) => {
      if (plans.storeIsAway) throw new AppError('store-unavailable', 'away');
      const { bindingId } = record.binding;
      if (table.get(bindingId)?.revision !== record.revision) return undefined;
      const due = plans.isAlwaysDue === true ? { dueAt: LONG_AGO, leaseUntil: LONG_AGO } : {};
      const replaced = { ...change, ...due, revision: record.revision + 1 };
      table.set(bindingId, replaced);
      return replaced;
    },
  };
  const looked =
    (work: Work): Work =>
    (record) => {
      looks.push(record.binding.bindingId);
      return work(record);
    };
  const held = new Set<number>();
  const shards = {
    take: async (shard: number, holder: string) => {
      if (plans.isGiven?.(shard) === false) return undefined;
      held.add(shard);
      // Half of it is over, so that it is prolonged before each round.
      return { shard, holder, leaseUntil: '2026-03-01T10:00:30.000Z' };
    },
    end: async ({ shard }: ShardLease) => {
      held.delete(shard);
    },
  };
  const counted: { to: string | undefined } = { to: undefined };
  const expiryCount = {
    countedTo: async () => counted.to,
    move: async (from: string | undefined, to: string) => {
      if (plans.isCountedByAnother === true || counted.to !== from) return false;
      counted.to = to;
      return true;
    },
  };
  const sweep = createSweepBindings({
    bindings,
    shards,
    expiryCount,
    newId: () => 'run',
    end: { asExpired: looked(plans.expire ?? done), finish: looked(plans.finish ?? done) },
    resolve:
      plans.resolve ?? (async (record: BindingRecord) => done(record).then(() => ({ kind: 'recovered' }))),
    newTryQueued: () => async () => Promise.reject(new Error('nothing is queued')),
    concludeChange: async () => ({ kind: 'lost-race' }),
    readGateAhead: async () => undefined,
    clock: () => NOW,
    logger: createLogger({ clock: () => NOW, write: (line) => lines.push(line) }),
  } as never);
  return { sweep, table, lines, looks, held, counted, queueAgain };
};

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => aRecord(`binding-${index}`, 'active'));

describe('bindings that ended by themselves', () => {
  const ended = ['2026-03-01T08:59:00.000Z', '2026-03-01T09:00:00.000Z', '2026-03-01T11:00:00.000Z'];

  it('are counted once, and nothing is done to them', async () => {
    const { sweep, counted, looks } = setUp([], { ended });

    const [first, second] = [await sweep(always), await sweep(always)];

    expect([first.expired, second.expired]).toEqual([2, 0]);
    expect(counted.to).toBe('2026-03-01T10:00:00.000Z');
    expect(looks).toEqual([]);
  });

  it('are left to another run that counted them meanwhile', async () => {
    const { sweep } = setUp([], { ended, isCountedByAnother: true });

    expect(await sweep(always)).toMatchObject({ expired: 0 });
  });

  it('leave the place as it is when there are none', async () => {
    const { sweep, counted } = setUp([]);

    await sweep(always);

    expect(counted.to).toBeUndefined();
  });
});

describe('a run of the sweeper', () => {
  it.each<[string, BindingRecord, object]>([
    ['records what has expired', aRecord('one', 'active'), { expired: 1 }],
    ['confirms the end of what was adopted', aRecord('one', 'active', { confirmEnd: true }), { expired: 1 }],
    ['ends what is releasing', aRecord('one', 'releasing'), { released: 1 }],
    ['resolves what is pending', aRecord('one', 'pending'), { recovered: 1 }],
    ['leaves what has ended', aRecord('one', 'released'), {}],
    [
      'leaves what somebody works on',
      aRecord('one', 'releasing', { leaseUntil: '2026-03-01T10:00:00.001Z' }),
      {},
    ],
    [
      'takes up what nobody works on any more',
      aRecord('one', 'releasing', { leaseUntil: NOW.toISOString() }),
      { released: 1 },
    ],
    [
      'leaves what the index shows although it is not due any more',
      aRecord('one', 'active', { dueAt: '2026-03-01T10:00:00.001Z' }),
      {},
    ],
  ])('%s', async (_case, record, report) => {
    const { sweep } = setUp([record]);

    expect(await sweep(always)).toEqual({ ...NOTHING, ...report });
  });

  it.each<[string, Partial<BindingRecord>, string[]]>([
    ['by the timer of the platform alone', {}, ['expire']],
    ['by an unbind where it was adopted', { confirmEnd: true }, ['finish']],
    [
      'by an unbind where a change of unknown fate may prolong it',
      { change: { ttlSeconds: 9000 } },
      ['finish'],
    ],
  ])('ends what is over %s', async (_case, more, ways) => {
    const taken: string[] = [];
    const by = (way: string) => async (record: BindingRecord) => {
      taken.push(way);
      return { kind: 'ended', binding: record.binding };
    };
    const { sweep } = setUp([aRecord('one', 'active', more)], {
      expire: by('expire'),
      finish: by('finish'),
    });

    await sweep(always);

    expect(taken).toEqual(ways);
  });

  it('goes through more than one page', async () => {
    const { sweep, table } = setUp(many(1203));

    expect(await sweep(always)).toEqual({ ...NOTHING, expired: 1203 });
    expect(table.size).toBe(0);
  });

  it('begins nothing new once its time is up, and counts what it left', async () => {
    const { sweep, looks } = setUp(many(23));

    const report = await sweep(() => looks.length < 10);

    expect(report).toEqual({ ...NOTHING, expired: 10, remaining: 13 });
    expect(looks).toHaveLength(10);
  });

  it('does nothing at all without time, and says how much is left', async () => {
    const { sweep, looks } = setUp(many(7));

    expect(await sweep(() => false)).toEqual({ ...NOTHING, remaining: 7 });
    expect(looks).toEqual([]);
  });

  it('is not stopped by one that fails, which comes back later and is logged without its numbers', async () => {
    const { sweep, table, lines } = setUp(many(12), {
      expire: async ({ binding }) => {
        if (binding.bindingId === 'binding-3') throw new AppError('store-unavailable', 'away');
        table.delete(binding.bindingId);
      },
    });

    const report = await sweep(always);

    expect(report).toEqual({ ...NOTHING, expired: 11 });
    expect([...table.keys()]).toEqual(['binding-3']);
    expect(table.get('binding-3')).toMatchObject({ sweepAttempts: 1, dueAt: '2026-03-01T10:01:00.000Z' });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', event: 'binding-sweep-failed' });
    expect(lines[0]).not.toContain('13800000001');
  });

  it('goes on behind a page of which nothing can be read, and counts it as left', async () => {
    const unreadable = many(150).map(({ binding }) => binding.bindingId);
    const { sweep, table, lines } = setUp(many(250), { unreadable });

    expect(await sweep(always)).toEqual({ ...NOTHING, expired: 100, remaining: 150 });
    expect(table.size).toBe(150);
    expect(lines).toHaveLength(150);
  });

  it('never ends a live binding whose due time is only a lease that outlived its work', async () => {
    const live = aRecord('one', 'active');
    const binding = bindingOf({ ...live.binding, expiresAt: '2026-03-01T11:00:00.000Z' });
    const { sweep, table } = setUp([{ ...live, binding, leaseUntil: LONG_AGO }]);

    const report = await sweep(always);

    expect(report).toEqual(NOTHING);
    expect(table.get('one')).toEqual({ binding, revision: 2, dueAt: '2026-03-01T11:01:00.000Z' });
  });

  it('takes an AX binding before it asks the platform, so that a second sweeper leaves it alone', async () => {
    const ax = aRecord('one', 'active');
    const record = { ...ax, binding: bindingOf({ ...ax.binding, mode: 'AX' }) };
    const { sweep, looks, table } = setUp([record], {
      finish: async ({ binding, leaseUntil }) => {
        expect(leaseUntil).toBe('2026-03-01T10:01:00.000Z');
        await sweep(always);
        table.delete(binding.bindingId);
        return { kind: 'ended', binding };
      },
    });

    expect(await sweep(always)).toEqual({ ...NOTHING, unbound: 1 });
    expect(looks).toEqual(['one']);
  });

  it('leaves a shard that another run has, whose report counts what is there', async () => {
    const { sweep, looks } = setUp(many(7), { isGiven: () => false });

    expect(await sweep(always)).toEqual(NOTHING);
    expect(looks).toEqual([]);
  });

  it('leaves a shard as soon as it has lost it to another run', async () => {
    const { sweep, looks } = setUp(many(60), { isGiven: () => looks.length < 25 });

    expect(await sweep(always)).toEqual({ ...NOTHING, expired: 25 });
  });

  it('asks for no shard in which nothing is due', async () => {
    const asked: number[] = [];
    const { sweep } = setUp(many(1), { isGiven: (shard) => asked.push(shard) > 0 });

    await sweep(always);

    expect(asked).toEqual([1]);
  });

  it.each([
    ['nothing is due any more', always],
    ['its time is up', () => false],
  ])('gives its shards back when %s', async (_case, hasTime) => {
    let begun = false;
    const { sweep, held } = setUp(many(30));

    await sweep(() => {
      const goesOn = !begun || hasTime();
      begun = true;
      return goesOn;
    });

    expect([...held]).toEqual([]);
  });

  it('gives its shards back when what is due cannot be listed any more', async () => {
    const { sweep, held, lines } = setUp(many(60), { listings: 1 });

    await expect(sweep(always)).rejects.toThrow('away');

    expect([...held]).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('says nothing of one that another request was faster with', async () => {
    const { sweep, lines } = setUp(many(1), {
      expire: async () => {
        throw new AppError('version-conflict', 'changed');
      },
    });

    expect(await sweep(always)).toEqual(NOTHING);
    expect(lines).toEqual([]);
  });

  it('looks at each once, also when nothing moves and not even that can be stored', async () => {
    const { sweep, looks } = setUp(many(500), {
      storeIsAway: true,
      expire: async () => {
        throw new AppError('store-unavailable', 'away');
      },
    });

    expect(await sweep(always)).toEqual({ ...NOTHING, remaining: 500 });
    expect(looks).toHaveLength(500);
  });

  it('looks again at one that falls due again meanwhile, because no other run does', async () => {
    const { sweep, looks, queueAgain } = setUp([aRecord('one', 'releasing')], {
      finish: async (record) => {
        if (looks.length < 3) queueAgain(record.binding.bindingId);
        return { kind: 'held-back', by: 'throttle', retryAfterSeconds: 0 };
      },
      isAlwaysDue: true,
    });

    await sweep(always);

    expect(looks).toEqual(['one', 'one', 'one']);
  });

  it('looks once at one whose work left it due and then failed', async () => {
    const one = aRecord('one', 'pending');
    const { sweep, table, looks, queueAgain, lines } = setUp([one], {
      resolve: async (record) => {
        looks.push(record.binding.bindingId);
        // Each look would be followed by another one.
        if (looks.length < 9) queueAgain('one');
        table.set('one', { ...record, revision: record.revision + 1 });
        throw new AppError('account-suspended', 'in arrears');
      },
    });

    await sweep(always);

    expect([looks, lines.length]).toEqual([['one'], 1]);
  });

  it.each([
    ['what is releasing', 'releasing', 'finish'],
    ['what is pending', 'pending', 'resolve'],
  ] as const)('comes back later to %s when the platform gives no answer', async (_case, status, plan) => {
    const failure = { kind: 'held-back', by: 'throttle', retryAfterSeconds: 90 } as const;
    const record = aRecord('one', status);
    const { sweep, table } = setUp([record], {
      [plan]: async () => (plan === 'resolve' ? { kind: 'unresolved', record, failure } : failure),
    });

    await sweep(always);

    expect(table.get('one')).toMatchObject({ sweepAttempts: 1, dueAt: '2026-03-01T10:01:30.000Z' });
  });
});

describe('an end that does not come about', () => {
  const refused = {
    kind: 'refused',
    httpStatus: 403,
    code: '1012001',
    text: '',
    class: 'not-found',
    problem: 'account-suspended',
    retryAfterSeconds: undefined,
  };

  it.each([
    ['an hour of tries tells', 6, 1],
    ['fewer tries do not tell', 5, 0],
  ])('%s that it is stuck', async (_case, sweepAttempts, told) => {
    const { sweep, lines } = setUp([aRecord('one', 'releasing', { sweepAttempts })], {
      finish: async () => refused,
    });

    await sweep(always);

    expect(lines.filter((line) => line.includes('"binding-end-stuck"'))).toHaveLength(told);
    expect(lines.filter((line) => line.includes('"bindingEndsStuck":1'))).toHaveLength(told);
  });
});
