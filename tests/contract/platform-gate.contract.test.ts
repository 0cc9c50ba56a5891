import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoPlatformGate } from '../../shared/platform/gate/dynamo-platform-gate.ts';
import type { GatePass, PlatformGate } from '../../shared/platform/gate/gate.ts';
import type { Standing } from '../../shared/platform/result-codes/result-codes.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const MINUTE = 60;

let engine: StoreEngine;
let gate: PlatformGate;
let now: number;
/** A fresh pair of apps for each test. */
let app: string;
let otherApp: string;
let tests = 0;
const commands: string[] = [];
const inputs: unknown[] = [];

beforeAll(async () => {
  engine = await startStoreEngine();
  // Both share the stack of the one client, so this sees what goes to the wire from either.
  engine.inspector.middlewareStack.add(
    (next, context) => (args) => {
      commands.push(context.commandName ?? '');
      inputs.push(args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
});
afterAll(() => engine.stop());

beforeEach(async () => {
  // The item of all apps outlives a test, so each test starts a day later and lets one call show that all is well.
  tests += 1;
  now = Date.parse('2026-03-01T08:00:00Z') + tests * 86_400_000;
  gate = createDynamoPlatformGate({
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    clock: () => new Date(now),
  });
  app = `app-${'abcdefghijklmnopqrstuvwxyz'[tests]}`;
  otherApp = `${app}-other`;
  await call('accepted', 'first');
  commands.length = 0;
  inputs.length = 0;
});

const pass = (seconds: number) => {
  now += seconds * 1000;
};

const enter = async (name = app): Promise<GatePass> => {
  const entered = await gate.enter(name);
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

const isOpen = async (name = app) => (await gate.enter(name)).kind === 'open';

describe('while all is well', () => {
  it('a call costs one read and no write', async () => {
    await call('accepted');
    await call('unclear');

    expect(commands).toEqual(['BatchGetItemCommand', 'BatchGetItemCommand']);
    expect(await state(app)).toBeUndefined();
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
    expect(await gate.enter(app)).toEqual({ kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1790 });
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
    await call('authentication-failure');

    await older.report('accepted');

    expect(await state(app)).toMatchObject({ failures: 2 });
  });

  it('one call probes when the time is over, the others wait for it', async () => {
    for (let failure = 0; failure < 3; failure += 1) await call('authentication-failure');
    pass(30 * MINUTE - 1);
    const tooEarly = await isOpen();
    pass(1);

    const entered = await Promise.all(Array.from({ length: 8 }, () => gate.enter(app)));
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
    expect(await state(app)).toEqual({ pk: `GATE#${app}`, sk: 'GATE' });
  });

  it('a probe that fails shuts it for thirty more minutes', async () => {
    for (let failure = 0; failure < 3; failure += 1) await call('authentication-failure');
    pass(30 * MINUTE);

    await call('authentication-failure');
    pass(30 * MINUTE - 1);

    expect(await gate.enter(app)).toMatchObject({ kind: 'held-back', retryAfterSeconds: 1 });
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

describe('after a lock-out', () => {
  it('every app is stopped for thirty minutes', async () => {
    await call('lock-out');
    pass(1);

    expect(await gate.enter(app)).toEqual({ kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1799 });
    expect(await gate.enter(otherApp)).toMatchObject({ kind: 'held-back', by: 'lock-out' });
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

    expect(await gate.enter(app)).toEqual({ kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 });
    expect(await isOpen(otherApp)).toBe(true);
  });

  it('calls flow again without a write', async () => {
    await call('throttle');
    pass(60);
    commands.length = 0;

    await Promise.all(Array.from({ length: 5 }, () => call('accepted')));

    expect(new Set(commands)).toEqual(new Set(['BatchGetItemCommand']));
  });

  it('it does not hide failed authentications', async () => {
    await call('authentication-failure');
    await call('authentication-failure');
    await call('throttle');
    pass(60);
    await call('authentication-failure');

    expect(await gate.enter(app)).toMatchObject({ by: 'lock-out' });
  });
});

it('the gate lets nothing through when its item is not valid', async () => {
  const Item = { pk: `GATE#${app}`, sk: 'GATE', failures: 'many' };
  await engine.inspector.send(new PutCommand({ TableName: engine.tables.NUMBERS_TABLE, Item }));

  await expect(gate.enter(app)).rejects.toMatchObject({
    code: 'store-unavailable',
    message: 'reading the gate failed',
  });
});

it('the gate lets nothing through when it cannot be read', async () => {
  const broken = createDynamoPlatformGate({
    documents: engine.documents,
    table: 'no-such-table',
    clock: () => new Date(now),
  });

  await expect(broken.enter(app)).rejects.toMatchObject({ code: 'store-unavailable' });
});
