import { type HttpEvent, headerOf } from './request.ts';

/** Chinese when the caller names Chinese first in `Accept-Language`, otherwise English. */
export const languageOf = (event: HttpEvent): 'en' | 'zh' =>
  /^\s*zh\b/i.test(headerOf(event, 'accept-language') ?? '') ? 'zh' : 'en';

/** The headers of an answer whose texts depend on the language. */
export const languageHeaders = (language: 'en' | 'zh'): Record<string, string> => ({
  'content-language': language,
  vary: 'accept-language',
});
