import type { E164 } from '../../kernel/e164.ts';
import { hasCode } from '../../kernel/errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { LookAround } from './look-around.ts';
import type { NumberChoice } from './number-choice.ts';

type Deps = Readonly<{ choice: Pick<NumberChoice, 'inOrder' | 'stillOpen'>; lookAround: LookAround }>;

/** The next number to try, as it is now; `undefined`: the pool has no more. @throws {AppError} `store-unavailable`. */
export type NextNumber = () => Promise<E164 | undefined>;

/** So many numbers are read again in one request. */
const READ_AT_ONCE = 50;

/** So many of them are tried before they are read once more: each try may take a call to the platform. */
const TRIED_AT_MOST = 10;

/**
 * The numbers that come after the first one of a request. They may have been drawn half a minute ago, and most requests need the first
 * one only, so the others are read again when the first has failed. When none is left that was drawn, the pool is looked through.
 *
 * @param first `undefined`: the platform chooses, and no number comes after that
 */
export const numbersInTurn = (
  { choice, lookAround }: Deps,
  request: BindingRequest,
  first: E164 | undefined,
  others: readonly E164[],
): NextNumber => {
  const tried = new Set([first]);
  let open: readonly E164[] = [];
  let unread = others;
  let mayLook = first !== undefined && request.x === undefined;

  const readOn = async (): Promise<void> => {
    const asked = unread.slice(0, READ_AT_ONCE);
    const found = await choice.stillOpen(request, asked);
    open = found.slice(0, TRIED_AT_MOST);
    // Where none of these will do, the rest is as old as they are.
    const isStale = found.length === 0 && mayLook;
    unread = isStale ? [] : [...found.slice(TRIED_AT_MOST), ...unread.slice(READ_AT_ONCE)];
  };
  const lookThrough = async (): Promise<void> => {
    mayLook = false;
    const { pair, drawn } = await lookAround(request, 'thoroughly');
    const left = await choice.inOrder(request, pair, drawn).catch(noneIfExhausted);
    unread = left.flatMap((x) => (x === undefined || tried.has(x) ? [] : x));
  };
  return async () => {
    while (open.length === 0) {
      if (unread.length > 0) await readOn();
      else if (mayLook) await lookThrough();
      else return undefined;
    }
    const [x, ...rest] = open;
    open = rest;
    tried.add(x);
    return x;
  };
};

/** The numbers tried so far decide what the caller is told. */
const noneIfExhausted = (error: unknown): readonly E164[] => {
  if (hasCode(error, 'pool-exhausted') || hasCode(error, 'party-limit')) return [];
  throw error;
};
