import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamoPlatformGate } from '../../shared/platform/gate/dynamo-platform-gate.ts';
import type { GatePass, PlatformGate } from '../../shared/platform/gate/gate.ts';
import type { Standing } from '../../shared/platform/result-codes/result-codes.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const MINUTE = 60;

let engine: StoreEngine;
let gate: PlatformGate;
let now: number;
/** A fresh pair of apps for each test. */
let app: string;
let otherApp: string;
let tests = 0;
const operations: string[] = [];
const inputs: unknown[] = [];

beforeAll(async () => {
  engine = await startStoreEngine((operation, input, go) => {
    operations.push(operation);
    inputs.push(input);
    return go(input);
  });
});
afterAll(() => engine.stop());

const lines: Record<string, unknown>[] = [];
const logger = createLogger({ clock: () => new Date(now), write: (line) => lines.push(JSON.parse(line)) });

beforeEach(async () => {
  // The item of all apps outlives a test, so each test starts a day later and lets one call show that all is well.
  tests += 1;
  now = Date.parse('2026-03-01T08:00:00Z') + tests * 86_400_000;
  gate = createDynamoPlatformGate({
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    clock: () => new Date(now),
    lookup: createLookupKeys(new Uint8Array(32).fill(2)),
    sleep: async () => undefined,
    logger,
  });
  app = `app-${tests}`;
  otherApp = `${app}-other`;
  await call('accepted', 'first');
  await call('accepted');
  operations.length = 0;
  lines.length = 0;
  inputs.length = 0;
});

const pass = (seconds: number) => {
  now += seconds * 1000;
};

/** The app with its credentials. */
const appNamed = (name: string, appSecret = 'example-secret-0001') => ({
  name,
  appKey: `key-of-${name}`,
  appSecret,
});

const enter = async (name = app): Promise<GatePass> => {
  const entered = await gate.enter(appNamed(name));
  if (entered.kind !== 'open') throw new Error(`held back by ${entered.by}`);
  return entered;
};

const call = async (standing: Standing, name = app) => (await enter(name)).report(standing);

const state = async (name: string) => {
  const found = await engine.inspector.send(
    new GetCommand({
      TableName: engine.tables.NUMBERS_TABLE,
      Key: { pk: `GATE#${name}`, sk: 'GATE' },
      ConsistentRead: true,
    }),
  );
  return found.Item;
};

const isOpen = async (name = app) => {
  const entered = await gate.enter(appNamed(name));
  if (entered.kind === 'open') await entered.report('unclear');
  return entered.kind === 'open';
};

describe('while all is well', () => {
  it('a call costs one read and no write', async () => {
    await call('accepted');
    await call('unclear');

    expect(operations).toEqual(['batchGetItem', 'batchGetItem']);
    expect(Object.keys((await state(app)) ?? {}).toSorted()).toEqual(['accepted', 'pk', 'sk']);
  });

  it('the read is a consistent one, so that a call right after a lock-out sees it', async () => {
    await enter();

    expect(JSON.stringify(inputs)).toContain('"ConsistentRead":true');
  });

  it.each<Standing>(['accepted', 'unclear'])('any number of %s calls pass', async (standing) => {
    await Promise.all(Array.from({ length: 10 }, () => call(standing)));

    expect(await isOpen()).toBe(true);
  });
});

