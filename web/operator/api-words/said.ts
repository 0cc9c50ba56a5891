import type { Language } from '../../kit/state/languages.ts';
import type { Problem } from '../api-shapes.ts';
import { DETAIL_TEXTS, FAULT_TEXTS, TEXT_FORMS } from './fault-texts.ts';
import { PROBLEM_TITLES } from './problem-titles.ts';

/** A text of the API in the language of the page. One that is not known here stays as the API says it. */
export const said = (text: string, language: Language): string => {
  if (language === 'en') return text;
  const whole = Object.hasOwn(FAULT_TEXTS, text) ? FAULT_TEXTS[text] : undefined;
  return whole ?? (Object.hasOwn(DETAIL_TEXTS, text) ? DETAIL_TEXTS[text] : undefined) ?? bySaidForm(text);
};

const bySaidForm = (text: string): string => {
  for (const [form, say] of TEXT_FORMS) {
    const found = form.exec(text);
    if (found !== null) return say(...found.slice(1));
  }
  return text;
};

/** The title of a problem in the language of the page. */
export const titleSaid = ({ code, title }: Pick<Problem, 'code' | 'title'>, language: Language): string =>
  language === 'zh' && Object.hasOwn(PROBLEM_TITLES, code) ? (PROBLEM_TITLES[code] ?? title) : title;
