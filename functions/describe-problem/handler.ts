import { type AnswerLanguage, languageHeaders, languageOf } from '../../shared/http/language.ts';
import { type HttpResult, json } from '../../shared/http/problem.ts';
import { isErrorCode } from '../../shared/http/problem-catalogue/catalogue.ts';
import { describeProblem, problemList } from '../../shared/http/problem-catalogue/describe-problem.ts';
import { type HttpEvent, headerOf } from '../../shared/http/request.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { listPage, problemPage, unknownPage } from './pages.ts';
import { PAGE_HEADERS } from './style.ts';

/**
 * The list of errors and a page for each code, to anybody: HTML, or JSON for whoever asks for that and not for HTML. Texts are
 * those of the catalogue; nothing of the request is shown again.
 */
export const createHandler =
  () =>
  async (event: HttpEvent): Promise<HttpResult> => {
    const language = chosenLanguage(event);
    const code = event.routeKey === 'GET /problems' ? undefined : (event.pathParameters?.['code'] ?? '');
    return wantsJson(headerOf(event, 'accept') ?? '') ? jsonAnswer(code, language) : page(code, language);
  };

/** `?lang=` goes before what the browser prefers. */
const chosenLanguage = (event: HttpEvent): AnswerLanguage => {
  const asked = event.queryStringParameters?.['lang'];
  return asked === 'en' || asked === 'zh' ? asked : languageOf(event);
};

const wantsJson = (accept: string): boolean =>
  /application\/(?:problem\+)?json/i.test(accept) && !/text\/html/i.test(accept);

const jsonAnswer = (code: string | undefined, language: AnswerLanguage): HttpResult => {
  const headers = cached(language);
  if (code === undefined) return json(200, { items: problemList(language) }, headers);
  if (isErrorCode(code)) return json(200, describeProblem(code, language), headers);
  throw new AppError('not-found', 'there is no error with this code');
};

const page = (code: string | undefined, language: AnswerLanguage): HttpResult => {
  if (code === undefined) return html(200, listPage(language), cached(language));
  if (isErrorCode(code)) return html(200, problemPage(code, language), cached(language));
  return html(404, unknownPage(language), languageHeaders(language));
};

const html = (status: number, body: string, headers: Readonly<Record<string, string>>): HttpResult => ({
  ...json(status, null, { ...PAGE_HEADERS, ...headers }),
  body,
});

/** An hour: texts change with a deployment only. */
const cached = (language: AnswerLanguage): Record<string, string> => ({
  ...languageHeaders(language),
  'cache-control': 'public, max-age=3600',
  vary: 'accept, accept-language',
});
