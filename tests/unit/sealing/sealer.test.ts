import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer, type DataKey, type Sealer } from '../../../shared/sealing/sealer.ts';

const key = (id: string, fill: number): DataKey => ({ id, bytes: new Uint8Array(32).fill(fill) });
const sealer = createSealer([key('one', 1)]);
const DOES_NOT_OPEN = expect.objectContaining({ code: 'item-unreadable' });

const ways: [string, (by: Sealer, plain: string, context: string) => string][] = [
  ['seal', (by, plain, context) => by.seal(plain, context)],
  ['sealCompact', (by, plain, context) => by.sealCompact(plain, context)],
];

describe.each(ways)('%s', (_name, seal) => {
  it('gives any text back in its own context', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });

    fc.assert(
      fc.property(text, fc.string(), (plain, context) => {
        const opened = sealer.open(seal(sealer, plain, context), context).toString();

        expect(opened).toBe(plain);
      }),
    );
  });

  it('does not open in any other context', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (context, other) => {
        fc.pre(context !== other);
        const sealed = seal(sealer, '{}', context);

        expect(() => sealer.open(sealed, other)).toThrow(DOES_NOT_OPEN);
      }),
    );
  });

  it('does not open after any change of its bytes', () => {
    const sealed = seal(sealer, '{"caller":"+8613800000001"}', 'C#a');
    const [head, encoded = ''] = sealed.split(':');
    const bytes = Buffer.from(encoded, 'base64url');

    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(place) ^ change, place);

        expect(() => sealer.open(`${head}:${changed.toString('base64url')}`, 'C#a')).toThrow(DOES_NOT_OPEN);
      }),
    );
  });

  it('does not open cut to any length', () => {
    const sealed = seal(sealer, 'a text', 'C#a');
    const lengths = Array.from({ length: sealed.length - 'one:'.length - 1 }, (_, length) => length);

    const opened = lengths.filter((length) => {
      try {
        sealer.open(sealed.slice(0, 'one:'.length + length), 'C#a');
        return true;
      } catch {
        return false;
      }
    });

    expect(opened).toEqual([]);
  });

  it('opens with a key that seals no more', () => {
    const sealed = seal(sealer, 'a text', 'C#a');
    const rotated = createSealer([key('two', 2), key('one', 1)]);

    const opened = rotated.open(sealed, 'C#a').toString();

    expect(opened).toBe('a text');
    expect(seal(rotated, 'a text', 'C#a')).toMatch(/^two~?:/);
  });

  it.each([
    ['is gone', createSealer([key('two', 2)])],
    ['has other bytes', createSealer([key('one', 9)])],
  ])('does not open when its key %s', (_case, other) => {
    const sealed = seal(sealer, 'a text', 'C#a');

    expect(() => other.open(sealed, 'C#a')).toThrow(DOES_NOT_OPEN);
  });

  it('looks different every time and shows nothing', () => {
    const [one, other] = [seal(sealer, '+8613800000001', 'C#a'), seal(sealer, '+8613800000001', 'C#a')];

    expect(one).not.toBe(other);
    expect(one).toMatch(/^one~?:[\w-]+$/);
    expect(Buffer.from(one.split(':')[1] ?? '', 'base64url').toString('latin1')).not.toContain('13800000001');
  });
});

describe('open', () => {
  it.each(['', ':', 'one', 'one:', 'one:AAAA', '~:AAAA', 'one:****', '13800000001'])(
    'refuses %j',
    (sealed) => {
      expect(() => sealer.open(sealed, 'C#a')).toThrow(DOES_NOT_OPEN);
    },
  );

  it('opens bytes as they were', () => {
    const sealed = sealer.seal(Uint8Array.of(0, 255, 128, 10), 'C#a');

    const opened = sealer.open(sealed, 'C#a');

    expect([...opened]).toEqual([0, 255, 128, 10]);
  });

  it('opens what AES-256-GCM of another hand sealed', () => {
    // Key 32 times 1, IV 12 times 0, made with AESGCM of Python's cryptography package.
    const sealed = 'one:AAAAAAAAAAAAAAAA3hXsuQ1PEDf0NGkn3gY1eN-6IdqY9g';

    const opened = sealer.open(sealed, 'C#a').toString();

    expect(opened).toBe('a text');
  });
});
