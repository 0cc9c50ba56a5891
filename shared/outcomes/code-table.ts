import * as v from 'valibot';

/**
 * The party behind a result, hence the one that can fix it. `normal` is an end that nobody has to fix; `tenant` is us (app,
 * account, numbers, files); `regulation` are controls of the vendor, the carriers and the law; `unknown` codes are in no
 * list of ours.
 */
export const OUTCOME_CLASSES = [
  'normal',
  'caller',
  'callee',
  'binding',
  'tenant',
  'platform',
  'network',
  'regulation',
  'unknown',
] as const;
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

/** The languages of the dictionary. */
export type Language = 'en' | 'zh';

/** The meaning of one code. `advice` is a key of `advice.json`. */
export type Meaning = Readonly<{
  class: OutcomeClass;
  advice: string;
  text: Readonly<Record<Language, string>>;
}>;

export type CodeTable = ReadonlyMap<number, Meaning>;

const Rows = v.array(v.tuple([v.number(), v.picklist(OUTCOME_CLASSES), v.string(), v.string(), v.string()]));

/** Reads rows of `[code, class, advice, English, Chinese]`, the form in which the data is written. */
export const readTable = (rows: unknown): CodeTable =>
  new Map(
    v
      .parse(Rows, rows)
      .map(([code, kind, advice, en, zh]) => [code, { class: kind, advice, text: { en, zh } }]),
  );

const UNKNOWN: Meaning = {
  class: 'unknown',
  advice: 'ask-vendor',
  text: { en: 'A code that is in no list', zh: '未收录的代码' },
};

/** The meaning of a code; one of class `unknown` for codes that the table does not have. */
export const meaningIn = (table: CodeTable, code: number): Meaning => table.get(code) ?? UNKNOWN;
