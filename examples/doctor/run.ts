// A consultation by phone: the patient may call in a window of half an hour, and is recorded only after consent.
import { answeredCall } from '../local/answered-call.ts';
import { ensure } from '../local/ensure.ts';
import { playIfStarted } from '../local/main.ts';
import type { Scene } from '../local/scene.ts';

const DOCTOR = '+8613800000401';
const PATIENT = '+8613900000401';
const FIRST = 'consultation-401';
const SECOND = 'consultation-402';
const WINDOW = 1800;

const bodyOf = (reference: string) =>
  ({ mode: 'AXB', app: 'doctor', a: DOCTOR, b: PATIENT, callDirection: 'to-a', reference }) as const;

/** Two consultations of one patient, the second one with consent to a recording. */
export const doctor: Scene = {
  title: 'A consultation by phone (AXB, one way)',
  references: [FIRST, SECOND],
  async play({ client, phones, later, archive }, step) {
    const { bindingId, x = '' } = await step(
      'A consultation without consent to a recording: a window of half an hour opens',
      () => client.post('/bindings', { body: { ...bodyOf(FIRST), maxCallMinutes: 20 } }),
      (bound) => `the patient is told ${bound.x}, until ${bound.expiresAt}`,
    );
    await step('The patient calls X, and the phone of the doctor rings', () =>
      phones.reach({ from: PATIENT, to: x }, DOCTOR),
    );
    await step(
      'The other direction is closed: a call of the doctor goes nowhere',
      () => phones.fail({ from: DOCTOR, to: x }),
      (code) => `the platform turns it away with ${code}`,
    );
    await step('Nothing was recorded', async () => {
      const { recording } = await answeredCall(client, bindingId);
      ensure(recording.status === 'none', `the recording is ${recording.status}`);
    });
    await step(
      'The window closes: the patient reaches nobody (the clock of the stack stays ahead)',
      async () => {
        await later(WINDOW + 1);
        return phones.fail({ from: PATIENT, to: x });
      },
      (code) => `the platform turns the call away with ${code}`,
    );
    const agreed = await step(
      'The next consultation: the patient has agreed to a recording',
      () => client.post('/bindings', { body: { ...bodyOf(SECOND), record: true } }),
      ({ recordTone }) => `${recordTone} announces it in the call`,
    );
    await step(
      'The patient calls, and the recording is kept',
      async () => {
        await phones.reach({ from: PATIENT, to: agreed.x ?? '' }, DOCTOR);
        await archive();
        return client.recording((await answeredCall(client, agreed.bindingId)).callId);
      },
      ({ bytes }) => `${bytes.byteLength} bytes; only callers with the scope recordings get a link`,
    );
    await step('The consultation is over', () =>
      client.delete('/bindings', { params: { query: { reference: SECOND } } }),
    );
  },
};

await playIfStarted(import.meta.filename, doctor);
