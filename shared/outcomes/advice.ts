import advice from './advice.json' with { type: 'json' };
import { CODE_TABLES, ENDED_WITHOUT_CAUSE, type OutcomeSource } from './call-outcome.ts';
import { type CodeTable, type Language, type Meaning, meaningIn } from './code-table.ts';
import { SMS_RESULTS } from './sms-result.ts';

/** Where a code comes from: the source of the outcome of a call, or the result of a text message. */
export type AdviceSource = OutcomeSource | 'sms-result';

/** The meaning of a code, and what to do about it, in one language. */
export type Explanation = Readonly<{ text: string; advice: string }>;

const TABLES: ReadonlyMap<string, CodeTable> = new Map(
  Object.entries({ ...CODE_TABLES, 'sms-result': SMS_RESULTS }),
);

/** A source of a later release has no codes here: each is one that is in no list. */
const tableOf = (source: string): CodeTable => TABLES.get(source) ?? new Map();

const ADVICE: ReadonlyMap<string, Readonly<Record<Language, string>>> = new Map(Object.entries(advice));

/**
 * The advice about a code; for codes that are in no list it is to ask the vendor. Pure, for pages and for the browser: the
 * functions answer no advice, and none of them imports this file.
 */
export const adviceFor = (source: AdviceSource, code: number, language: Language): string =>
  adviceOf(meaningIn(tableOf(source), code), language);

/** The advice that goes with a meaning. */
export const adviceOf = (meaning: Pick<Meaning, 'advice'>, language: Language): string => {
  const text = ADVICE.get(meaning.advice);
  if (text === undefined) throw new Error(`advice.json has no ${meaning.advice}`);
  return text[language];
};

/**
 * Text and advice for an outcome or result as the API answered it, in another language than it was asked in. `class` tells a 0 of
 * a call that nobody answered, where the platform gave no cause, from the 0 of a normal end.
 */
export const explain = (
  { source, code, class: kind }: Readonly<{ source: AdviceSource; code: number; class: string }>,
  language: Language,
): Explanation => {
  const isWithoutCause = code === 0 && kind === ENDED_WITHOUT_CAUSE.class;
  const meaning = isWithoutCause
    ? { ...ENDED_WITHOUT_CAUSE, advice: 'retry' }
    : meaningIn(tableOf(source), code);
  return { text: meaning.text[language], advice: adviceOf(meaning, language) };
};
