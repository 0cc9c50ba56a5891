import { describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { startModeStack } from './mode-stack.ts';

const A = person(1);

describe('the next order of the same A', () => {
  it.each(['AX', 'AXE'] as const)(
    'in mode %s does not get the X by which strangers still reach A, while another is free',
    async (name) => {
      const mode = await startModeStack(name, { numbers: 3, store: 'memory' });
      const seen: string[] = [];
      for (const reference of ['order-1', 'order-2', 'order-3']) {
        const { body } = await mode.bind({ a: A, reference });
        seen.push(body.x);
        await mode.ask('DELETE', `/bindings/${body.bindingId}`);
      }
      const fourth = await mode.bind({ a: A, reference: 'order-4' });
      await mode.stack.close();

      expect(new Set(seen).size).toBe(3);
      expect(fourth.status).toBe(201);
    },
  );

  it('in mode AX gets the former X where the app prefers it', async () => {
    const settings = { defaults: { sticky: 'prefer' } };
    const mode = await startModeStack('AX', { settings, store: 'memory' });
    const first = await mode.bind({ a: A, reference: 'order-1' });
    await mode.ask('DELETE', `/bindings/${first.body.bindingId}`);

    const second = await mode.bind({ a: A, reference: 'order-2' });

    await mode.stack.close();
    expect(second.body.x).toBe(first.body.x);
  });
});

describe('numbers of AXE with as many bindings as are good for them', () => {
  it('are left out when we choose, and taken when they are named', async () => {
    const environment = { AXE_BINDINGS_PER_NUMBER: '2' };
    const mode = await startModeStack('AXE', { numbers: 2, store: 'memory', environment });
    const chosen = [];
    for (let index = 1; index <= 4; index += 1) chosen.push((await mode.bind({ a: person(index) })).body.x);

    const fifth = await mode.bind({ a: person(5) });
    const named = await mode.bind({ a: person(5), x: '+8617000000001' });

    await mode.stack.close();
    expect(chosen.sort()).toEqual(['+8617000000001', '+8617000000001', '+8617000000002', '+8617000000002']);
    expect([fifth.status, fifth.body.code, named.status]).toEqual([503, 'pool-exhausted', 201]);
  });
});
