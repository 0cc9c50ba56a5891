import { expect, it } from 'vitest';
import { bindAsBefore } from '../../../examples/moving-here/former-back-end.ts';
import { poolNumbers } from '../../harness/fixtures.ts';
import { startStack } from '../../harness/stack.ts';

it('the former back end of the examples makes a binding whose line adopts it', async () => {
  const demo = { name: 'rides', mode: 'AXB' as const, appKey: 'demo-axb-app-key-0001' };
  const app = { ...demo, appSecret: 'demo-axb-app-secret-0001', numbers: poolNumbers(3) };
  const stack = await startStack({ store: 'memory', apps: [app], platformApps: [{ ...app, pushUrls: {} }] });

  const line = JSON.parse(await bindAsBefore(stack.simulator.url));
  const adopted = await stack.invoke('reconcile', { app: 'rides', adopt: [line] });
  const { body } = await stack.request('GET', '/bindings?reference=former-901');
  await stack.close();

  expect(adopted).toMatchObject({ adoptions: [{ outcome: 'adopted' }] });
  expect(body).toMatchObject({ items: [{ status: 'active', a: '+8613800000901', b: '+8613900000901' }] });
});
