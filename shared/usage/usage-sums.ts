/** The sums of usage, in the order in which they are stored. Whole numbers; durations in whole seconds, billing in begun minutes. */
export const SUM_NAMES = [
  'calls',
  'answered',
  'talkSeconds',
  'billedMinutes',
  'unknownTalk',
  'lateCalls',
  'lateBilledMinutes',
  'messages',
  'messageParts',
  'lateMessages',
  'lateMessageParts',
  'numberMonths',
] as const;

/**
 * Sums over calls and texts. `unknownTalk`: calls that were answered, or cannot be opened, and whose talk no record says; they are in
 * no minute. `numberMonths`: private numbers that were in the pool in a month, each once a month. `late…`: the part of each sum whose records came after the month of the call or text had ended.
 */
export type UsageSums = Readonly<Record<(typeof SUM_NAMES)[number], number>>;

/** Nothing was used. */
export const NO_USAGE: UsageSums = {
  calls: 0,
  answered: 0,
  talkSeconds: 0,
  billedMinutes: 0,
  unknownTalk: 0,
  lateCalls: 0,
  lateBilledMinutes: 0,
  messages: 0,
  messageParts: 0,
  lateMessages: 0,
  lateMessageParts: 0,
  numberMonths: 0,
};

/** Each sum of all of them. */
export const addUsage = (parts: Iterable<UsageSums>): UsageSums => {
  const total = { ...NO_USAGE };
  for (const part of parts) for (const name of SUM_NAMES) total[name] += part[name];
  return total;
};

/** The part of the sums that one kind of cell keeps, and in which order. Rents are in no cell. */
const NAMES_OF = {
  calls: SUM_NAMES.slice(0, 7),
  texts: SUM_NAMES.slice(7, 11),
} satisfies Readonly<Record<UsageKind, readonly (keyof UsageSums)[]>>;

/** Calls and texts are kept for different times, so they are counted apart. */
export type UsageKind = 'calls' | 'texts';

/** The sums of a kind as a short text: numbers with blanks between, without zeros at the end. */
export const writeSums = (kind: UsageKind, sums: UsageSums): string =>
  NAMES_OF[kind]
    .map((name) => String(sums[name]))
    .join(' ')
    .replace(/(?: 0)+$/, '');

/** The sums that {@link writeSums} has written; a number that is not there is 0. */
export const readSums = (kind: UsageKind, written: string): UsageSums => {
  const numbers = written.split(' ').map(Number);
  const sums = { ...NO_USAGE };
  for (const [place, name] of NAMES_OF[kind].entries()) sums[name] = numbers[place] ?? 0;
  return sums;
};

/** The sums of both kinds as one text. */
export const writeAllSums = (sums: UsageSums): string =>
  `${writeSums('calls', sums)}|${writeSums('texts', sums)}`;

/** The sums that {@link writeAllSums} has written. */
export const readAllSums = (written: string): UsageSums => {
  const [calls = '', texts = ''] = written.split('|');
  return addUsage([readSums('calls', calls), readSums('texts', texts)]);
};
