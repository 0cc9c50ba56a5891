import type { AnswerLanguage } from '../../shared/http/language.ts';
import { describeProblem, problemList } from '../../shared/http/problem-catalogue/describe-problem.ts';
import type { ErrorCode } from '../../shared/kernel/errors.ts';
import { STYLE } from './style.ts';

const WORDS = {
  en: {
    lang: 'en',
    list: 'Errors of this API',
    introduction:
      'Every error is `application/problem+json` (RFC 9457). Decide by `code`, which is stable; `detail` is for people. `type` leads to the page of the code.',
    back: 'All errors',
    unknown: 'There is no error with this code',
    status: 'Status',
    cause: 'Cause',
    remedy: 'What to do',
    repeat: 'May it be repeated?',
    hints: 'Typical causes',
    help: 'For operators',
    example: 'Example',
    other: '中文',
  },
  zh: {
    lang: 'zh-CN',
    list: '本 API 的错误',
    introduction:
      '所有错误均为 `application/problem+json`（RFC 9457）。请根据稳定不变的 `code` 判断；`detail` 供人阅读，为英文。`type` 指向该错误码的页面。',
    back: '全部错误',
    unknown: '没有这个错误码',
    status: '状态码',
    cause: '原因',
    remedy: '怎么办',
    repeat: '可以重试吗？',
    hints: '常见原因',
    help: '运维人员请看',
    example: '示例',
    other: 'English',
  },
} as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text for a page; what stands between backticks is code. */
const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const linkTo = (path: string, language: AnswerLanguage, text: string): string =>
  `<a href="${path}?lang=${language}" hreflang="${WORDS[language].lang}">${text}</a>`;

const whole = (language: AnswerLanguage, title: string, path: string, body: readonly string[]): string => {
  const words = WORDS[language];
  const other = language === 'en' ? 'zh' : 'en';
  return [
    `<!doctype html><html lang="${words.lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body>`,
    `<nav>${linkTo('/problems', language, words.back)} ${linkTo(path, other, words.other)}</nav><main>`,
    ...body,
    '</main></body></html>\n',
  ].join('\n');
};

/** The list of all codes, each with its page. */
export const listPage = (language: AnswerLanguage): string => {
  const words = WORDS[language];
  const rows = problemList(language).map(({ type, code, status, title }) => {
    const link = linkTo(type, language, `<code>${code}</code>`);
    return `<li>${status} ${link}<span>${escaped(title)}</span></li>`;
  });
  const heading = `<h1>${words.list}</h1><p>${prose(words.introduction)}</p>`;
  return whole(language, words.list, '/problems', [heading, '<ul>', ...rows, '</ul>']);
};

/** The page of one code. */
export const problemPage = (code: ErrorCode, language: AnswerLanguage): string => {
  const words = WORDS[language];
  const described = describeProblem(code, language);
  const { type, status, title, cause, remedy, repeatText, hints, help, example } = described;
  const section = (heading: string, text: string): string => `<h2>${heading}</h2><p>${prose(text)}</p>`;
  const items = hints.map(({ about, text }) => `<li><code>${escaped(about)}</code> ${prose(text)}</li>`);
  return whole(language, `${code}: ${title}`, type, [
    `<h1><code>${code}</code> ${escaped(title)}</h1><p>${words.status}: ${status}</p>`,
    section(words.cause, cause),
    section(words.remedy, remedy),
    section(words.repeat, repeatText),
    ...(items.length === 0 ? [] : [`<h2>${words.hints}</h2><ul>${items.join('')}</ul>`]),
    ...(help === undefined ? [] : [section(words.help, `\`${help}\``)]),
    `<h2>${words.example}</h2><pre><code>${escaped(JSON.stringify(example, undefined, 2))}</code></pre>`,
  ]);
};

/** The page of an address that names no code of ours. */
export const unknownPage = (language: AnswerLanguage): string =>
  whole(language, WORDS[language].unknown, '/problems', [`<h1>${WORDS[language].unknown}</h1>`]);
