import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { callerWith, person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const A = person(1);
const B = person(2);
const X = xNumber(1);
const OTHER_X = xNumber(2);
/** A private number that no pool has. */
const UNKNOWN_X = '+8617099999999';
const PRICES = { currency: 'CNY', callMinute: '0.06', messagePart: '0.05' };
const MASKED_KEY = 'test-api-key-masked-usage';
const SHOP_KEY = 'test-api-key-shop-usage';
const READ_KEY = 'test-api-key-read-only';
const SHOP = {
  ...RIDES,
  name: 'shop',
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-secret-shop-0001',
};

type Row = Readonly<Record<string, unknown>>;
type Report = Readonly<{
  items: readonly Row[];
  nextCursor: string | null;
  total: Row;
  uncounted: number;
}>;

type Frozen = Readonly<{ apps: readonly object[] }>;
type Compared = Readonly<{ compared: readonly object[]; notFrozen: readonly string[] }>;
type Rebuilt = Readonly<{ records: number; cells: readonly string[]; next: unknown }>;

/** A row without texts, and one without late records. */
const NO_TEXTS = { messages: 0, messageParts: 0, numberMonths: 0 };
const NONE_LATE = { calls: 0, billedMinutes: 0, messages: 0, messageParts: 0 };

describe('usage', () => {
  let stack: Stack;
  let nonce = 0;
  let aLateCdr: (id: string) => Record<string, unknown>;

  const push = async (...entries: readonly Readonly<Record<string, unknown>>[]) => {
    nonce += 1;
    const { status } = await stack.request('POST', '/webhooks/cdr', {
      headers: signedHeaders({
        appKey: RIDES.appKey,
        appSecret: RIDES.appSecret,
        nonce: `usage${nonce}`,
        created: `${stack.clock().toISOString().slice(0, 19)}Z`,
      }),
      body: { eventType: 'fee', feeLst: entries },
    });
    expect(status).toBe(200);
  };
  const usage = async (query: string, key?: string) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const answer = await stack.request('GET', `/usage${query}`, { headers });
    return { ...answer, body: answer.body as Report };
  };
  const count = async () => {
    await stack.followChanges();
    // A mark of this very moment may still be written.
    await stack.advance(1);
    return stack.invoke('count-usage');
  };

  beforeAll(async () => {
    stack = await startStack({
      store: 'memory',
      changes: true,
      startAt: new Date('2026-03-31T23:00:00Z'),
      apps: [
        { ...RIDES, numbers: poolNumbers(2), prices: PRICES },
        { ...SHOP, numbers: poolNumbers(2, 11) },
      ],
      callers: [
        callerWith('masked-usage', MASKED_KEY, { scopes: ['usage', 'read:masked'] }),
        callerWith('shop-usage', SHOP_KEY, { scopes: ['usage'], apps: ['shop'] }),
        callerWith('read-only', READ_KEY, { scopes: ['read'] }),
      ],
    });
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app: 'rides', a: A, b: B, x: X, reference: '=order-42' },
    });
    const { subscriptionId } = bound.body as { subscriptionId: string };
    const common = {
      appKey: RIDES.appKey,
      subscriptionId,
      bindNum: X,
      calleeNum: X,
      callerNum: A,
      fwdDstNum: B,
    };
    const answered = {
      ...common,
      callInTime: '2026-03-31 22:00:00',
      fwdStartTime: '2026-03-31 22:00:01',
      fwdAlertingTime: '2026-03-31 22:00:02',
      fwdAnswerTime: '2026-03-31 22:00:10',
      callEndTime: '2026-03-31 22:01:11',
      recordFlag: 0,
    };
    const first = aSentCdr({ ...answered, sessionId: 'usage-1', icid: 'usage-1' });
    const busy = aSentCdr({
      ...{
        ...answered,
        sessionId: 'usage-2',
        icid: 'usage-2',
        fwdAnswerTime: '',
        fwdUnaswRsn: 17,
        ulFailReason: 8102,
      },
      failTime: '2026-03-31 22:01:11',
    });
    const orphan = aSentCdr({
      ...{ ...answered, sessionId: 'usage-3', icid: 'usage-3', bindNum: UNKNOWN_X, calleeNum: UNKNOWN_X },
      subscriptionId: '',
    });
    const withoutX = aSentCdr({
      ...{
        ...answered,
        sessionId: 'usage-4',
        icid: 'usage-4',
        bindNum: '',
        calleeNum: '',
        fwdDisplayNum: '',
      },
      subscriptionId: '',
    });
    await push(first, busy);
    // A repeat of the platform, and the same records in another push.
    await push(busy, first, orphan);
    await push(withoutX);
    await count();
    await stack.advance(3600);
    aLateCdr = (id) =>
      aSentCdr({
        ...{ ...answered, sessionId: id, icid: id, callInTime: '2026-03-31 23:59:00' },
        ...{ fwdStartTime: '2026-03-31 23:59:01', fwdAlertingTime: '2026-03-31 23:59:02' },
        ...{ fwdAnswerTime: '2026-03-31 23:59:10', callEndTime: '2026-04-01 00:00:11' },
      });
    const nextDay = aSentCdr({
      ...{ ...answered, sessionId: 'usage-6', icid: 'usage-6', bindNum: OTHER_X, calleeNum: OTHER_X },
      ...{
        callInTime: '2026-04-01 00:00:00',
        fwdAnswerTime: '2026-04-01 00:00:01',
        callEndTime: '2026-04-01 00:00:02',
      },
      subscriptionId: '',
    });
    await push(aLateCdr('usage-5'), nextDay);
    await count();
  });
  afterAll(() => stack.close());

  it('is counted by day, each CDR once, with those that came after the month', async () => {
    const { status, body } = await usage('?from=2026-03-01&to=2026-04-02&by=day');

    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ from: '2026-03-01', to: '2026-04-02', lastDay: '2026-04-01', by: 'day' },
      ...{ nextCursor: null, uncounted: 0 },
      items: [
        {
          ...{ day: '2026-03-31', calls: 5, answered: 4, talkSeconds: 244, billedMinutes: 8, unknownTalk: 0 },
          ...NO_TEXTS,
          late: { ...NONE_LATE, calls: 1, billedMinutes: 2 },
          amounts: [{ currency: 'CNY', calls: '0.48', messages: '0.00', numbers: '0.00', total: '0.48' }],
        },
        {
          ...{ day: '2026-04-01', calls: 1, answered: 1, talkSeconds: 1, billedMinutes: 1, unknownTalk: 0 },
          ...NO_TEXTS,
          late: NONE_LATE,
          amounts: [{ currency: 'CNY', calls: '0.06', messages: '0.00', numbers: '0.00', total: '0.06' }],
        },
      ],
      total: {
        ...{ calls: 6, answered: 5, talkSeconds: 245, billedMinutes: 9, unknownTalk: 0 },
        ...NO_TEXTS,
        late: { ...NONE_LATE, calls: 1, billedMinutes: 2 },
        amounts: [{ currency: 'CNY', calls: '0.54', messages: '0.00', numbers: '0.00', total: '0.54' }],
      },
    });
  });

  it('is told by app, by private number and by reference', async () => {
    const [byApp, byX, byReference] = await Promise.all(
      ['app', 'x', 'reference'].map((by) => usage(`?from=2026-03-31&to=2026-04-02&by=${by}`)),
    );

    const short = (answer: typeof byApp) =>
      answer?.body.items.map(({ app, x, reference, calls, billedMinutes }) => [
        app,
        x,
        reference,
        calls,
        billedMinutes,
      ]);
    expect(short(byApp)).toEqual([['rides', undefined, undefined, 6, 9]]);
    expect(short(byX)).toEqual([
      ['rides', null, undefined, 1, 2],
      ['rides', X, undefined, 3, 4],
      ['rides', OTHER_X, undefined, 1, 1],
      ['rides', UNKNOWN_X, undefined, 1, 2],
    ]);
    expect(short(byReference)).toEqual([
      ['rides', undefined, null, 3, 5],
      ['rides', undefined, '=order-42', 3, 4],
    ]);
  });

  it('goes on behind a cursor', async () => {
    const first = await usage('?from=2026-03-31&to=2026-04-02&by=x&limit=3');
    const next = await usage(`?from=2026-03-31&to=2026-04-02&by=x&limit=3&cursor=${first.body.nextCursor}`);

    expect(first.body.items).toHaveLength(3);
    expect(next.body.items.map(({ x }) => x)).toEqual([UNKNOWN_X]);
    expect(next.body.nextCursor).toBeNull();
  });

  it('is a sheet without formulas for a caller who wants one', async () => {
    const { headers, text } = await stack.request('GET', '/usage?from=2026-03&to=2026-03&by=reference', {
      headers: { accept: 'text/csv' },
    });

    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text.split('\r\n')).toEqual([
      'app,reference,calls,answered,talkSeconds,billedMinutes,unknownTalk,lateCalls,lateBilledMinutes,messages,messageParts,lateMessages,lateMessageParts,numberMonths,currency,callAmount,messageAmount,numberAmount,totalAmount',
      'rides,,2,2,122,4,0,0,0,0,0,0,0,0,CNY,0.24,0.00,0.00,0.24',
      "rides,'=order-42,3,2,122,4,0,1,2,0,0,0,0,0,CNY,0.24,0.00,0.00,0.24",
      '',
    ]);
  });

  it('shows masked numbers to whoever may see no others', async () => {
    const { body } = await usage('?from=2026-04-01&to=2026-04-01&by=x', MASKED_KEY);

    expect(body.items.map(({ x }) => x)).toEqual(['+861****0002']);
  });

  it('has nothing of an app that the caller may not see', async () => {
    const [all, named] = await Promise.all([usage('?by=app', SHOP_KEY), usage('?app=rides', SHOP_KEY)]);

    expect(all.body.items).toEqual([]);
    expect(named.status).toBe(400);
  });

  it.each([
    ['?by=month', 400],
    ['?from=2026-13', 400],
    ['?from=2026-04-02&to=2026-04-01', 400],
    ['?from=2025-01-01&to=2026-04-01', 400],
    ['?from=2026-02-01&to=2026-04-01&by=reference', 400],
    ['?limit=0', 400],
    ['?cursor=made-up', 400],
    ['?sum=all', 400],
    ['?app=nobody', 400],
  ])('refuses %s', async (query, status) => {
    expect((await usage(query)).status).toBe(status);
  });

  it('is frozen once, and compared with what it is now', async () => {
    const order = { month: '2026-03', app: 'rides', operator: 'Ada' };
    const early = stack.invoke('manage-usage', {
      action: 'freeze',
      ...order,
      month: '2026-04',
      dryRun: false,
    });
    await expect(early).rejects.toThrow('the month is not over yet');
    // A page of a freeze that ended before its head.
    const left = { pk: 'FROZEN#rides#2026-03', sk: 'of-another#0', lines: [], x: 'sealed' };
    await stack.documents.put({ purpose: 'a page', table: stack.tables.USAGE_TABLE, item: left });
    const planned: Frozen = await stack.invoke('manage-usage', { action: 'freeze', ...order, dryRun: true });
    const first: Frozen = await stack.invoke('manage-usage', { action: 'freeze', ...order, dryRun: false });
    await push(aLateCdr('usage-7'));
    await count();
    const again: Frozen = await stack.invoke('manage-usage', { action: 'freeze', ...order, dryRun: false });
    const { compared, notFrozen }: Compared = await stack.invoke('manage-usage', {
      ...{ action: 'compare', month: '2026-03' },
    });

    expect([planned, first, again].map(({ apps }) => apps)).toEqual([
      [{ app: 'rides', outcome: 'would-freeze', hasPrices: true }],
      [{ app: 'rides', outcome: 'frozen', hasPrices: true }],
      [{ app: 'rides', outcome: 'was-frozen', hasPrices: true }],
    ]);
    const pages = (await stack.items('USAGE_TABLE')).filter(({ pk }) => pk === left.pk);
    expect(pages.map(({ sk }) => sk)).toEqual([expect.not.stringContaining('of-another')]);
    expect(notFrozen).toEqual(['shop']);
    expect(compared).toMatchObject([
      {
        ...{ app: 'rides', month: '2026-03', operator: 'Ada', at: '2026-04-01T00:00:02.000Z' },
        ...{ pricesChanged: false, prices: PRICES },
        changed: [
          { x: X, frozen: { sums: { calls: 3, lateCalls: 1 } }, now: { sums: { calls: 4, lateCalls: 2 } } },
        ],
        frozen: { sums: { calls: 5, billedMinutes: 8 }, amounts: [{ currency: 'CNY', total: '0.48' }] },
        now: { sums: { calls: 6, billedMinutes: 10 }, amounts: [{ currency: 'CNY', total: '0.60' }] },
      },
    ]);
  });

  it('is counted anew from what is stored when somebody has lost it', async () => {
    const before = await usage('?from=2026-03&to=2026-03&by=x');
    const table = stack.tables.USAGE_TABLE;
    for (const { pk, sk } of await stack.items('USAGE_TABLE'))
      if (/^(USAGE|BINDINGS|LOOSE)#/.test(String(pk)))
        await stack.documents.remove({ purpose: 'losing sums', table, key: { pk, sk } });
    const lost = await usage('?from=2026-03&to=2026-03&by=x');
    const order = { action: 'rebuild', from: '2026-03', to: '2026-03' };
    const planned: Rebuilt = await stack.invoke('manage-usage', { ...order, dryRun: true });
    const unmarked = await count();
    const rebuilt: Rebuilt = await stack.invoke('manage-usage', { ...order, dryRun: false });
    await count();

    expect(lost.body.items).toEqual([]);
    expect([planned.records, planned.next]).toEqual([6, null]);
    expect(unmarked).toMatchObject({ counted: 0, remaining: 0 });
    expect(rebuilt.cells).toHaveLength(3);
    expect(await usage('?from=2026-03&to=2026-03&by=x')).toMatchObject({ body: before.body });
  });

  it.each([
    ['from=2026-03&to=2026-03', '2026-03-01', '2026-04-01'],
    ['from=2026-03-31&to=2026-03-31', '2026-03-31', '2026-04-01'],
    ['from=2026-03-30&to=2026-04-01', '2026-03-30', '2026-04-01'],
    ['from=2026-03-31T08:00:00Z&to=2026-04-01T00:30:00Z', '2026-03-31', '2026-04-02'],
    ['from=2026-04', '2026-04-01', '2026-04-02'],
    ['to=2026-04', '2026-03-01', '2026-04-01'],
    ['', '2026-04-01', '2026-04-02'],
  ])('of %s says from and to so that asking with them is the same', async (query, from, to) => {
    const { body } = await usage(`?${query}`);
    const again = await usage(`?from=${from}&to=${to}`);

    expect(body).toMatchObject({ from, to });
    expect(again.body).toEqual(body);
  });

  it('needs the scope usage', async () => {
    expect((await usage('', READ_KEY)).status).toBe(403);
  });
});

