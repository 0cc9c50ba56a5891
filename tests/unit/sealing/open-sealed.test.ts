import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { openSealed } from '../../../shared/sealing/open-sealed.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const Thing = v.object({ name: v.string() });

describe('opening a sealed value', () => {
  it.each([
    ['sealed as it is', sealer.seal('{"name":"a"}', 'T#1')],
    ['sealed compactly', sealer.sealCompact('{"name":"a"}', 'T#1')],
  ])('gives a value that was %s', (_case, sealed) => {
    expect(openSealed(sealer, Thing, sealed, 'T#1')).toEqual({ name: 'a' });
  });

  it('fails with the error of the sealer in another context', () => {
    const sealed = sealer.seal('{"name":"a"}', 'T#1');

    expect(() => openSealed(sealer, Thing, sealed, 'T#2')).toThrow(
      expect.objectContaining({ code: 'item-unreadable' }),
    );
  });

  it('fails for what the schema does not take, and for what is not JSON', () => {
    expect(() => openSealed(sealer, Thing, sealer.seal('{"name":1}', 'T#1'), 'T#1')).toThrow(v.ValiError);
    expect(() => openSealed(sealer, Thing, sealer.seal('name', 'T#1'), 'T#1')).toThrow(SyntaxError);
  });
});
