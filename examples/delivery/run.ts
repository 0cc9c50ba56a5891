// A delivery: customer and courier reach each other until the food is there, also when another courier takes over.
import { playIfStarted } from '../local/main.ts';
import type { Scene } from '../local/scene.ts';

const COURIER = '+8613800000201';
const COLLEAGUE = '+8613800000202';
const CUSTOMER = '+8613900000201';
const ORDER = 'order-201';

/** Courier and customer of one order. */
export const delivery: Scene = {
  title: 'A delivery (AXB)',
  references: [ORDER],
  async play({ client, phones }, step) {
    const body = { mode: 'AXB', app: 'delivery', a: COURIER, b: CUSTOMER, reference: ORDER } as const;
    const { bindingId, x = '' } = await step(
      'The courier takes the order: courier and customer are bound',
      () => client.post('/bindings', { body }),
      (bound) => `the receipt says ${bound.x}, for an hour and a half`,
    );
    const params = { path: { bindingId } };
    await step('The customer calls X, and the phone of the courier rings', () =>
      phones.reach({ from: CUSTOMER, to: x }, COURIER),
    );
    await step(
      'A colleague takes over: A is changed, and X stays',
      () => client.patch('/bindings/{bindingId}', { params, body: { a: COLLEAGUE } }),
      ({ version }) => `version ${version} of the binding`,
    );
    await step('The customer calls the same X, and the phone of the colleague rings', () =>
      phones.reach({ from: CUSTOMER, to: x }, COLLEAGUE),
    );
    await step(
      'The first courier does not reach the customer any more',
      () => phones.fail({ from: COURIER, to: x }),
      (code) => `the platform turns the call away with ${code}`,
    );
    await step('The food is there: the order ends what it has bound', () =>
      client.delete('/bindings', { params: { query: { reference: ORDER } } }),
    );
    await step(
      'The colleague does not reach the customer either',
      () => phones.fail({ from: COLLEAGUE, to: x }),
      (code) => `the platform turns the call away with ${code}`,
    );
  },
};

await playIfStarted(import.meta.filename, delivery);
