import { describe, expect, it } from 'vitest';
import type { CompetingBinds } from '../../../shared/bindings/bind/competing-binds.ts';
import { findLostBinding } from '../../../shared/bindings/bind/lost-binding.ts';
import type { BindingPlatform, PlatformBinding } from '../../../shared/bindings/model/binding-platform.ts';
import { A, B, OTHER_X, X } from '../../builders/bind-request.ts';
import { aPlatformBinding, aSearch, LOST } from '../../builders/binding-modules.ts';

describe('what is found where the platform chose X', () => {
  /** Looks for a lost binding of A and B; says what came of it and in which order everybody was asked. */
  const look = async (
    competitors: CompetingBinds | readonly CompetingBinds[],
    {
      reservations = [],
      clearsUp,
      found = aPlatformBinding('found'),
      named,
      unreadable = [],
    }: {
      reservations?: (typeof X)[];
      clearsUp?: boolean;
      found?: PlatformBinding | undefined;
      named?: typeof X;
      unreadable?: readonly string[];
    } = {},
  ) => {
    const asked: string[] = [];
    const platform = {
      find: async ({ x }: { x: string }) => {
        asked.push(`find ${x}`);
        return { kind: 'ok', value: x === X ? found : undefined };
      },
      unbind: async (subscriptionId: string) => {
        asked.push(`unbind ${subscriptionId}`);
        return { kind: 'ok', value: 'released' };
      },
    } as unknown as BindingPlatform;
    const result = await findLostBinding(
      aSearch({
        platform,
        numbers: async () => ({ numbers: [OTHER_X, X], unreadable }),
        isKnown: async () => {
          asked.push('known?');
          return false;
        },
        competing: async () => {
          asked.push('competitors?');
          if (typeof competitors === 'string') return competitors;
          return competitors[asked.filter((question) => question === 'competitors?').length - 1] ?? 'none';
        },
        reservedOn: async () => reservations,
        ...(clearsUp === undefined ? {} : { clearsUp }),
      }),
      { x: named, a: A, b: B },
    );
    return { result, asked };
  };
  const BOTH_NUMBERS = ['competitors?', 'find +8617000000002', 'competitors?', 'find +8617000000001'];
  const OURS = { kind: 'ok', value: { subscriptionId: 'found', x: X } };
  const NOTHING = { kind: 'ok', value: undefined };

  it('is ours when nobody else makes one for the same person, who are looked for before the reservations', async () => {
    const { result, asked } = await look('none');

    expect(result).toEqual(OURS);
    // A competitor that has just finished no longer competes, but has reserved its number by now.
    expect(asked).toEqual([...BOTH_NUMBERS, 'competitors?', 'known?']);
  });

  it.each(['abandoned', 'in-flight'] as const)(
    'is not certain when one that was %s has stopped meanwhile: it may have taken away what was found',
    async (competitor) => {
      const { result, asked } = await look([competitor, competitor, 'none'], { clearsUp: true });

      expect(result).toMatchObject({ kind: 'inconclusive', mayHaveApplied: true });
      expect(asked).toEqual([...BOTH_NUMBERS, 'competitors?', 'known?']);
    },
  );

  it('is nothing of ours when the platform was never asked for ours', async () => {
    const { result, asked } = await look('not-started', { clearsUp: true });

    expect(result).toEqual(NOTHING);
    expect(asked).not.toContain('unbind found');
  });

  it.each([
    ['somebody may be at work', 'in-flight', true],
    ['others were left behind, and whoever asks may not clear up', 'abandoned', false],
  ] as const)('is neither taken nor taken away while %s', async (_case, competitors, clearsUp) => {
    const { result, asked } = await look(competitors, { clearsUp });

    expect(result).toMatchObject({ kind: 'inconclusive', mayHaveApplied: true });
    expect(asked).not.toContain('unbind found');
  });

  it('is taken away by the sweeper when it may belong to several that were left behind', async () => {
    const { result, asked } = await look('abandoned', { clearsUp: true });

    expect(result).toEqual(NOTHING);
    expect(asked.at(-1)).toBe('unbind found');
  });

  it('is ours on a number that we have reserved, whoever else is at work; no other number is asked for', async () => {
    const { result, asked } = await look('in-flight', { reservations: [X] });

    expect(result).toEqual(OURS);
    expect(asked).toEqual(['find +8617000000001', 'known?']);
  });

  it('is ours while another number of the app cannot be opened', async () => {
    const { result } = await look('none', { unreadable: ['key'] });

    expect(result).toEqual(OURS);
  });

  it('may be on a number that cannot be opened when it is on no other', async () => {
    const swapped = { ...aPlatformBinding('swapped'), a: B, b: A };

    await expect(look('none', { found: swapped, unreadable: ['key'] })).rejects.toMatchObject({
      code: 'item-unreadable',
    });
  });

  it('is gone, whatever cannot be opened, when half of it was made and is taken away', async () => {
    const half = { ...aPlatformBinding('half'), b: undefined };

    const { result } = await look('none', { found: half, unreadable: ['key'] });

    expect(result).toEqual(NOTHING);
  });

  it('is taken away when only half of it was made', async () => {
    const { result, asked } = await look('none', { found: { ...aPlatformBinding('half'), b: undefined } });

    expect(result).toEqual(NOTHING);
    expect(asked.at(-1)).toBe('unbind half');
  });

  it('is nothing of ours when the roles are swapped there: nobody of ours asked for that', async () => {
    const swapped = { ...aPlatformBinding('swapped'), a: B, b: A };

    const { result, asked } = await look('none', { found: swapped, clearsUp: true });

    expect(result).toEqual(NOTHING);
    expect(asked).toEqual(BOTH_NUMBERS);
  });

  it('is nothing of ours with the roles swapped on a named number either: another bind may have been given it', async () => {
    const swapped = { ...aPlatformBinding('swapped'), a: B, b: A };

    const { result, asked } = await look('none', { found: swapped, named: X });

    expect(result).toEqual({ kind: 'ok', value: undefined });
    expect(asked).not.toContain('unbind');
  });

  // Somebody named X, and the platform may have chosen that very X for another bind of the same person.
  it.each([
    ['none', OURS, undefined],
    ['in-flight', { kind: 'inconclusive', mayHaveApplied: true }, undefined],
    ['abandoned', NOTHING, 'unbind found'],
  ] as const)(
    'on a number that was named is judged by the others, too: %s',
    async (competitors, expected, end) => {
      const { result, asked } = await look(competitors, { named: X, clearsUp: true });

      expect(result).toMatchObject(expected);
      expect(asked.filter((call) => call.startsWith('unbind'))).toEqual(end === undefined ? [] : [end]);
    },
  );

  it('is looked for on the numbers of A alone where the platform can be asked for them', async () => {
    const asked: string[] = [];
    const platform = {
      numbersOf: async (a: string) => {
        asked.push(`numbers of ${a}`);
        return { kind: 'ok', value: [X] };
      },
      find: async ({ x }: { x: string }) => {
        asked.push(`find ${x}`);
        return { kind: 'ok', value: aPlatformBinding('found') };
      },
    } as unknown as BindingPlatform;
    const search = aSearch({ platform, numbers: async () => ({ numbers: [OTHER_X], unreadable: ['key'] }) });

    const result = await findLostBinding(search, { x: undefined, a: A, b: B });

    expect(result).toEqual(OURS);
    expect(asked).toEqual(['numbers of +8613800000001', 'find +8617000000001']);
  });

  it('is unknown when the numbers of A cannot be asked for', async () => {
    const platform = { numbersOf: async () => LOST } as unknown as BindingPlatform;

    const result = await findLostBinding(
      aSearch({ platform, numbers: async () => ({ numbers: [X], unreadable: [] }) }),
      {
        x: undefined,
        a: A,
        b: B,
      },
    );

    expect(result).toEqual(LOST);
  });
});
