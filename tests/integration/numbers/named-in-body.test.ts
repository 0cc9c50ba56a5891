import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccessStack, APP_OF, OTHER_APP, startAccessStack } from '../access/access-stack.ts';

type Numbers = Readonly<{ items: readonly { app: string; x: string; state: string }[] }>;

let access: AccessStack;
let x: string;
beforeAll(async () => {
  access = await startAccessStack([
    ['pool', ['numbers']],
    ['other-pool', ['numbers'], [OTHER_APP]],
    ['reader', ['read']],
  ]);
  const { items } = (await access.ask('GET', `/numbers?app=${APP_OF.AXB}&limit=1`)).body as Numbers;
  x = items[0]?.x ?? '';
}, 60_000);
afterAll(() => access?.stack.close());
beforeEach(() => void access.audits());

const change = (body: unknown, as = 'pool') => access.as(as)('PATCH', '/numbers', body);

describe('PATCH /numbers', () => {
  it('changes the number that its body names, as PATCH /numbers/{x} does', async () => {
    const drained = await change({ x: x.slice(3), state: 'draining', cause: 'goes-back', reserved: true });
    const opened = await access.as('pool')('PATCH', `/numbers/${x}`, { state: 'available', reserved: false });
    const again = await change({ x, app: APP_OF.AXB, state: 'suspended' });

    expect([drained.status, opened.status, again.status]).toEqual([200, 200, 200]);
    expect(drained.body).toEqual({
      ...{ app: 'app-axb', x, areaCode: '0755', sms: true, liveBindings: 0 },
      ...{ state: 'draining', cause: 'goes-back', reserved: true },
    });
    expect(again.body).toEqual({ ...(opened.body as object), state: 'suspended' });
  });

  it('is a change in the audit, of this number as a look-up key', async () => {
    await change({ x, app: APP_OF.AXB, reserved: true });
    await access.as('pool')('PATCH', `/numbers/${x}?app=${APP_OF.AXB}`, { reserved: false });
    await change({ x, state: 'draining' }, 'reader');

    const lines = access.audits();
    expect(lines).toMatchObject([
      { event: 'data-changed', route: 'PATCH /numbers', status: 200, found: { count: 1 } },
      { event: 'data-changed', route: 'PATCH /numbers/{x}', status: 200 },
      { event: 'data-changed', route: 'PATCH /numbers', status: 403, code: 'forbidden' },
    ]);
    const [byBody, byPath, refused] = lines.map((line) => line['soughtFor'] as Record<string, string>);
    expect(byBody).toEqual({ x: expect.stringMatching(/^[a-z]{32}$/), app: APP_OF.AXB });
    expect(byBody).toEqual(byPath);
    expect(refused).toEqual({ x: byBody?.['x'] });
  });

  it.each<readonly [body: unknown, faults: readonly object[]]>([
    [{ state: 'draining' }, [{ path: 'x', message: 'is required' }]],
    [{ x: 'nobody', state: 'draining' }, [{ path: 'x', message: 'must be a private number' }]],
    [{ x: '+8617000000001' }, [{ path: '', message: 'must have state or reserved' }]],
    [{ x: '+8617000000001', cause: 'one', reserved: true }, [{ path: '', message: 'cause needs state' }]],
    [
      { x: '+8617000000001', state: 'available', sms: true },
      [{ path: 'sms', message: 'is not a known field' }],
    ],
    [
      { x: '+8617000000001', state: 'available', app: 'nobodys' },
      [{ path: 'app', message: 'is not a configured app' }],
    ],
  ])('refuses %j and says why', async (body, faults) => {
    const answer = await change(body);

    expect(answer.status).toBe(400);
    expect((answer.body as { errors: unknown }).errors).toEqual(faults);
  });

  it('refuses what stands in its URL, and does not find numbers of other apps', async () => {
    const inUrl = await access.as('pool')('PATCH', `/numbers?app=${APP_OF.AXB}`, { x, reserved: true });
    const ofOthers = await change({ x, reserved: true }, 'other-pool');
    const unknown = await change({ x: '+8617099999999', reserved: true });

    expect([inUrl.status, ofOthers.status, unknown.status]).toEqual([400, 404, 404]);
  });
});
