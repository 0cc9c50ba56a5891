import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import { halfMoved } from '../../../shared/bindings/move/half-moved.ts';
import { C } from '../../builders/bind-request.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

const MADE = aLiveBinding({ bindingId: 'made', replaces: 'old' });
const REPLACING = { version: 1 };
const RELEASED = { status: 'released', releasedAt: '2026-03-01T08:00:00.000Z' } as const;

describe('the old binding of a move that is half done', () => {
  it.each<[string, Binding | undefined, string | undefined]>([
    ['is ended with the new one while it lives', aLiveBinding({ bindingId: 'old' }), 'old'],
    ['is ended on while somebody ends it', aLiveBinding({ bindingId: 'old', status: 'releasing' }), 'old'],
    [
      'is left where its end for the move has begun',
      aLiveBinding({ bindingId: 'old', replacedBy: 'made' }),
      undefined,
    ],
    ['is left where it has ended', aLiveBinding({ bindingId: 'old', ...RELEASED }), undefined],
    [
      'is left where it has another B by now',
      aLiveBinding({ bindingId: 'old', b: C, version: 2 }),
      undefined,
    ],
    ['is left where it is gone', undefined, undefined],
  ])('%s', async (_case, old, expected) => {
    const get = async (id: string) => (id === 'old' && old ? { binding: old, revision: 1 } : undefined);

    expect(await halfMoved({ get }, { binding: MADE, replacing: REPLACING, revision: 1 })).toBe(expected);
    expect(await halfMoved({ get }, { binding: MADE, revision: 1 })).toBeUndefined();
  });
});
