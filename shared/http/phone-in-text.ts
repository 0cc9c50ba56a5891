import { asciiForm, parsePartyNumber } from '../kernel/e164.ts';
import { legible } from '../observability/legible.ts';

/** Groups of digits with at most three of the characters between them that people write into a number. */
const RUN = /\d+(?:[\s\-.()[\]/_+]{1,3}\d+)*/g;
const GROUP = /\d+/g;

/** An address of a machine has as many digits. */
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** `0086`, a trunk 0, an area code of three and a line of eight. */
const MOST_DIGITS = 16;
/** Nobody writes more of them together, but for the whole number. */
const MOST_IN_GROUP = 8;
/** Part of a longer run begins with the head of a mobile number or an area code. */
const LEAST_IN_FIRST_GROUP = 3;

/**
 * True for a text with a mainland mobile or fixed-line number in it, in the usual spellings, full-width and percent-encoded ones
 * too. A longer row of digits is not taken for one: order numbers have many.
 */
export const holdsPhoneNumber = (text: string): boolean =>
  [text, legible(text).text].some((read) =>
    Array.from(asciiForm(read).matchAll(RUN), ([run]) => run).some(isOrHoldsNumber),
  );

const isOrHoldsNumber = (run: string): boolean => {
  if (IP_ADDRESS.test(run)) return false;
  const groups = run.match(GROUP) ?? [];
  return groups.some((_first, from) => beginsNumber(groups, from));
};

/** Whether some groups from this one on are a number together. */
const beginsNumber = (groups: readonly string[], from: number): boolean => {
  for (let end = from + 1; end <= groups.length; end += 1) {
    const some = groups.slice(from, end);
    const digits = some.join('');
    if (digits.length > MOST_DIGITS) return false;
    const isWhole = some.length === groups.length;
    if (isWritten(some, isWhole) && parsePartyNumber(digits) !== undefined) return true;
  }
  return false;
};

/** Whether somebody may write a number in these groups. */
const isWritten = (groups: readonly string[], isWhole: boolean): boolean => {
  const [first = '', second = ''] = groups;
  if (groups.length === 1) return true;
  const head = /^(?:00)?86$/.test(first) ? second : first;
  const isLine = groups.length === 2 && head === second;
  if (!isLine && groups.some((group) => group.length > MOST_IN_GROUP)) return false;
  return isWhole || head.length >= LEAST_IN_FIRST_GROUP;
};
