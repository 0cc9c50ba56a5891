import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PartiesStack, startPartiesStack } from './parties-stack.ts';

// A change has no answer, and somebody who is in the binding is blocked before anybody finishes it: it gives him nothing more.

let stack: PartiesStack;
beforeAll(async () => {
  stack = await startPartiesStack();
});
afterAll(() => stack.close());

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await stack.ask(method, path, body);
  return { status: answer.status, body: answer.body as Readonly<{ code?: string }> };
};
const silence = () => stack.control.faults.add({ on: 'any', kind: 'drop-before', times: 30 });
const block = (party: string) => ask('POST', '/blocks', { party });
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await stack.advance(61);
    await stack.invoke('binding-sweeper');
  }
};

describe('a change without an answer', () => {
  it.each([
    ['AXB', 'a', 'b'],
    ['AXB', 'b', 'b'],
    ['AX', 'a', 'a'],
    ['AXYB', 'a', 'b'],
  ] as const)('of %s is taken back when %s is blocked: another %s', async (mode, side, field) => {
    const person = stack.somebody();
    const other = stack.somebody();
    const bound = await stack.bind(mode, { [side]: person, ttlSeconds: 3600 });
    const { [field]: former } = await stack.read(bound.bindingId);
    await silence();
    const first = await ask('PATCH', `/bindings/${bound.bindingId}`, { [field]: other });
    const blocked = await block(person);
    await stack.control.faults.clear();
    await sweepFor(10);

    const { [field]: current } = await stack.read(bound.bindingId);

    expect([first.status, blocked.status, current]).toEqual([503, 201, former]);
  });

  it('of AXE is taken back when A is blocked: another call-back number', async () => {
    const [person, former, other] = [stack.somebody(), stack.somebody(), stack.somebody()];
    const bound = await stack.bind('AXE', { a: person, ttlSeconds: 3600, callback: { number: former } });
    await silence();
    const first = await ask('PATCH', `/bindings/${bound.bindingId}`, { callback: { number: other } });
    const blocked = await block(person);
    await stack.control.faults.clear();
    await sweepFor(10);

    const { callback } = await stack.read(bound.bindingId);

    expect([first.status, blocked.status, callback]).toEqual([503, 201, { number: former }]);
  });

  it('of AXB is taken back when A is blocked: a longer life', async () => {
    const person = stack.somebody();
    const bound = await stack.bind('AXB', { a: person, ttlSeconds: 3600 });
    const { expiresAt: former } = await stack.read(bound.bindingId);
    await silence();
    const first = await ask('PATCH', `/bindings/${bound.bindingId}`, { ttlSeconds: 80_000 });
    const blocked = await block(person);
    await stack.control.faults.clear();
    await sweepFor(10);

    const { expiresAt } = await stack.read(bound.bindingId);

    expect([first.status, blocked.status]).toEqual([503, 201]);
    expect(Date.parse(String(expiresAt))).toBeLessThanOrEqual(Date.parse(String(former)));
  });

  it.each([
    ['AXB', 0],
    ['AXB', 5],
    ['AX', 0],
    ['AXE', 0],
  ] as const)(
    'of %s is made with the end that it asked for: a shorter life, after %i tries',
    async (mode, tries) => {
      const person = stack.somebody();
      const bound = await stack.bind(mode, { a: person, ttlSeconds: 3600 });
      const { expiresAt: former } = await stack.read(bound.bindingId);
      await silence();
      const first = await ask('PATCH', `/bindings/${bound.bindingId}`, { ttlSeconds: 3540 });
      const blocked = await block(person);
      await sweepFor(tries);
      await stack.control.faults.clear();
      await sweepFor(10);

      const { expiresAt } = await stack.read(bound.bindingId);

      expect([first.status, blocked.status]).toEqual([503, 201]);
      expect(Date.parse(String(expiresAt)) - Date.parse(String(former))).toBe(-60_000);
    },
  );

  it('of AXB is taken back when A is blocked: a shorter life beside another B', async () => {
    const [person, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind('AXB', { a: person, ttlSeconds: 3600 });
    const { b: former, expiresAt: formerEnd } = await stack.read(bound.bindingId);
    await silence();
    const first = await ask('PATCH', `/bindings/${bound.bindingId}`, { ttlSeconds: 3540, b: other });
    await block(person);
    await stack.control.faults.clear();
    await sweepFor(10);

    const { b, expiresAt } = await stack.read(bound.bindingId);

    expect([first.status, b]).toEqual([503, former]);
    expect(expiresAt).toBe(formerEnd);
  });

  it('is refused when it is asked for again after the block', async () => {
    const [person, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind('AXB', { b: person, ttlSeconds: 3600 });
    await silence();
    const first = await ask('PATCH', `/bindings/${bound.bindingId}`, { b: other });
    await block(person);
    await stack.control.faults.clear();
    await stack.advance(61);

    const again = await ask('PATCH', `/bindings/${bound.bindingId}`, { b: other });

    expect([first.status, again.status, again.body.code]).toEqual([503, 422, 'party-blocked']);
  });

  it('of a phone is taken back when its person is blocked', async () => {
    const [person, other] = [stack.somebody(), stack.somebody()];
    const bound = await stack.bind('AXB', { b: person, ttlSeconds: 3600 });
    await silence();
    const first = await ask('POST', '/parties/change', { from: person, to: other });
    await block(person);
    await stack.control.faults.clear();
    await sweepFor(10);

    const { b } = await stack.read(bound.bindingId);

    expect([first.status, b]).toEqual([202, person]);
  });
});

it.each(['a', 'b'] as const)(
  'a B of AXYB whose Y is over gets no other one when %s is blocked',
  async (side) => {
    const people = { a: stack.somebody(), b: stack.somebody() };
    const bound = await stack.bind('AXYB', { ...people, ttlSeconds: 7200, ybTtlSeconds: 600 });
    const { y: former } = await stack.read(bound.bindingId);
    await stack.advance(700);
    await stack.invoke('binding-sweeper');
    await block(people[side]);

    const given = await ask('PATCH', `/bindings/${bound.bindingId}`, { b: people.b });

    const { y } = await stack.read(bound.bindingId);
    expect([given.status, given.body.code, y]).toEqual([422, 'party-blocked', former]);
  },
);
