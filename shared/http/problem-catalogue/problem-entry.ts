import type { ErrorDetails } from '../../kernel/errors.ts';

/**
 * Whether the same request may be sent again. `change`: the request has to be another one. `state`: something that stands in the way
 * has to go first. `wait`: after `retryAfterSeconds`. `later`: after a time that the answer does not tell. `operator`: somebody
 * has to act at the platform or in the deployment. `never`: it will not come to anything.
 */
export type RepeatAdvice = 'change' | 'state' | 'wait' | 'later' | 'operator' | 'never';

type Explained = Readonly<{ cause: string; remedy: string }>;

/** A cause that is typical of one mode, route or inner code only. `about` is the same word in every language. */
export type ProblemHint = Readonly<{ about: string; en: string; zh: string }>;

/**
 * Everything that is said of an error code: to readers of the OpenAPI document, of docs/errors.md and of the pages below `/problems`.
 * The English title and the status are those of the answer itself. Text between backticks is code.
 */
export type ProblemEntry = Readonly<{
  en: Explained;
  zh: Explained & Readonly<{ title: string }>;
  repeat: RepeatAdvice;
  hints?: readonly ProblemHint[];
  /** An answer: its `detail`, and what else the error carries. */
  example: Readonly<{ detail: string; more?: Omit<ErrorDetails, 'cause'> }>;
}>;
