import { afterEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';

type Body = {
  x: string;
  code: string;
  reserved: boolean;
  errors: { path: string }[];
  items: { app: string; x: string; state: string; reserved: boolean }[];
};

const RESERVED = xNumber(1);
const CARE = { ...RIDES, name: 'care', appKey: 'TestAppKeyCare00000000000001' };

let stack: Stack;
afterEach(() => stack.close());

const ask = async (method: string, path: string, body?: object) => {
  const answer = await stack.request(method, path, { body });
  return { status: answer.status, body: answer.body as Body };
};

describe('a number that is reserved', () => {
  it.each(['AXB', 'AX', 'AXE'])('is chosen for nobody, and bound when it is named (%s)', async (mode) => {
    const app = { ...RIDES, mode: mode as 'AXB', numbers: poolNumbers(1) };
    stack = await startStack({ store: 'memory', apps: [app], platformApps: [{ ...app, pushUrls: {} }] });
    const bind = (body: object) =>
      ask('POST', '/bindings', { mode, a: person(1), ...(mode === 'AXB' ? { b: person(2) } : {}), ...body });

    const reserved = await ask('PATCH', `/numbers/${RESERVED}`, { reserved: true });
    const chosen = await bind({});
    const named = await bind({ x: RESERVED });
    const listed = await ask('GET', '/numbers');

    expect([reserved.status, reserved.body.reserved]).toEqual([200, true]);
    expect([chosen.status, chosen.body.code]).toEqual([503, 'pool-exhausted']);
    expect([named.status, named.body.x]).toEqual([201, RESERVED]);
    expect(listed.body.items).toMatchObject([{ x: RESERVED, state: 'available', reserved: true }]);
  });

  it('stays so through an import, and is chosen again when it is reserved no more', async () => {
    const app = { ...RIDES, numbers: poolNumbers(1) };
    stack = await startStack({ store: 'memory', apps: [app], platformApps: [{ ...app, pushUrls: {} }] });
    await ask('PATCH', `/numbers/${RESERVED}`, { reserved: true });

    const imported = await ask('PUT', '/numbers', [{ x: RESERVED, areaCode: '010' }]);
    const kept = await ask('GET', '/numbers');
    await ask('PATCH', `/numbers/${RESERVED}`, { reserved: false });
    const bound = await ask('POST', '/bindings', { mode: 'AXB', a: person(1), b: person(2) });

    expect(imported.body).toMatchObject({ changed: 1, retired: 0 });
    expect(kept.body.items).toMatchObject([{ reserved: true, areaCode: '010' }]);
    expect([bound.status, bound.body.x]).toEqual([201, RESERVED]);
  });

  it.each<[string, object]>([
    ['says nothing', {}],
    ['has a cause without a state', { cause: 'goes-back', reserved: true }],
  ])('is not changed by a body that %s', async (_case, body) => {
    stack = await startStack({ store: 'memory' });

    expect(await ask('PATCH', `/numbers/${RESERVED}`, body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });
});

describe('a number of two apps', () => {
  it('is named with its app', async () => {
    const apps = [{ ...RIDES, numbers: poolNumbers(2) }, CARE];
    stack = await startStack({ store: 'memory', apps, platformApps: [] });
    await ask('PATCH', `/numbers/${RESERVED}?app=rides`, { state: 'retired' });
    await ask('PUT', '/numbers?app=care', [{ x: RESERVED }]);

    const former = await ask('PATCH', `/numbers/${RESERVED}?app=rides`, { reserved: true });
    const owner = await ask('PATCH', `/numbers/${RESERVED}`, { reserved: true });
    const backAgain = await ask('PATCH', `/numbers/${RESERVED}?app=rides`, { state: 'available' });
    const stranger = await ask('PATCH', `/numbers/${RESERVED}?app=nobody`, { reserved: true });

    expect(former.body).toMatchObject({ app: 'rides', state: 'retired' });
    expect(owner.body).toMatchObject({ app: 'care', state: 'available' });
    expect([backAgain.status, backAgain.body.code]).toEqual([409, 'number-of-another-app']);
    expect([stranger.status, stranger.body.code]).toEqual([400, 'invalid-request']);
  });

  it('is not added by a configuration that comes second', async () => {
    const store = await startMemoryStore();
    stack = await startStack({ store, apps: [RIDES, CARE], platformApps: [] });
    await ask('PUT', '/numbers?app=rides', [{ x: RESERVED }]);
    await stack.close();
    stack = await startStack({
      store,
      apps: [RIDES, { ...CARE, numbers: poolNumbers(2) }],
      platformApps: [],
    });

    const { items } = (await ask('GET', '/numbers')).body;
    const bound = await ask('POST', '/bindings', {
      mode: 'AXB',
      app: 'care',
      a: person(1),
      b: person(2),
      x: RESERVED,
    });

    expect(items.map(({ app, x }) => [app, x])).toEqual([
      ['care', xNumber(2)],
      ['rides', RESERVED],
    ]);
    expect([bound.status, bound.body.errors[0]?.path]).toEqual([400, 'x']);
    const lines = stack.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'configured-number-of-another-app', app: 'care', owner: 'rides' }),
    );
  });

  it('is not imported when the configuration of another app names it', async () => {
    stack = await startStack({
      store: 'memory',
      apps: [RIDES, { ...CARE, numbers: poolNumbers(2) }],
      platformApps: [],
    });

    const refused = await ask('PUT', '/numbers?app=rides', [{ x: RESERVED }]);

    expect([refused.status, refused.body.code]).toEqual([409, 'number-of-another-app']);
  });
});
