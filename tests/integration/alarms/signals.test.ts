import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bellsAt, samplesIn } from '../../builders/bells.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const MINUTE = 60;
const HOUR = 3600;

/** The metrics that alarms read, each caused on the whole stack. */
describe('what an alarm hears of', () => {
  let stack: Stack;
  let nonces = 0;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterEach(() => stack.close());

  const bind = (index: number, more: object = {}) =>
    stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(index), b: person(index + 1), ...more },
    });
  const fault = (httpStatus: number, code: string) =>
    stack.control.faults.add({ on: 'any', kind: 'result-code', httpStatus, code, times: 1 });

  /** The values of a metric, with what it was counted by. */
  const counted = (name: string): readonly unknown[] =>
    stack.logs
      .map((line) => JSON.parse(line))
      .filter((line) => '_aws' in line && name in line)
      .map(({ _aws, ...line }) => line);
  const pushed = (headers: Record<string, string>, body = aCdrPush([aSentCdr()])) =>
    stack.request('POST', '/webhooks/cdr', { body, headers: { authorization: '', ...headers } });
  const signed = (more: object = {}) => {
    nonces += 1;
    return signedHeaders({
      ...RIDES,
      nonce: `alarm${nonces}`,
      created: stack.clock().toISOString().replace('.000Z', 'Z'),
      ...more,
    });
  };

  it.each([
    ['whitelist', 403, '1020166', 'platform-rejected'],
    ['wrong mode', 403, '1010040', 'platform-rejected'],
    ['arrears', 403, '1010029', 'account-suspended'],
    ['throttling', 403, '1010010', 'platform-throttled'],
    ['a code that no page has', 403, '7654321', 'platform-rejected'],
  ])('is a refusal for %s, by its code and by our error code', async (_cause, httpStatus, code, problem) => {
    await fault(httpStatus, code);

    await bind(1);

    expect(counted('platformRefusals')).toEqual([
      { stage: 'local', code: code === '7654321' ? 'other' : code, platformRefusals: 1 },
    ]);
    expect(counted('platformProblems')).toEqual([{ stage: 'local', problem, platformProblems: 1 }]);
  });

  it('is a failed bind, by its code, and the share of binds that failed', async () => {
    await bind(1);
    await fault(403, '1010029');
    await bind(3);
    await bind(5, { ttlSeconds: 1 });

    expect(counted('bindFailurePercent')).toEqual([
      { stage: 'local', bindFailurePercent: 0 },
      { stage: 'local', bindFailurePercent: 100 },
    ]);
    expect(counted('bindFailures')).toEqual([{ stage: 'local', code: 'account-suspended', bindFailures: 1 }]);
  });

  it('is a lock-out when it opens, before any call is held back', async () => {
    await fault(403, '1020176');

    await bind(1);

    expect(counted('lockOuts')).toEqual([{ stage: 'local', lockOuts: 1 }]);
    expect(stack.logs.join()).not.toContain('held-back-by-lock-out');
  });

  it('is a breaker of ours that opens with the third failed authentication, and not before', async () => {
    const opened = [];
    for (let index = 0; index < 3; index += 1) {
      await fault(401, '1010010');
      await bind(1 + 2 * index);
      opened.push(counted('lockOuts').length);
    }

    expect(opened).toEqual([0, 0, 1]);
  });

  it('is a refusal of our clock by the platform', async () => {
    await fault(401, '1010013');

    await bind(1);

    expect(counted('clocksApart')).toEqual([{ stage: 'local', clocksApart: 1 }]);
  });

  it('is a platform whose clock is half a minute and more from ours, as its answers date themselves', async () => {
    await bind(1);
    expect(counted('clocksApart')).toEqual([]);

    await stack.control.advance(31);
    await bind(3);

    expect(counted('clocksApart')).toEqual([{ stage: 'local', clocksApart: 1 }]);
  });

  it('is a refused push that names an app of ours, apart from what anybody may send', async () => {
    const wrong = signed({ appSecret: 'not-the-secret-0001' });
    const inAnotherForm = Object.fromEntries(
      Object.entries(wrong).map(([name, value]) => [name, value.replaceAll('=', ':')]),
    );
    await pushed({});
    await pushed({ 'x-aksk': 'anything' });
    await pushed(signed({ appKey: 'UnknownAppKey000000000000001' }));
    expect(counted('signedPushesRefused')).toEqual([]);

    await pushed(wrong);
    await pushed(inAnotherForm);
    await pushed(signed({ created: '2026-02-27T07:59:00Z' }));
    await pushed(signed({ created: '2026-03-01T08:06:00Z' }));

    expect(counted('pushesRefused').map((line) => Reflect.get(Object(line), 'reason'))).toEqual([
      ...['missing', 'malformed', 'unknown-app'],
      ...['wrong-digest', 'malformed', 'stale', 'early'],
    ]);
    expect(counted('signedPushesRefused')).toHaveLength(4);
  });

  it('is how late a CDR comes, from the end of its call', async () => {
    await bind(1);
    await pushed(signed(), aCdrPush([aSentCdr({ callEndTime: '2026-03-01 07:58:30' })]));

    expect(counted('cdrLagSeconds')).toEqual([{ stage: 'local', cdrLagSeconds: 90 }]);
  });

  it('is how much of the pool is taken for the people of a bind, by app and area', async () => {
    for (let index = 1; index <= 8; index += 1)
      await stack.request('POST', '/bindings', {
        body: { mode: 'AXB', a: person(1), b: person(index + 1), areaCode: '0755', areaMatch: 'strict' },
      });

    const used = counted('poolUsedPercent').map(
      (line) => (line as { poolUsedPercent: number }).poolUsedPercent,
    );
    expect(used).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(counted('poolUsedPercent')[0]).toMatchObject({ app: 'rides', area: '0755' });
  });

  it('is how long no push of an app has come, in the quarters of an hour in which some came the day before', async () => {
    const measured = async () => (await stack.invoke('measure-state')) as unknown;
    const kept = () => pushed(signed(), aCdrPush([aSentCdr({ sessionId: `s${nonces}` })]));
    await bind(1, { ttlSeconds: 72 * HOUR });
    for (let quarter = 0; quarter < 10; quarter += 1) {
      await kept();
      await stack.advance(15 * MINUTE);
    }
    await stack.advance(22 * HOUR - 30 * MINUTE);
    await kept();
    await stack.advance(29 * MINUTE);
    expect(await measured()).toMatchObject({ minutesWithoutPush: { rides: 0 }, quarantineItems: 0 });
    expect(counted('minutesWithoutPush')).toEqual([]);

    await stack.advance(106 * MINUTE);

    expect(await measured()).toMatchObject({ minutesWithoutPush: { rides: 120 }, quarantineItems: 0 });
    expect(counted('minutesWithoutPush')).toEqual([
      { stage: 'local', app: 'rides', minutesWithoutPush: 120 },
    ]);
    expect(await bellsAt(samplesIn(stack.logs), stack.clock())).toEqual(['pushes-missing']);

    // The bindings end, and the silence goes on: it stays told until a push comes.
    await stack.advance(40 * 24 * HOUR);
    expect(await measured()).toMatchObject({ minutesWithoutPush: { rides: 57_720 }, quarantineItems: 0 });
    expect(await stack.invoke('report-status')).toMatchObject({
      minutesWithoutPush: { value: { rides: 57_720 } },
    });

    await kept();
    expect(await measured()).toMatchObject({ minutesWithoutPush: { rides: 0 }, quarantineItems: 0 });
  });

  it('is not a push of the doctor, which is empty', async () => {
    await pushed(signed(), aCdrPush([]));
    expect((await stack.items('PUSHES_TABLE')).map(({ pk }) => pk)).not.toContain('HEARD#rides');

    await pushed(signed(), aCdrPush([aSentCdr()]));
    await pushed(signed(), aCdrPush([aSentCdr()]));

    expect(await stack.items('PUSHES_TABLE')).toContainEqual({
      pk: 'HEARD#rides',
      sk: 'cdrs#2026-03-01T08:00:00.000Z',
      ttl: 1_778_400_000,
    });
  });

  it('is a push whose mark could not be stored, and which is kept all the same', async () => {
    stack.store.judge = (call) => (JSON.stringify(call).includes('HEARD#') ? 'before' : 'ok');

    expect((await pushed(signed(), aCdrPush([aSentCdr()]))).status).toBe(200);

    expect(stack.logs.map((line) => JSON.parse(line).event)).toContain('push-not-marked');
  });

  it('is a number that may not be used any more, and one that is not in the pool', async () => {
    const numInfo = [
      { number: xNumber(1), status: '10', cause: '2' },
      { number: xNumber(99), status: '10', cause: '2' },
    ];
    await stack.request('POST', '/webhooks/number-status', {
      body: JSON.stringify({ eventType: 'numStatus', numInfo }),
      headers: { authorization: '', ...signed() },
    });

    expect(counted('numbersLost')).toEqual([{ stage: 'local', numbersLost: 1 }]);
    expect(counted('numbersUnknown')).toEqual([{ stage: 'local', numbersUnknown: 1 }]);
  });

  it('is a recording that waits while its app is paused, with the hours that are left of it', async () => {
    await bind(1, { record: true, recordTone: 'tone.wav' });
    await pushed(
      signed(),
      aCdrPush([
        aSentCdr({
          callEndTime: '2026-03-01 07:58:30',
          recordFlag: 1,
          recordObjectName: 'a.wav',
          recordDomain: 'host',
        }),
      ]),
    );
    await fault(403, '1010029');
    await stack.invoke('recording-archiver');

    expect(counted('recordingsPaused')).toEqual([
      { stage: 'local', recordingsPaused: 1, pausedDeadlineHours: expect.closeTo(168, 0) },
    ]);
  });

  it('is what is in quarantine, until it is brought in', async () => {
    await pushed(signed(), aCdrPush([{ callDirection: 0 }]));

    expect(await stack.invoke('measure-state')).toMatchObject({ quarantineItems: 1 });
    expect(counted('quarantineItems')).toEqual([{ stage: 'local', quarantineItems: 1 }]);
    expect(counted('itemsQuarantined')).toEqual([{ stage: 'local', itemsQuarantined: 1 }]);
  });
});
