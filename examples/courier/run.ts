// A parcel courier with a number of the day: recipients call it, and the courier calls out through it, one by one.
import { playIfStarted } from '../local/main.ts';
import type { Scene } from '../local/scene.ts';

const COURIER = '+8613800000501';
const RECIPIENTS = ['+8613900000501', '+8613900000502'];
const SHIFT = 'shift-501';
const WINDOW = 120;

/** One courier, one shift, many recipients. */
export const courier: Scene = {
  title: 'A parcel courier (AX)',
  references: [SHIFT],
  async play({ client, phones, later }, step) {
    const body = { mode: 'AX', app: 'courier', a: COURIER, reference: SHIFT } as const;
    const { bindingId, x = '' } = await step(
      'The shift begins: the courier has an X, for twelve hours',
      () => client.post('/bindings', { body }),
      (bound) => `every note about a parcel of today says ${bound.x}`,
    );
    const params = { path: { bindingId } };
    for (const [index, recipient] of RECIPIENTS.entries()) {
      await step(
        `The courier is to call recipient ${index + 1}: the temporary callee is set, then the courier calls X`,
        async () => {
          await client.put('/bindings/{bindingId}/temporary-callee', {
            params,
            body: { callee: recipient, ttlSeconds: WINDOW },
          });
          return phones.reach({ from: COURIER, to: x }, recipient);
        },
        (shown) => `the phone of the recipient rings and shows ${shown}`,
      );
    }
    for (const [index, recipient] of RECIPIENTS.entries()) {
      await step(
        `Recipient ${index + 1} calls X, and the phone of the courier rings`,
        () => phones.reach({ from: recipient, to: x }, COURIER),
        (shown) => `it shows ${shown} and not the number of the recipient`,
      );
    }
    await step(
      'Two minutes later the courier reaches nobody without naming somebody first',
      async () => {
        await later(WINDOW + 1);
        return phones.fail({ from: COURIER, to: x });
      },
      (code) => `the platform turns the call away with ${code}`,
    );
    await step('The shift is over', () => client.delete('/bindings/{bindingId}', { params }));
    await step(
      'In the evening nobody rings the courier any more',
      () => phones.fail({ from: `${RECIPIENTS[0]}`, to: x }),
      (code) => `the platform turns the call away with ${code}`,
    );
  },
};

await playIfStarted(import.meta.filename, courier);
