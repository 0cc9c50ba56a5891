import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { person } from '../../harness/fixtures.ts';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  CALLEE,
  OTHER_APP,
  STRANGER,
  startAccessStack,
} from './access-stack.ts';

const MODES: readonly Mode[] = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];
const OTHER = person(45_678_905);
const MASKED_A = '+861****5671';

let access: AccessStack;
beforeAll(async () => {
  access = await startAccessStack([['binder', ['bindings', 'read:masked']]]);
}, 60_000);
afterAll(() => access?.stack.close());

const binder = (method: string, path: string, body?: unknown) => access.as('binder')(method, path, body);
const query = (...numbers: readonly string[]) =>
  numbers.map((number, at) => `guess${at}=${encodeURIComponent(number)}`).join('&');

describe.each(MODES)('a caller without `read` that guesses in mode %s', (mode) => {
  let path: string;
  beforeAll(async () => {
    const { bindingId } = await access.bound(mode, APP_OF[mode], { reference: `guessed-${mode}` });
    path = `/bindings/${bindingId}`;
    await access.ask('DELETE', path);
  });

  it('is refused a body of DELETE by the name of its first field, however it is written', async () => {
    for (const [body, named] of [
      [{ guess: A }, 'guess'],
      [{ a: A, b: B }, 'a'],
      [[A, B], ''],
      [JSON.stringify(A), ''],
    ] as const) {
      const { status, body: problem, text } = await binder('DELETE', path, body);

      expect([status, (problem as { code: string }).code]).toEqual([400, 'invalid-request']);
      expect(text).toContain(named);
      expect(text).not.toContain(A.slice(3));
    }
  });

  it.each([undefined, '', '{}', ' {} '])(
    'ends a binding with the body %j, and sees no person',
    async (body) => {
      const { status, body: ended } = await binder('DELETE', path, body);

      expect(status).toBe(200);
      expect(ended).toMatchObject({ status: 'released', a: MASKED_A });
    },
  );

  it('learns nothing by a query of DELETE', async () => {
    const { status, text } = await binder('DELETE', `${path}?${query(A, B)}&a=${encodeURIComponent(A)}`);

    expect(status).toBe(200);
    for (const number of [A, B]) expect(text).not.toContain(number.slice(3));
  });
});

describe('a caller without `read`', () => {
  it('learns nobody by the query of a change', async () => {
    const { bindingId, x } = await access.bound('AXB', OTHER_APP, { reference: 'guessed-query' });
    const path = `/bindings/${bindingId}?${query(A, B)}`;
    const changed = await binder('PATCH', path, { maxCallMinutes: 7 });

    expect(changed.body).toMatchObject({ a: MASKED_A, b: '+861****6782', x });
  });

  it('learns nobody by a number in the field of another person or of a file', async () => {
    const { bindingId } = await access.bound('AXB', OTHER_APP, { reference: 'guessed-fields' });
    const path = `/bindings/${bindingId}`;
    // The name of a file may have digits.
    const changed = await binder('PATCH', path, {
      waitingTones: { a: B.slice(1), b: A.slice(1) },
      recordTone: A.slice(1),
      lastMinuteTone: B.slice(1),
      maxCallMinutes: 7,
    });

    expect(changed.body).toMatchObject({
      a: MASKED_A,
      b: '+861****6782',
      waitingTones: { a: B.slice(1), b: A.slice(1) },
      recordTone: A.slice(1),
      lastMinuteTone: B.slice(1),
    });
  });

  it('learns no person by a reference that is the same text', async () => {
    await access.bound('AXB', OTHER_APP, { reference: A });
    const ended = await binder('DELETE', `/bindings?reference=${encodeURIComponent(A)}`);

    expect(ended.body).toMatchObject({ items: [{ reference: A, a: MASKED_A }] });
  });

  it('learns no person by a reference in the body that is the same text', async () => {
    await access.bound('AXB', OTHER_APP, { reference: A });
    const ended = await binder('POST', '/bindings/end', { reference: A });

    expect(ended.body).toMatchObject({ items: [{ reference: A, a: MASKED_A }] });
  });

  it('learns no callee by the one whom it sets for a call back, nor the other way round', async () => {
    const wish = { callback: { number: CALLEE }, reference: 'guessed-callback' };
    const { bindingId } = await access.bound('AXE', APP_OF.AXE, wish);
    const set = await binder('PATCH', `/bindings/${bindingId}`, { callback: { number: OTHER.slice(1) } });

    expect(set.body).toMatchObject({ a: MASKED_A, callback: { number: OTHER } });
  });
});

describe('a change to a guessed person', () => {
  it('is refused for an ended binding alike, whoever was guessed', async () => {
    const { bindingId } = await access.bound('AXB', OTHER_APP, { reference: 'guessed-ended' });
    const path = `/bindings/${bindingId}`;
    await access.ask('DELETE', path);

    for (const change of [{ b: A }, { b: STRANGER }, { a: B }, { a: STRANGER }])
      expect([change, (await binder('PATCH', path, change)).body]).toMatchObject([
        change,
        { status: 409, code: 'binding-ended' },
      ]);
  });

  it('is refused with another version alike, whoever was guessed', async () => {
    const { bindingId } = await access.bound('AXB', OTHER_APP, { reference: 'guessed-version' });
    const refusals = await Promise.all(
      [A, STRANGER].map((b) =>
        access.stack.request('PATCH', `/bindings/${bindingId}`, {
          body: { b },
          headers: { authorization: 'Bearer key-of-binder', 'if-match': '77' },
        }),
      ),
    );

    expect(refusals.map(({ status }) => status)).toEqual([412, 412]);
  });

  it.each([
    ['contradicts a rule', { maxCallMinutes: 0, lastMinuteTone: 'tone.wav' }, 'lastMinuteTone'],
    ['lasts too long', { ttlSeconds: 7_776_001 }, 'ttlSeconds'],
  ])('is refused alike where the rest of it %s, whoever was guessed', async (_case, rest, path) => {
    const { bindingId } = await access.bound('AXB', OTHER_APP, { reference: `guessed-${path}` });

    for (const b of [A, STRANGER]) {
      const { body } = await binder('PATCH', `/bindings/${bindingId}`, { ...rest, b });
      const { errors } = body as { errors: { path: string }[] };
      expect([b, errors.map((error) => error.path)]).toEqual([b, [path]]);
    }
  });

  it('is refused where nothing else is wrong, because nobody is joined with himself', async () => {
    const { bindingId } = await access.bound('AXB', OTHER_APP, { reference: 'guessed-right' });

    expect((await binder('PATCH', `/bindings/${bindingId}`, { b: A })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'b', message: 'must be another number than a' }],
    });
  });
});
