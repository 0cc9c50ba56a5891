import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersOf, randomId } from '../../../shared/kernel/ids.ts';

describe('lettersOf', () => {
  it('writes every half byte as a letter of its own', () => {
    const letters = lettersOf(Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef));

    expect(letters).toBe('ghijkmnpqrabcdef');
  });

  it('holds no digit and tells different bytes apart', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const [first, second] = [lettersOf(one), lettersOf(other)];

        expect(first).toMatch(/^[a-z]{32}$/);
        expect(first === second).toBe(Buffer.compare(one, other) === 0);
      }),
    );
  });
});

describe('randomId', () => {
  it('never makes an id twice and none with a digit', () => {
    const ids = Array.from({ length: 1000 }, randomId);

    expect(new Set(ids).size).toBe(1000);
    expect(ids.filter((id) => !/^[a-z]{32}$/.test(id))).toEqual([]);
  });
});
