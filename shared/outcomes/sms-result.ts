import { type CodeTable, type Language, meaningIn, type OutcomeClass, readTable } from './code-table.ts';
import data from './sms-results.json' with { type: 'json' };

/** The decoded result of an SMS. */
export type SmsResult = Readonly<{ code: number; class: OutcomeClass; text: string }>;

/** The results of SMS (`sendResult`, `privatenumber_02_0008`). */
export const SMS_RESULTS: CodeTable = readTable(data.smsResults);

/** Decodes a result; codes that are in no list have the class `unknown`. */
export const smsResult = (code: number, language: Language): SmsResult => {
  const meaning = meaningIn(SMS_RESULTS, code);
  return { code, class: meaning.class, text: meaning.text[language] };
};
