import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { E164 } from '../../../shared/kernel/e164.ts';
import { parsePartyNumber } from '../../../shared/kernel/e164.ts';
import { A, aBindRequest, B, privateNumber } from '../../builders/bind-request.ts';
import { appOfMode, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = appOfMode('AXE');
const X = privateNumber('+8617000000021');
const terms = { callDirection: 'both', record: false, ttlSeconds: 3600 } as const;

const bind = async (a: E164 = A, extension?: string) => {
  const request = aBindRequest({ a, b: undefined, x: X, extension, terms });
  const result = await stack.platformOf(app).bind(request);
  if (result.kind !== 'ok') throw new Error(`not bound: ${JSON.stringify(result)}`);
  return { ...result.value, subscriptionId: result.value.subscriptionId ?? '' };
};

describe('an AXE binding of the simulated platform', () => {
  it('gets an extension when none is wanted, and is refused one that is taken', async () => {
    const { extension } = await bind();

    const taken = await stack
      .platformOf(app)
      .bind(aBindRequest({ a: B, b: undefined, x: X, extension: String(extension), terms }));

    expect(extension).toMatch(/^\d{4}$/);
    expect(taken).toMatchObject({ kind: 'refused', code: '1020167' });
  });

  it('lives as long as it is told, in minutes, and a change starts it anew', async () => {
    const { subscriptionId } = await bind();
    const platform = stack.platformOf(app);

    await stack.advance(3599);
    const modified = await platform.modify(
      subscriptionId,
      { ttlSeconds: 600 },
      { ...terms, ttlSeconds: 600 },
    );
    await stack.advance(599);
    const alive = await platform.get(subscriptionId);
    await stack.advance(1);
    const over = await platform.get(subscriptionId);

    expect(modified).toEqual({ kind: 'ok', value: 'modified' });
    expect(alive).toMatchObject({ value: { subscriptionId, ttlSeconds: undefined } });
    expect(over).toEqual({ kind: 'ok', value: undefined });
  });

  it.each(['extendNumList', 'items'])('is found and listed beyond the first page of %s', async (axeList) => {
    await stack.control.setDialect({ axeList });
    const people = Array.from({ length: 60 }, (_, n) =>
      parsePartyNumber(`138000010${String(n).padStart(2, '0')}`),
    );
    for (const person of people) if (person !== undefined) await bind(person.number);
    const { subscriptionId } = await bind(B);
    const platform = stack.platformOf(app);

    const found = await platform.find({ x: X, a: B, b: undefined });
    const first = await platform.list(X, undefined);
    const second = await platform.list(X, first.kind === 'ok' ? first.value.next : '');

    expect(found).toMatchObject({ value: { subscriptionId } });
    expect(first).toMatchObject({ value: { bindings: { length: 50 }, next: expect.any(String) } });
    expect(second).toMatchObject({ value: { bindings: { length: 11 }, next: undefined } });
  });
});
