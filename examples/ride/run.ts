// A ride: driver and passenger reach each other during the trip, and about lost property for a day after it.
import { answeredCall } from '../local/answered-call.ts';
import { ensure } from '../local/ensure.ts';
import { playIfStarted } from '../local/main.ts';
import type { Scene } from '../local/scene.ts';

const DRIVER = '+8613800000101';
const PASSENGER = '+8613900000101';
const TRIP = 'trip-101';
const A_DAY = 86_400;

/** Driver and passenger of one trip. */
export const ride: Scene = {
  title: 'A ride (AXB)',
  references: [TRIP],
  async play({ client, phones, later, archive }, step) {
    const body = { mode: 'AXB', app: 'ride', a: DRIVER, b: PASSENGER, reference: TRIP } as const;
    const { bindingId, x = '' } = await step(
      'The driver takes the ride: driver and passenger are bound',
      () => client.post('/bindings', { body }),
      (bound) => `both know ${bound.x} and nothing else of each other, for three hours`,
    );
    await step(
      'The passenger calls X, and the phone of the driver rings',
      () => phones.reach({ from: PASSENGER, to: x }, DRIVER),
      (shown) => `it shows ${shown}`,
    );
    await step('The driver calls X, and the phone of the passenger rings', () =>
      phones.reach({ from: DRIVER, to: x }, PASSENGER),
    );
    await step(
      'The driver texts X',
      () => phones.text(DRIVER, x, 'I am at the blue gate', PASSENGER),
      (words) => `the passenger reads: ${words}`,
    );
    await step(
      'The calls were announced and recorded; a dispute can be heard',
      async () => {
        await archive();
        return client.recording((await answeredCall(client, bindingId)).callId);
      },
      ({ bytes }) => `${bytes.byteLength} bytes, checked by their SHA-256`,
    );
    await step(
      'The trip is over: the binding lives a day more, for lost property',
      () =>
        client.patch('/bindings/{bindingId}', {
          params: { path: { bindingId } },
          body: { ttlSeconds: A_DAY },
        }),
      ({ expiresAt }) => `until ${expiresAt}`,
    );
    await step('The passenger calls about an umbrella', () =>
      phones.reach({ from: PASSENGER, to: x }, DRIVER),
    );
    await step(
      'A day later nobody reaches anybody any more (the clock of the stack stays ahead)',
      async () => {
        await later(A_DAY + 1);
        const { status } = await client.get('/bindings/{bindingId}', { params: { path: { bindingId } } });
        ensure(status === 'expired', `the binding is ${status}`);
        return phones.fail({ from: PASSENGER, to: x });
      },
      (code) => `the platform turns the call away with ${code}`,
    );
  },
};

await playIfStarted(import.meta.filename, ride);
