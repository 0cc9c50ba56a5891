import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

describe('the life of an AXB binding', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterAll(() => stack.close());

  it('is bound, read, listed, verified and released', async () => {
    const bound = await stack.request('POST', '/bindings', {
      body: {
        mode: 'AXB',
        a: '138 0000 0001',
        b: '+8613900000002',
        x: xNumber(3),
        ttlSeconds: 7200,
        reference: 'order-42',
      },
    });
    const { bindingId, subscriptionId } = bound.body as { bindingId: string; subscriptionId: string };
    const read = await stack.request('GET', `/bindings/${bindingId}?verify=true`);
    const listed = await stack.request('GET', `/bindings?a=${encodeURIComponent('+8613800000001')}`);
    const released = await stack.request('DELETE', `/bindings/${bindingId}`);
    const again = await stack.request('DELETE', `/bindings/${bindingId}`);

    expect(bound.status).toBe(201);
    expect(bound.body).toEqual({
      bindingId: expect.stringMatching(/^[a-z]{32}$/),
      app: 'rides',
      mode: 'AXB',
      status: 'active',
      a: '+8613800000001',
      b: '+8613900000002',
      x: '+8617000000003',
      subscriptionId: expect.any(String),
      reference: 'order-42',
      callDirection: 'both',
      record: false,
      createdAt: '2026-03-01T08:00:00.000Z',
      expiresAt: '2026-03-01T10:00:00.000Z',
      version: 1,
      createdBy: 'tests',
    });
    expect(read.body).toEqual({ ...(bound.body as object), platform: { state: 'match', differences: [] } });
    expect(listed.body).toEqual({ items: [bound.body], nextCursor: null });
    expect(released.status).toBe(200);
    expect(released.body).toEqual({
      ...(bound.body as object),
      status: 'released',
      releasedAt: '2026-03-01T08:00:00.000Z',
      endedAt: '2026-03-01T08:00:00.000Z',
      endedBy: 'tests',
      endReason: 'released',
    });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(released.body);
    expect(await stack.control.bindings({ appKey: RIDES.appKey })).toEqual([]);
    expect(subscriptionId.length).toBeGreaterThan(0);
    expect(stack.unhandled).toEqual([]);
    expect(person(1)).toBe('+8613800000001');
  });
});
