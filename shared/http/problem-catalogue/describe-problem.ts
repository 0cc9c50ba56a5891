import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import type { AnswerLanguage } from '../language.ts';
import { statusOf, toProblem } from '../problem.ts';
import { PROBLEM_CODES, problemEntry } from './catalogue.ts';
import type { RepeatAdvice } from './problem-entry.ts';

/** A row of the list of errors. */
export type ProblemSummary = Readonly<{
  /** Where its page is, and the `type` of an answer with this code. */
  type: string;
  code: ErrorCode;
  status: number;
  title: string;
}>;

/** An error code in one language, as its page and its JSON show it. `help`: the page of the project for operators. */
export type ProblemDescription = ProblemSummary &
  Readonly<{
    cause: string;
    remedy: string;
    repeat: RepeatAdvice;
    repeatText: string;
    hints: readonly Readonly<{ about: string; text: string }>[];
    help?: string;
    example: object;
  }>;

const REPEATS: Readonly<Record<RepeatAdvice, Readonly<Record<AnswerLanguage, string>>>> = {
  change: {
    en: 'No. The same request gives the same answer; send another one.',
    zh: '否。原样重复只会得到相同的结果，请修改请求。',
  },
  state: {
    en: 'Not before that which stands in the way has gone.',
    zh: '否。须先消除阻碍的原因。',
  },
  wait: { en: 'Yes, after `retryAfterSeconds`.', zh: '是。请等待 `retryAfterSeconds` 秒。' },
  later: { en: 'Yes, later.', zh: '是。请稍后再试。' },
  operator: {
    en: 'Not before an operator has acted.',
    zh: '否。须先由运维人员处理。',
  },
  never: { en: 'No. It will not come to anything.', zh: '否。重复无法成功。' },
};

/** The answer of an error with that code as it leaves the API, but for the request it is about. */
export const exampleProblem = (code: ErrorCode): object => {
  const { detail, more } = problemEntry(code).example;
  const body: unknown = JSON.parse(toProblem(new AppError(code, detail, more)).body ?? '');
  return typeof body === 'object' && body !== null ? body : {};
};

/** One code in one language. Text between backticks is code. */
export const describeProblem = (code: ErrorCode, language: AnswerLanguage): ProblemDescription => {
  const { [language]: explained, repeat, hints = [], zh } = problemEntry(code);
  const example = exampleProblem(code);
  const help = textIn(example, 'help');
  return {
    type: textIn(example, 'type') ?? '',
    code,
    status: statusOf(code),
    title: (language === 'zh' ? zh.title : textIn(example, 'title')) ?? '',
    cause: explained.cause,
    remedy: explained.remedy,
    repeat,
    repeatText: REPEATS[repeat][language],
    hints: hints.map((hint) => ({ about: hint.about, text: hint[language] })),
    ...(help === undefined ? {} : { help }),
    example,
  };
};

/** All codes in one language, by status. */
export const problemList = (language: AnswerLanguage): readonly ProblemSummary[] =>
  PROBLEM_CODES.map((code) => {
    const { type, status, title } = describeProblem(code, language);
    return { type, code, status, title };
  }).sort((one, other) => one.status - other.status);

const textIn = (body: object, name: string): string | undefined => {
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' ? value : undefined;
};
