import * as v from 'valibot';
import { parseCalleeNumber, parsePartyNumber, parsePrivateNumber } from '../kernel/e164.ts';

const MOST_CHARACTERS = 64;
const written = v.pipe(v.string(), v.maxLength(MOST_CHARACTERS, 'is too long for a number'));

/** A person's number as people write it; parsed into E.164 and the kind of line. */
export const PartyNumber = v.pipe(
  written,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parsePartyNumber(dataset.value);
    if (parsed !== undefined) return parsed;
    // No example: an error of ours never holds a number, not even one made up.
    addIssue({ message: 'must be a mainland mobile or fixed-line number' });
    return NEVER;
  }),
);

/** A private number as people write it, parsed into E.164. */
export const PrivateNumberText = v.pipe(
  written,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parsePrivateNumber(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({ message: 'must be a private number' });
    return NEVER;
  }),
);

/** Whom a call may be put through to, as people write it, parsed into E.164. */
export const CalleeNumber = v.pipe(
  written,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseCalleeNumber(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({ message: 'must be a mainland mobile, fixed-line, 400 or 95 number' });
    return NEVER;
  }),
);
