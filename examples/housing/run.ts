// Flats to let: one number in all adverts, and an extension leads to the agent of each.
import { playIfStarted } from '../local/main.ts';
import type { Scene } from '../local/scene.ts';

const AGENT = '+8613800000301';
const OTHER_AGENT = '+8613800000302';
const TENANT = '+8613900000301';
const FLAT = 'flat-301';
const OTHER_FLAT = 'flat-302';

/** Two agents behind one number. */
export const housing: Scene = {
  title: 'Flats to let (AXE)',
  references: [FLAT, OTHER_FLAT],
  async play({ client, phones }, step) {
    const first = { mode: 'AXE', app: 'housing', a: AGENT, reference: FLAT } as const;
    const { x = '', extension = '' } = await step(
      'A flat is advertised: its agent gets an extension, for thirty days',
      () => client.post('/bindings', { body: first }),
      (bound) => `the advert says ${bound.x}, extension ${bound.extension}`,
    );
    const second = { ...first, a: OTHER_AGENT, reference: OTHER_FLAT, x };
    const other = await step(
      'Another flat takes the same X, with another extension',
      () => client.post('/bindings', { body: second }),
      (bound) => `extension ${bound.extension}`,
    );
    await step(
      'Somebody calls X and the first extension, and the phone of the first agent rings',
      () => phones.reach({ from: TENANT, to: x, extension }, AGENT),
      (shown) => `it shows ${shown}; neither sees the number of the other`,
    );
    await step('The agent calls X back, and the phone of the last caller rings', () =>
      phones.reach({ from: AGENT, to: x }, TENANT),
    );
    await step('The other extension leads to the other agent', () =>
      phones.reach({ from: TENANT, to: x, extension: other.extension ?? '' }, OTHER_AGENT),
    );
    await step(
      'X without an extension leads to nobody',
      () => phones.fail({ from: TENANT, to: x }),
      (code) => `the platform turns the call away with ${code}`,
    );
    await step('Both flats are let: their bindings end', async () => {
      for (const reference of [FLAT, OTHER_FLAT])
        await client.delete('/bindings', { params: { query: { reference } } });
    });
    await step(
      'An old advert leads to nobody, and its extension rests for a week',
      () => phones.fail({ from: TENANT, to: x, extension }),
      (code) => `the platform turns the call away with ${code}`,
    );
  },
};

await playIfStarted(import.meta.filename, housing);
