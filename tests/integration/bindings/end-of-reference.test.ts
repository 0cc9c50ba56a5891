import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Item = { bindingId: string; status: string; reference: string };

/** The reference in the body, where no log of URLs sees it, and the older form. */
const FORMS = ['POST /bindings/end', 'DELETE /bindings'] as const;

describe.each(FORMS)('%s', (form) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      store: 'memory',
      apps: [
        { ...RIDES, numbers: poolNumbers(50) },
        { ...RIDES, name: 'homes', appKey: 'TestAppKeyHomes0000000000001' },
      ],
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      // No binding that is made here is shown by an index yet.
      indexLagSeconds: () => 10,
    });
  });
  afterAll(() => stack.close());

  const bind = async (first: number, reference: string): Promise<string> => {
    const body = { mode: 'AXB', app: 'rides', a: person(first), b: person(first + 1), reference };
    const answer = await stack.request('POST', '/bindings', { body });
    expect(answer.status).toBe(201);
    return (answer.body as Item).bindingId;
  };
  const end = async (query: string) => {
    const { status, body } = await (form === 'DELETE /bindings'
      ? stack.request('DELETE', `/bindings?${query}`)
      : stack.request('POST', '/bindings/end', { body: Object.fromEntries(new URLSearchParams(query)) }));
    return { status, body: body as { items: Item[]; code: string } };
  };

  it('ends all that live, those of others not, and nothing a second time', async () => {
    const ids = [await bind(1, 'order-1'), await bind(3, 'order-1')];
    const other = await bind(5, 'order-2');

    const ended = await end('reference=order-1');
    const again = await end('reference=order-1');

    expect(ended.status).toBe(200);
    expect(ended.body.items.map(({ bindingId }) => bindingId).sort()).toEqual(ids.sort());
    expect(ended.body.items.map(({ status }) => status)).toEqual(['released', 'released']);
    expect(again).toEqual({ status: 200, body: { items: [] } });
    expect(await stack.control.bindings()).toHaveLength(1);
    expect((await stack.request('GET', `/bindings/${other}`)).body).toMatchObject({ status: 'active' });
    await end('reference=order-2');
  });

  it('ends those of one app alone', async () => {
    await bind(11, 'order-3');

    const others = await end('reference=order-3&app=homes');
    const ours = await end('reference=order-3&app=rides');

    expect(others).toEqual({ status: 200, body: { items: [] } });
    expect(ours).toMatchObject({ status: 200, body: { items: [{ status: 'released' }] } });
  });

  it('is accepted while arrears stop it', async () => {
    await bind(21, 'order-4');
    await stack.control.setApp(RIDES.appKey, { state: 'frozen' });

    const accepted = await end('reference=order-4');
    await stack.control.setApp(RIDES.appKey, { state: 'normal' });
    const ended = await end('reference=order-4');

    expect(accepted).toMatchObject({ status: 202, body: { items: [{ status: 'releasing' }] } });
    expect(ended).toMatchObject({ status: 200, body: { items: [{ status: 'released' }] } });
  });

  it.each(['', 'app=rides', 'reference=', 'reference=order-1&a=1', 'reference=order-1&app=R'])(
    'refuses %j and ends nothing',
    async (query) => {
      const answer = await end(query);

      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    },
  );
});

it('POST /bindings/end refuses a query string, and ends nothing', async () => {
  const stack = await startStack({ store: 'memory', apps: [{ ...RIDES, numbers: poolNumbers(3) }] });
  const body = { mode: 'AXB', app: 'rides', a: person(1), b: person(2), reference: 'order-1' };
  await stack.request('POST', '/bindings', { body });

  const refused = await stack.request('POST', '/bindings/end?reference=order-1', {
    body: { reference: 'order-1' },
  });
  const live = (await stack.control.bindings()).length;
  await stack.close();

  expect([refused.status, live]).toEqual([400, 1]);
});

it.each([
  ['/bindings/end', { reference: 'order-1', limit: 1 }, 'limit', 'is not a known field'],
  ['/bindings/end', {}, 'reference', 'is required'],
  ['/bindings/end', { reference: 'order-1', app: 'nobodys' }, 'app', 'is not a configured app'],
  ['/bindings/search', { a: person(1), sort: 'up' }, 'sort', 'is not a known field'],
  ['/blocks/search', { sort: 'up' }, 'sort', 'is not a known field'],
])('POST %s says of %j that its body is not valid', async (path, body, field, message) => {
  const stack = await startStack({ store: 'memory', apps: [{ ...RIDES, numbers: poolNumbers(3) }] });

  const refused = await stack.request('POST', path, { body });
  await stack.close();

  expect(refused).toMatchObject({
    status: 400,
    body: { detail: `the body is not valid: ${field}`, errors: [{ path: field, message }] },
  });
});