describe('after failed authentications', () => {
  it('two are tolerated, the third stops the app for thirty minutes', async () => {
    await call('authentication-failure');
    await call('authentication-failure');
    const before = await isOpen();
    await call('authentication-failure');
    pass(10);

    expect(before).toBe(true);
    expect(await gate.enter(appNamed(app))).toEqual({
      kind: 'held-back',
      by: 'lock-out',
      retryAfterSeconds: 1790,
    });
    expect(await isOpen(otherApp)).toBe(true);
  });

  it('a call that was accepted between them starts the count again', async () => {
    await call('authentication-failure');
    await call('authentication-failure');
    await call('accepted');
    await call('authentication-failure');
    await call('authentication-failure');

    expect(await isOpen()).toBe(true);
    expect(await state(app)).toMatchObject({ failures: 2 });
  });

  it('a call without a verdict between them does not start the count again', async () => {
    await call('authentication-failure');
    await call('authentication-failure');
    await call('unclear');
    await call('authentication-failure');

    expect(await isOpen()).toBe(false);
  });

  it('failures of calls at the same time all count', async () => {
    const passes = await Promise.all([enter(), enter(), enter()]);

    await Promise.all(passes.map((entered) => entered.report('authentication-failure')));

    expect(await isOpen()).toBe(false);
  });

  it('an older success does not wipe out a failure that came after it', async () => {
    await call('authentication-failure');
    const older = await enter();
    pass(15);
    await call('authentication-failure');

    await older.report('accepted');

    expect(await state(app)).toMatchObject({ failures: 2 });
  });

  it('one call probes when the time is over, the others wait for it', async () => {
    for (let failure = 0; failure < 3; failure += 1) await call('authentication-failure');
    pass(30 * MINUTE - 1);
    const tooEarly = await isOpen();
    pass(1);

    const entered = await Promise.all(Array.from({ length: 8 }, () => gate.enter(appNamed(app))));
    const probes = entered.filter(({ kind }) => kind === 'open');

    expect(tooEarly).toBe(false);
    expect(probes).toHaveLength(1);
    expect(entered.find(({ kind }) => kind === 'held-back')).toMatchObject({ by: 'lock-out' });
  });

  it('an accepted probe opens the gate and leaves a clean item', async () => {
    for (let failure = 0; failure < 3; failure += 1) await call('authentication-failure');
    pass(30 * MINUTE);

    await call('accepted');

    expect(await isOpen()).toBe(true);
    expect(await state(app)).toEqual({ pk: `GATE#${app}`, sk: 'GATE', accepted: expect.any(String) });
  });

  it('a probe that fails shuts it for thirty more minutes', async () => {
    for (let failure = 0; failure < 3; failure += 1) await call('authentication-failure');
    pass(30 * MINUTE);

    await call('authentication-failure');
    pass(30 * MINUTE - 1);

    expect(await gate.enter(appNamed(app))).toMatchObject({ kind: 'held-back', retryAfterSeconds: 1 });
  });

  it('a probe that nobody answers is followed by another', async () => {
    for (let failure = 0; failure < 3; failure += 1) await call('authentication-failure');
    pass(30 * MINUTE);

    await call('unclear');
    const atOnce = await isOpen();
    pass(15);

    expect(atOnce).toBe(false);
    expect(await isOpen()).toBe(true);
  });
});

describe('while failures are counted, and before credentials were accepted', () => {
  it('one call is out at a time, and the next follows when it is answered', async () => {
    await call('authentication-failure');
    const first = await enter();
    const meanwhile = await gate.enter(appNamed(app));
    await first.report('unclear');

    expect(meanwhile).toEqual({ kind: 'held-back', by: 'lock-out', retryAfterSeconds: 15 });
    expect(await isOpen()).toBe(true);
  });

  it('forty calls at once with a secret that was never accepted send three', async () => {
    let sent = 0;
    const wrong = appNamed(app, 'example-secret-wrong');
    const one = async () => {
      const entered = await gate.enter(wrong);
      if (entered.kind !== 'open') return;
      sent += 1;
      await entered.report('authentication-failure');
    };

    await Promise.all(Array.from({ length: 40 }, one));
    pass(15);
    await one();

    expect(sent).toBe(3);
  });

  it('a call that waits goes when the secret is accepted', async () => {
    const fresh = appNamed(app, 'example-secret-0002');
    const first = await gate.enter(fresh);
    let looked = 0;
    const waiting = createDynamoPlatformGate({
      documents: engine.documents,
      table: engine.tables.NUMBERS_TABLE,
      clock: () => new Date(now),
      lookup: createLookupKeys(new Uint8Array(32).fill(2)),
      logger,
      sleep: async () => {
        looked += 1;
        if (looked === 3 && first.kind === 'open') await first.report('accepted');
      },
    });

    const others = await waiting.enter(fresh);

    expect([others.kind, looked]).toEqual(['open', 3]);
    expect((await Promise.all([gate.enter(fresh), gate.enter(fresh)])).map(({ kind }) => kind)).toEqual([
      'open',
      'open',
    ]);
  });

  it('the secret itself is not stored', async () => {
    expect(JSON.stringify(await state(app))).not.toContain('example-secret');
  });
});

describe('after a lock-out', () => {
  it('every app is stopped for thirty minutes', async () => {
    await call('lock-out');
    pass(1);

    expect(await gate.enter(appNamed(app))).toEqual({
      kind: 'held-back',
      by: 'lock-out',
      retryAfterSeconds: 1799,
    });
    expect(await gate.enter(appNamed(otherApp))).toMatchObject({ kind: 'held-back', by: 'lock-out' });
  });

  it('one call of one app probes, then all may follow', async () => {
    await call('lock-out');
    pass(30 * MINUTE);

    const probe = await enter(otherApp);
    const meanwhile = await isOpen();
    await probe.report('accepted');

    expect(meanwhile).toBe(false);
    expect(await isOpen()).toBe(true);
    expect(await isOpen(otherApp)).toBe(true);
  });

  it('a later lock-out is not shortened by the answer to an earlier call', async () => {
    const slow = await enter();
    await call('lock-out');

    await slow.report('accepted');

    expect(await isOpen()).toBe(false);
  });
});

