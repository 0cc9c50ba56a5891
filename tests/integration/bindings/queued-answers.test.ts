import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// A repeat of an idempotency key whose bind waited, after one of its people was blocked: its first answer was that binding.

const A = '+8613800000001';
const B = '+8613900000002';
const SHOP = '+8613900000009';

let mode: ModeStack;
let named: Mode;
afterEach(() => mode.stack.close());

type Kind = 'throttled' | 'drop-before';

const startDown = async (name: Mode, kind: Kind, settings: object = {}) => {
  named = name;
  mode = await startModeStack(name, {
    store: 'memory',
    sleep: async () => undefined,
    settings: { platformDown: 'queue', queueSeconds: 600, ...settings },
  });
  await mode.stack.control.faults.add({ on: 'any', kind, times: 10_000 });
};
const comeBack = () => mode.stack.control.faults.clear();
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');
  }
};
const bind = (body: object) =>
  mode.ask('POST', '/bindings', { mode: named, ...body }, { 'Idempotency-Key': 'order-1' });
const block = (party: string) => mode.ask('POST', '/blocks', { party });
const isAsked = async (body: object, first: string) => {
  const { status, body: answer } = await bind(body);
  return [status, answer.code ?? (answer.bindingId === first ? answer.status : 'another binding')];
};

describe.each([
  ['AX', { a: A }, A, {}],
  ['AXB', { a: A, b: B }, B, {}],
  ['AXE', { a: A, callback: { number: SHOP } }, SHOP, {}],
  ['AXYB', { a: A, b: B }, B, {}],
  ['AX', { a: A, areaCode: '0755' }, A, { allocation: 'platform' }],
] as const satisfies readonly (readonly [Mode, object, string, object])[])(
  'a key of a bind of %s that waited (%j, %s is blocked since, %j)',
  (name, body, party, settings) => {
    it('is answered with the binding that was made', async () => {
      await startDown(name, 'throttled', settings);
      const first = await bind(body);
      await comeBack();
      await sweepFor(2);
      await block(party);

      expect(first.status).toBe(202);
      expect(await isAsked(body, first.body.bindingId)).toEqual([201, 'active']);
    });
  },
);

describe('a key of a bind that waits or has waited, of people one of whom is blocked', () => {
  const PAIR = { a: A, b: B };

  it('is answered with the binding that waits, until the block has ended it, and with that afterwards', async () => {
    await startDown('AXB', 'throttled');
    const { body: first } = await bind(PAIR);
    await block(B);
    const waiting = await isAsked(PAIR, first.bindingId);
    await comeBack();
    await sweepFor(2);

    expect([waiting, await isAsked(PAIR, first.bindingId)]).toEqual([
      [202, 'pending'],
      [201, 'failed'],
    ]);
  });

  it('is told to come back while nobody knows whether the binding was made that the block ends', async () => {
    await startDown('AXB', 'drop-before');
    const { body: first } = await bind(PAIR);
    await block(B);
    await sweepFor(1);

    expect(await isAsked(PAIR, first.bindingId)).toEqual([409, 'binding-in-progress']);
  });

  it('is answered with the binding that was made and has ended since', async () => {
    await startDown('AXB', 'throttled');
    const { body: first } = await bind(PAIR);
    await comeBack();
    await sweepFor(2);
    await mode.ask('DELETE', `/bindings/${first.bindingId}`);
    await block(A);

    expect(await isAsked(PAIR, first.bindingId)).toEqual([201, 'released']);
  });

  it('binds nobody where the bind waited in vain', async () => {
    await startDown('AXB', 'throttled');
    const { body: first } = await bind(PAIR);
    await sweepFor(11);
    await comeBack();
    await block(B);

    expect(await isAsked(PAIR, first.bindingId)).toEqual([422, 'party-blocked']);
  });

  it('is refused for another request as that, and without a key nobody is answered', async () => {
    await startDown('AXB', 'throttled');
    const { body: first } = await bind(PAIR);
    await comeBack();
    await sweepFor(2);
    await block(B);
    const unkeyed = await mode.ask('POST', '/bindings', { mode: 'AXB', ...PAIR });

    expect(await isAsked({ ...PAIR, userData: 'more' }, first.bindingId)).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    expect([unkeyed.status, unkeyed.body.code]).toEqual([422, 'party-blocked']);
  });
});
