import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, shrink } from '../../../shared/sealing/compact.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(7) }]);

describe('shrink', () => {
  it('writes any bytes so that expand gives them back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(expand(shrink(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('opens what an earlier release stored, so its dictionary may never change', () => {
    const stored = Buffer.from('AYOli6LMlNRifImjWNdQCd09tQA=', 'base64');

    const text = expand(stored).toString();

    expect(text).toBe('{"app":"rides","mode":"AXB","sessionId":"s-1","recorded":true}');
  });

  it('refuses bytes of an unknown form', () => {
    const unknown = Buffer.of(9, 1, 2);

    expect(() => expand(unknown)).toThrow(RangeError);
  });
});

describe('sealCompact', () => {
  it('is opened as any other sealed value', () => {
    const sealed = sealer.sealCompact('{"caller":"+8613800000001"}', 'C#a');

    expect(sealer.open(sealed, 'C#a').toString()).toBe('{"caller":"+8613800000001"}');
  });

  it('does not open on another item', () => {
    const sealed = sealer.sealCompact('{}', 'C#a');

    expect(() => sealer.open(sealed, 'C#b')).toThrow(expect.objectContaining({ code: 'internal-error' }));
  });

  it('does not open when the mark of compact values is taken away', () => {
    const sealed = sealer.sealCompact('{"caller":"+8613800000001"}', 'C#a');

    const opened = sealer.open(sealed.replace('~', ''), 'C#a').toString();

    expect(opened).not.toContain('13800000001');
  });
});

describe('the initialisation vectors', () => {
  it('are never used twice, also beyond one draw of random bytes', () => {
    const sealed = Array.from({ length: 1000 }, () => sealer.seal('', 'C#a'));

    const vectors = sealed.map((text) => Buffer.from(text.split(':')[1] ?? '', 'base64url').subarray(0, 12));
    expect(new Set(vectors.map((vector) => vector.toString('hex'))).size).toBe(1000);
  });
});