describe('after throttling', () => {
  it('the app is stopped for a minute, others are not, and callers wait a whole minute', async () => {
    await call('throttle');
    pass(59);

    expect(await gate.enter(appNamed(app))).toEqual({
      kind: 'held-back',
      by: 'throttle',
      retryAfterSeconds: 60,
    });
    expect(await isOpen(otherApp)).toBe(true);
  });

  it('calls flow again without a write', async () => {
    await call('throttle');
    pass(60);
    operations.length = 0;

    await Promise.all(Array.from({ length: 5 }, () => call('accepted')));

    expect(new Set(operations)).toEqual(new Set(['batchGetItem']));
  });

  it('it does not hide failed authentications', async () => {
    await call('authentication-failure');
    await call('authentication-failure');
    await call('throttle');
    pass(60);
    await call('authentication-failure');

    expect(await gate.enter(appNamed(app))).toMatchObject({ by: 'lock-out' });
  });
});

describe('while the account is suspended', () => {
  it('calls go on, and one write says since when', async () => {
    await call('suspended');
    const since = (await state(app))?.['suspendedAt'];
    pass(60);
    operations.length = 0;

    await call('suspended');

    expect(since).toBe(new Date(now - 60_000).toISOString());
    expect((await state(app))?.['suspendedAt']).toBe(since);
    expect(new Set(operations)).toEqual(new Set(['batchGetItem']));
    expect(await isOpen()).toBe(true);
  });

  it('the first call that is accepted forgets it', async () => {
    await call('suspended');

    await call('accepted');

    expect(await state(app)).not.toHaveProperty('suspendedAt');
  });
});

describe('read ahead of a call', () => {
  it('a gate at which all is well is entered without another read, once', async () => {
    await gate.readAhead(appNamed(app));
    await call('accepted');
    const first = operations.length;
    await call('accepted');

    expect([first, operations]).toEqual([1, ['batchGetItem', 'batchGetItem']]);
  });

  it('serves as many calls as it was read ahead for, whichever comes first', async () => {
    await Promise.all([gate.readAhead(appNamed(app)), gate.readAhead(appNamed(app))]);
    await call('accepted');
    await call('accepted');
    const read = operations.length;
    await call('accepted');

    expect([read, operations.length]).toEqual([2, 3]);
  });

  it('a state of a second ago is read again', async () => {
    await gate.readAhead(appNamed(app));
    pass(1);
    await call('accepted');

    expect(operations).toEqual(['batchGetItem', 'batchGetItem']);
  });

  it.each<Standing>(['authentication-failure', 'lock-out', 'throttle'])(
    'a state of before a call with the outcome %s is read again',
    async (standing) => {
      await gate.readAhead(appNamed(app));
      const entered = await enter();
      await gate.readAhead(appNamed(app));
      await entered.report(standing);
      operations.length = 0;
      const next = await gate.enter(appNamed(app));
      if (next.kind === 'open') await next.report('unclear');

      expect(operations[0]).toBe('batchGetItem');
      expect(next.kind).toBe(standing === 'authentication-failure' ? 'open' : 'held-back');
    },
  );

  it('a shut gate holds back as without it', async () => {
    await call('lock-out');
    await gate.readAhead(appNamed(app));

    expect(await gate.enter(appNamed(app))).toMatchObject({ kind: 'held-back', by: 'lock-out' });
  });

  it('credentials that were never accepted probe one at a time as without it', async () => {
    const fresh = appNamed(app, 'example-secret-0003');
    await gate.readAhead(fresh);
    await gate.readAhead(fresh);
    const entered = await Promise.all([gate.enter(fresh), gate.enter(fresh)]);

    expect(entered.map(({ kind }) => kind).toSorted()).toEqual(['held-back', 'open']);
  });

  it('the state of one app opens the gate of no other', async () => {
    await gate.readAhead(appNamed(otherApp));
    await call('accepted');

    expect(operations).toEqual(['batchGetItem', 'batchGetItem']);
  });

  it('a gate that cannot be read ahead is left to the call, which lets nothing through', async () => {
    const Item = { pk: `GATE#${app}`, sk: 'GATE', failures: 'many' };
    await engine.inspector.send(new PutCommand({ TableName: engine.tables.NUMBERS_TABLE, Item }));

    await expect(gate.readAhead(appNamed(app))).resolves.toBeUndefined();
    await expect(gate.enter(appNamed(app))).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

it('the gate lets nothing through when its item is not valid', async () => {
  const Item = { pk: `GATE#${app}`, sk: 'GATE', failures: 'many' };
  await engine.inspector.send(new PutCommand({ TableName: engine.tables.NUMBERS_TABLE, Item }));

  await expect(gate.enter(appNamed(app))).rejects.toMatchObject({
    code: 'store-unavailable',
    message: 'reading the gate failed',
  });
});

it('the gate lets nothing through when it cannot be read', async () => {
  const broken = createDynamoPlatformGate({
    documents: engine.documents,
    table: 'no-such-table',
    clock: () => new Date(now),
    lookup: createLookupKeys(new Uint8Array(32).fill(2)),
    sleep: async () => undefined,
    logger,
  });

  await expect(broken.enter(appNamed(app))).rejects.toMatchObject({ code: 'store-unavailable' });
});
