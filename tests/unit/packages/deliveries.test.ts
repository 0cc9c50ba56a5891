import { describe, expect, it } from 'vitest';
import { createHandleOnce, verifyDelivery } from '../../../packages/client/src/index.ts';

const SHARED = { name: 'X-Api-Key', secrets: ['a new secret', 'the former secret'] };

describe('a delivery', () => {
  it.each([
    ['node:http', { 'x-api-key': 'a new secret' }],
    ['Lambda', { 'X-API-Key': 'a new secret' }],
    ['fetch', new Headers({ 'x-api-key': 'a new secret' })],
    ['a list of one', { 'x-api-key': ['a new secret'] }],
    ['before the change', { 'x-api-key': 'the former secret' }],
  ])('is accepted with the shared header: %s', (_kind, headers) => {
    expect(verifyDelivery(headers, SHARED)).toBe(true);
  });

  it.each([
    ['none', {}],
    ['an empty one', { 'x-api-key': '' }],
    ['a part of it', { 'x-api-key': 'a new secre' }],
    ['more than it', { 'x-api-key': 'a new secret ' }],
    ['another header', { authorization: 'a new secret' }],
    ['two values', { 'x-api-key': ['a new secret', 'a new secret'] }],
  ])('is refused with %s', (_what, headers) => {
    expect(verifyDelivery(headers, SHARED)).toBe(false);
  });

  it.each([[[]], [['']], [['a secret', '']]])(
    'is not verified by secrets that anybody has: %j',
    (secrets) => {
      expect(() => verifyDelivery({ 'x-api-key': '' }, { ...SHARED, secrets })).toThrow(TypeError);
    },
  );
});

describe('work of an event', () => {
  it('is done once, however often and at once the event comes', async () => {
    const once = createHandleOnce();
    let runs = 0;
    const work = async () => {
      runs += 1;
    };

    const first = await Promise.all([once('one', work), once('one', work), once('two', work)]);
    const again = await once('one', work);

    expect([first, again, runs]).toEqual([[true, false, true], false, 2]);
  });

  it('that failed is done when the event comes again', async () => {
    const once = createHandleOnce();
    const failing = once('one', () => {
      throw new Error('the database is away');
    });
    const beside = once('one', () => undefined);

    await expect(failing).rejects.toThrow('the database is away');
    await expect(beside).rejects.toThrow('the database is away');
    expect(await once('one', () => undefined)).toBe(true);
  });

  it('is remembered for the last ids alone', async () => {
    const once = createHandleOnce(2);
    for (const id of ['one', 'two', 'three']) await once(id, () => undefined);

    expect([await once('three', () => undefined), await once('one', () => undefined)]).toEqual([false, true]);
  });
});
