import type { AppError } from '../../kernel/errors.ts';
import type { Refused } from '../../kernel/platform-outcome.ts';
import { type GoneNumbersDeps, goneNumbers, MOST_GONE } from '../allocation/gone-numbers.ts';
import { otherExtensions } from '../allocation/keep-extension.ts';
import { noNumberLeft } from '../allocation/no-number-left.ts';
import type { BindPlace } from '../lifecycle/lifecycle.ts';
import type { PendingBinding } from '../model/binding.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import type { NoExtension, Unusable } from './try-place.ts';

type Deps = GoneNumbersDeps & Readonly<{ random: () => number }>;

/**
 * So many numbers are tried at the platform for one request; more refusals mean that something else is wrong. Numbers that
 * are gone do not count: see {@link MOST_GONE}.
 */
const MOST_REFUSALS = 5;

/** Collects the places of one request that were of no use. */
export const refusedPlaces = (deps: Deps, own: PendingBinding) => {
  const gone = goneNumbers(deps, own);
  const others: Unusable[] = [];
  let lastGone: Refused | undefined;
  return {
    /** The places that may do instead, before all others. */
    add({ x }: BindPlace, unusable: Unusable, askedAt: Date): readonly BindPlace[] {
      if (unusable.kind === 'refused' && gone.collect(x, unusable, askedAt)) lastGone = unusable;
      else others.push(unusable);
      return unusable.kind === 'extension' ? othersOn(deps, unusable) : [];
    },
    hasMore: () => others.filter(isOfPlatform).length < MOST_REFUSALS && gone.count() < MOST_GONE,
    conclude: (bound: boolean) => gone.conclude(bound || others.some(provesAccount)),
    error: ({ binding }: BindingRecord, request: BindingRequest): AppError =>
      noNumberLeft(others.findLast(isRefused) ?? lastGone, {
        ...request,
        ofPool: request.x === undefined && binding.x !== undefined,
        extensions: others.findLast((unusable) => unusable.kind === 'extension')?.kept,
      }),
  };
};

const isRefused = (unusable: Unusable): unusable is Refused => unusable.kind === 'refused';

/** An extension that nobody named: one of our own choice may do on the same X, where the platform would give this again. */
const othersOn = ({ random }: Deps, { x, extension, wasNamed }: NoExtension): readonly BindPlace[] =>
  wasNamed ? [] : otherExtensions(extension, random).map((other) => ({ x, extension: other }));

/** Those that cost a call. */
const isOfPlatform = (unusable: Unusable): boolean => unusable.kind === 'refused' || !unusable.wasNamed;

/** A full or taken number is one that the platform knows, so the account works. */
const provesAccount = (unusable: Unusable): boolean =>
  unusable.kind === 'refused'
    ? unusable.class === 'conflict' || unusable.class === 'exhausted'
    : !unusable.wasNamed;
