import { type HttpEvent, headerOf } from './request.ts';

/** The languages in which the API answers texts for people. */
export type AnswerLanguage = 'en' | 'zh';

/** Chinese when the caller names Chinese first in `Accept-Language`, otherwise English. */
export const languageOf = (event: HttpEvent): AnswerLanguage =>
  /^\s*zh\b/i.test(headerOf(event, 'accept-language') ?? '') ? 'zh' : 'en';

/** The headers of an answer whose texts depend on the language. */
export const languageHeaders = (language: AnswerLanguage): Record<string, string> => ({
  'content-language': language,
  vary: 'accept-language',
});
