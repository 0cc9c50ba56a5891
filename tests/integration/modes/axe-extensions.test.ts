import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, poolNumbers } from '../../harness/fixtures.ts';
import { APP_KEY, type ModeStack, startModeStack } from './mode-stack.ts';

const X = '+8617000000001';
const COOL_DOWN_SECONDS = 3600;

/** One number with extensions of one digit, so that the platform soon gives the one that was left a moment ago. */
const startOfOneDigit = async (numbers = 1): Promise<ModeStack> => {
  const app = {
    name: 'journey',
    mode: 'AXE' as const,
    appKey: APP_KEY,
    appSecret: 'test-app-secret-mode-0001',
    numbers: poolNumbers(numbers),
  };
  return startModeStack('AXE', {
    numbers,
    store: 'memory',
    settings: { defaults: { allowPermanent: true, coolDownSeconds: COOL_DOWN_SECONDS } },
    platformApps: [{ ...app, extensionLength: 1, pushUrls: {} }],
  });
};

/** Nine people on the nine extensions of X. */
const fill = async (mode: ModeStack) => {
  const bound = [];
  for (let index = 1; index <= 9; index += 1) bound.push(await mode.bind({ a: person(index), x: X }));
  return bound.map(({ body }) => body);
};

const NEWCOMER = person(50);

describe('an extension of AXE that was left', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startOfOneDigit();
  });
  afterAll(() => mode.stack.close());

  it('rests: nobody else gets it, and nothing of the try is left at the platform', async () => {
    const [first, second] = await fill(mode);
    await mode.ask('DELETE', `/bindings/${first?.bindingId}`);

    const refused = await mode.bind({ a: NEWCOMER });
    const named = await mode.bind({ a: NEWCOMER, x: X });
    const byName = await mode.bind({ a: NEWCOMER, x: X, extension: first?.extension });
    const again = await mode.bind({ a: person(1), x: X });

    expect([refused, named].map(({ status, body }) => [status, body.code])).toEqual([
      [503, 'pool-exhausted'],
      [503, 'pool-exhausted'],
    ]);
    expect([byName.status, byName.body.code]).toEqual([409, 'number-taken']);
    expect(byName.body.detail).toContain('cooling-down');
    expect([again.status, again.body.extension]).toEqual([201, first?.extension]);
    expect(await mode.stack.control.bindings({ x: X })).toHaveLength(9);
    expect(second?.extension).not.toBe(first?.extension);
  });

  it('is anybody’s again after the cool-down, also when it ended by time', async () => {
    const short = (await mode.read((await mode.bind({ a: person(2), x: X })).body.bindingId)).bindingId;
    await mode.ask('PATCH', `/bindings/${short}`, { ttlSeconds: 60 });
    await mode.stack.advance(90);
    const early = await mode.bind({ a: NEWCOMER, x: X });
    await mode.stack.advance(60);
    await mode.stack.invoke('binding-sweeper');
    const resting = await mode.bind({ a: NEWCOMER, x: X });
    await mode.stack.advance(COOL_DOWN_SECONDS);

    const late = await mode.bind({ a: NEWCOMER, x: X });

    expect([early.status, resting.status, late.status]).toEqual([503, 503, 201]);
    expect(await mode.stack.control.bindings({ x: X })).toHaveLength(9);
  });
});

describe('an AXE bind whose extension rests', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startOfOneDigit(2);
  });
  afterAll(() => mode.stack.close());

  it('goes on to another number', async () => {
    const [first] = await fill(mode);
    await mode.ask('DELETE', `/bindings/${first?.bindingId}`);

    const made = await mode.bind({ a: NEWCOMER });

    expect([made.status, made.body.x]).toEqual([201, '+8617000000002']);
    expect(await mode.stack.control.bindings({ x: X })).toHaveLength(8);
  });
});
