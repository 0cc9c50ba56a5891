import * as v from 'valibot';
import {
  isShapedAsFixedLine,
  parseCalleeNumber,
  parsePartyNumber,
  parsePrivateNumber,
  parseSearchedNumber,
} from '../kernel/e164.ts';

const MOST_CHARACTERS = 64;

const written = v.pipe(v.string(), v.maxLength(MOST_CHARACTERS, 'is too long for a number'));

/** A string that `parse` reads as a number. `message` holds no example: an error of ours never shows a number. */
const numberText = <Parsed>(parse: (written: string) => Parsed | undefined, message: string) =>
  v.pipe(
    written,
    v.rawTransform<string, Parsed>(({ dataset, addIssue, NEVER }) => {
      const parsed = parse(dataset.value);
      if (parsed !== undefined) return parsed;
      addIssue({ message });
      return NEVER;
    }),
  );

/** A person's number as people write it; parsed into E.164 and the kind of line. */
export const PartyNumber = numberText(parsePartyNumber, 'must be a mainland mobile or fixed-line number');

/** A private number as people write it, parsed into E.164. */
export const PrivateNumberText = numberText(parsePrivateNumber, 'must be a private number');

/** A private number that the pool is given: the shape of a fixed line is refused. */
export const PoolNumberText = v.pipe(
  PrivateNumberText,
  v.check((x) => !isShapedAsFixedLine(x), 'is a fixed line and not a private number'),
);

/** Whom a call may be put through to, as people write it, parsed into E.164. */
export const CalleeNumber = numberText(
  parseCalleeNumber,
  'must be a mainland mobile, fixed-line, 400 or 95 number',
);

/**
 * Anybody's number in a search, a service number too, parsed into E.164. Strangers from abroad call private numbers too, so a
 * number with its `+` or 00 may be of any country.
 */
export const AnyPartyNumber = numberText(parseSearchedNumber, 'must be a phone number');
