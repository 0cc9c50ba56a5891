import * as v from 'valibot';
import { parsePartyNumber, parsePrivateNumber } from '../kernel/e164.ts';

const MOST_CHARACTERS = 64;
const written = v.pipe(v.string(), v.maxLength(MOST_CHARACTERS, 'is too long for a number'));

/** A person's number as people write it; parsed into E.164 and the kind of line. */
export const PartyNumber = v.pipe(
  written,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parsePartyNumber(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({
      message: 'must be a mainland mobile or fixed-line number, such as +8613800000001 or 075500000001',
    });
    return NEVER;
  }),
);

/** A private number as people write it, parsed into E.164. */
export const PrivateNumberText = v.pipe(
  written,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parsePrivateNumber(dataset.value);
    if (parsed !== undefined) return parsed;
    addIssue({ message: 'must be a private number, such as +8617000000001' });
    return NEVER;
  }),
);