describe('usage of texts, and of CDRs that tell little', () => {
  let stack: Stack;
  beforeAll(async () => {
    const prices = { ...PRICES, numberMonth: '10.5' };
    stack = await startStack({
      ...{ store: 'memory', changes: true, startAt: new Date('2026-03-01T08:00:00Z') },
      apps: [{ ...RIDES, numbers: poolNumbers(2), prices }],
    });
    const body = { mode: 'AXB', a: A, b: B, x: X, reference: 'order-7' };
    const bound = await stack.request('POST', '/bindings', { body });
    const { subscriptionId } = bound.body as { subscriptionId: string };
    await stack.control.sendText({ from: A, to: X, content: 'On my way' });
    await stack.control.placeCall({ from: B, to: X, outcome: 'answered', talkSeconds: 60 });
    await stack.advance(120);
    const headers = signedHeaders({
      ...{
        appKey: RIDES.appKey,
        appSecret: RIDES.appSecret,
        nonce: 'little',
        created: '2026-03-01T08:02:00Z',
      },
    });
    const withoutEnd = aSentCdr({
      ...{
        appKey: RIDES.appKey,
        subscriptionId,
        bindNum: X,
        sessionId: 'little',
        icid: 'little',
        recordFlag: 0,
      },
      ...{ callInTime: '2026-03-01 08:00:00', fwdAnswerTime: '2026-03-01 08:00:10', callEndTime: '' },
    });
    // The first of another number and day; the other one comes when its number and day are counted already.
    const theDayBefore = {
      ...{ ...withoutEnd, bindNum: OTHER_X, sessionId: 'before', icid: 'before' },
      ...{ callInTime: '2026-02-28 08:00:00', fwdAnswerTime: '2026-02-28 08:00:10' },
      ...{ fwdStartTime: '2026-02-28 08:00:01', fwdAlertingTime: '2026-02-28 08:00:02' },
    };
    await stack.followChanges();
    await stack.request('POST', '/webhooks/cdr', {
      headers,
      body: { eventType: 'fee', feeLst: [withoutEnd, theDayBefore] },
    });
    await stack.control.sendText({ from: person(9), to: X, content: 'Who is there?' });
    await stack.advance(60);
    await stack.followChanges();
    await stack.advance(1);
    await stack.invoke('count-usage');
  });
  afterAll(() => stack.close());

  it('has parts of texts by the platform, and says of how many calls nobody knows the talk', async () => {
    const order = { action: 'report', from: '2026-03-01', to: '2026-03-02', by: 'reference' };
    const report: Readonly<{ rows: readonly object[] }> = await stack.invoke('manage-usage', order);

    expect(report.rows).toMatchObject([
      { reference: null, sums: { calls: 0, messages: 1, messageParts: 0, numberMonths: 2 } },
      {
        reference: 'order-7',
        sums: { calls: 2, answered: 2, billedMinutes: 1, unknownTalk: 1, messages: 1, messageParts: 1 },
      },
    ]);
  });

  it('has the rent of each number of the pool, at the first day of a month', async () => {
    const [byX, byApp, later] = await Promise.all(
      ['from=2026-03&by=x', 'from=2026-03&by=app', 'from=2026-03-02&to=2026-04-01&by=x'].map((query) =>
        stack.request('GET', `/usage?${query}`),
      ),
    );

    const rent = { numberMonths: 1, amounts: [{ numbers: '10.50' }] };
    expect(byX?.body).toMatchObject({
      items: [
        { x: X, calls: 2, ...rent },
        { x: OTHER_X, calls: 0, ...rent },
      ],
    });
    expect(byApp?.body).toMatchObject({
      items: [
        { numberMonths: 2, amounts: [{ calls: '0.06', messages: '0.05', numbers: '21.00', total: '21.11' }] },
      ],
    });
    expect(later?.body).toMatchObject({ items: [], total: { numberMonths: 0 } });
  });

  it('says the same of a number and day that was counted at once', async () => {
    const { body } = await stack.request('GET', '/usage?from=2026-02-28&to=2026-03-01&by=x');

    expect(body).toMatchObject({ items: [{ x: OTHER_X, calls: 1, answered: 1, unknownTalk: 1 }] });
  });

  it('is the sum of the calls as they are shown', async () => {
    const { body } = await stack.request('GET', `/calls?x=${encodeURIComponent(X)}`);
    const { items } = body as { items: readonly { billedMinutes: number | null; answered: boolean }[] };
    const { body: usage } = await stack.request('GET', '/usage?from=2026-03-01&to=2026-03-01');
    const { total } = usage as { total: { billedMinutes: number; answered: number } };

    const minutes = items.reduce((sum, { billedMinutes }) => sum + (billedMinutes ?? 0), 0);
    expect(total).toMatchObject({
      billedMinutes: minutes,
      answered: items.filter(({ answered }) => answered).length,
    });
  });
});
