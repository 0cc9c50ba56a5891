import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODES } from '../../../shared/kernel/mode.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = { bindingId: string; code: string; errors: { path: string; message: string }[] };

/** One app a mode with eight numbers each; the first of an app's carries no texts. */
const APPS = MODES.map((mode, index) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKey${mode}000000000001`,
  appSecret: 'test-app-secret-each-0001',
  numbers: Array.from({ length: 8 }, (_, place) => ({
    x: xNumber(index * 8 + place + 1),
    areaCode: '0755',
    sms: place > 0,
  })),
}));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    // The first number, which a test names, is the last to be chosen.
    random: () => 0.999,
    apps: APPS,
    platformApps: APPS.map((app) => ({ ...app, pushUrls: {} })),
  });
});
afterAll(() => stack.close());

let people = 0;
const somebody = () => {
  people += 1;
  return person(people);
};
/** A number of another app than any request is for: that of X, or of AX for X itself. */
const ownOf = (mode: string) => xNumber(mode === 'X' ? 1 : 33);

const ask = async (method: string, path: string, body: unknown) => {
  const answer = await stack.request(method, path, { body });
  return { status: answer.status, body: answer.body as Body };
};
const faults = ({ status, body }: { status: number; body: Body }) => [
  status,
  body.code,
  (body.errors ?? []).map(({ path }) => path),
];
const aBody = (mode: string) => ({
  mode,
  a: somebody(),
  areaCode: '0755',
  ...(['AXB', 'AXYB', 'X'].includes(mode) ? { b: somebody() } : {}),
  ...(mode === 'X' ? { x: APPS.find((app) => app.mode === 'X')?.numbers[1]?.x } : {}),
});
const bind = (mode: string, more: object = {}) => ask('POST', '/bindings', { ...aBody(mode), ...more });

describe('a private number of ours', () => {
  it.each(MODES)('cannot be A, not even of another app (%s)', async (mode) => {
    expect(faults(await bind(mode, { a: ownOf(mode) }))).toEqual([400, 'invalid-request', ['a']]);
  });

  it.each(['AXB', 'AXYB', 'X'])('cannot be B (%s)', async (mode) => {
    expect(faults(await bind(mode, { b: ownOf(mode) }))).toEqual([400, 'invalid-request', ['b']]);
  });

  it('cannot be the call-back number of AXE', async () => {
    const refused = await bind('AXE', { callback: { number: ownOf('AXE') } });

    expect(faults(refused)).toEqual([400, 'invalid-request', ['callback.number']]);
  });

  it.each([
    ['AXB', 'a'],
    ['AXB', 'b'],
    ['AX', 'a'],
    ['X', 'b'],
  ])('cannot become a party by a change (%s, %s)', async (mode, field) => {
    const made = await bind(mode);

    const refused = await ask('PATCH', `/bindings/${made.body.bindingId}`, { [field]: ownOf(mode) });

    expect([made.status, faults(refused)]).toEqual([201, [400, 'invalid-request', [field]]]);
  });

  it('cannot be a temporary callee, and neither can A', async () => {
    const a = somebody();
    const made = await bind('AX', { a });
    const path = `/bindings/${made.body.bindingId}/temporary-callee`;

    const own = await ask('PUT', path, { callee: ownOf('AX') });
    const itself = await ask('PUT', path, { callee: a });

    expect(faults(own)).toEqual([400, 'invalid-request', ['callee']]);
    expect(faults(itself)).toEqual([400, 'invalid-request', ['callee']]);
  });

  it('is looked for with one read beside those of the bind, and costs no call', async () => {
    await bind('AXB');
    const before = stack.store.calls.length;

    await bind('AXB');

    const reads = stack.store.calls
      .slice(before)
      .filter(({ input }) => input.purpose.includes('looking for private numbers'));
    expect(reads).toHaveLength(1);
  });

  it('cannot be imported into the pool of another app', async () => {
    const refused = await ask('PUT', '/numbers?app=ax', [...(APPS[0]?.numbers ?? []), { x: xNumber(33) }]);

    expect(faults(refused)).toEqual([409, 'number-of-another-app', ['8.x']]);
  });
});

describe('texts', () => {
  it.each(['AXB', 'AX'])('need a private number that carries them, when it is named (%s)', async (mode) => {
    const x = APPS.find((app) => app.mode === mode)?.numbers[0]?.x;

    expect(faults(await bind(mode, { x, sms: true }))).toEqual([400, 'invalid-request', ['x']]);
    const made = await bind(mode, { x });
    const refused = await ask('PATCH', `/bindings/${made.body.bindingId}`, { sms: true });

    expect([made.status, faults(refused)]).toEqual([201, [400, 'invalid-request', ['sms']]]);
  });
});

describe('the tone of the last minute', () => {
  it.each(['AXB', 'AX', 'X'])('needs a limit (%s)', async (mode) => {
    const expected = [400, 'invalid-request', ['lastMinuteTone']];
    expect(faults(await bind(mode, { lastMinuteTone: 'last.wav' }))).toEqual(expected);
    expect(faults(await bind(mode, { lastMinuteTone: 'last.wav', maxCallMinutes: 0 }))).toEqual(expected);

    const made = await bind(mode);
    const path = `/bindings/${made.body.bindingId}`;
    const refused = await ask('PATCH', path, { lastMinuteTone: 'last.wav' });
    const changed = await ask('PATCH', path, { lastMinuteTone: 'last.wav', maxCallMinutes: 5 });
    const unlimited = await ask('PATCH', path, { maxCallMinutes: 0 });

    expect([made.status, faults(refused)]).toEqual([201, expected]);
    expect([changed.status, unlimited.status]).toEqual([200, 200]);
  });
});
