import { describe, expect, it } from 'vitest';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import { createReleaseByReference } from '../../../shared/bindings/unbind/release-by-reference.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { aLiveBinding, NOW } from '../../builders/binding-modules.ts';
import { bindingOf } from '../../builders/binding-of.ts';

const one = (bindingId: string, changes: object = {}): Binding =>
  bindingOf({ ...aLiveBinding(), bindingId, reference: 'order-1', ...changes } as Binding & {
    status: BindingStatus;
  });

/** Ends a reference's bindings, of which the index shows all. */
const releaseAll = async (
  bindings: readonly Binding[],
  {
    app,
    turns = Infinity,
    fault = {},
    unreadable = [],
  }: {
    app?: string;
    turns?: number;
    fault?: Record<string, AppError>;
    unreadable?: readonly string[];
  } = {},
) => {
  const asked: string[] = [];
  const answer = createReleaseByReference({
    bindings: {
      madeLately: async () => [],
      places: async (_filter, limit, after) => {
        const start = bindings.findIndex(({ bindingId }) => bindingId === after?.bindingId) + 1;
        return bindings.slice(start, start + limit);
      },
      getReadable: async (ids, apps) => ({
        records: bindings
          .filter(({ app: appOfBinding }) => apps === undefined || apps.includes(appOfBinding))
          .filter(({ bindingId }) => ids.includes(bindingId) && !unreadable.includes(bindingId))
          .map((binding) => ({ binding, revision: 1 })),
        unreadable: ids.filter((id) => unreadable.includes(id)),
      }),
    },
    release: async (bindingId) => {
      asked.push(bindingId);
      const thrown = fault[bindingId];
      if (thrown !== undefined) throw thrown;
      return { kind: 'ended', binding: one(bindingId, { status: 'released' }) };
    },
    clock: () => NOW,
  })(
    { reference: 'order-1', apps: app === undefined ? undefined : [app], end: { why: 'released' } },
    () => asked.length < turns,
  );
  return { asked, answer: await answer.catch((error: unknown) => ({ error })) };
};

describe('the end of a reference', () => {
  it('is that of what lives, and of nothing else', async () => {
    const { asked } = await releaseAll([
      one('active'),
      one('releasing', { status: 'releasing' }),
      one('released', { status: 'released' }),
      one('over', { expiresAt: '2026-03-01T07:59:59.000Z' }),
      one('changed', { reference: 'order-2' }),
    ]);

    expect(asked).toEqual(['active', 'releasing']);
  });

  it('is that of one app alone where an app is named', async () => {
    const { asked } = await releaseAll([one('here'), one('there', { app: 'homes' })], { app: 'homes' });

    expect(asked).toEqual(['there']);
  });

  it('goes through all pages of the list', async () => {
    const many = Array.from({ length: 201 }, (_, index) => one(`binding-${index}`));

    const { asked } = await releaseAll(many);

    expect(asked).toHaveLength(201);
  });

  it('tries all though one fails, and then tells why', async () => {
    const throttled = new AppError('platform-throttled', 'fewer', { retryAfterSeconds: 75 });

    const { asked, answer } = await releaseAll([one('first'), one('second')], {
      fault: { first: throttled },
    });

    expect(asked).toEqual(['first', 'second']);
    expect(answer).toEqual({ error: throttled });
  });

  it('ends the others when one cannot be opened, and then tells so', async () => {
    const { asked, answer } = await releaseAll([one('first'), one('second')], { unreadable: ['first'] });

    expect(asked).toEqual(['second']);
    expect(answer).toMatchObject({ error: { code: 'item-unreadable' } });
  });

  it('asks for a repeat when time runs out', async () => {
    const { asked, answer } = await releaseAll([one('first'), one('second')], { turns: 1 });

    expect(asked).toEqual(['first']);
    expect(answer).toMatchObject({ error: { code: 'binding-in-progress', retryAfterSeconds: 1 } });
  });
});
