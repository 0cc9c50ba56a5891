import type { ErrorCode } from '../../kernel/errors.ts';
import { BINDING_PROBLEMS } from './binding-problems.ts';
import { NUMBER_PROBLEMS } from './number-problems.ts';
import type { ProblemEntry } from './problem-entry.ts';
import { REQUEST_PROBLEMS } from './request-problems.ts';
import { SERVICE_PROBLEMS } from './service-problems.ts';

/** Every error code that can be answered. One that is missing here does not compile. */
const CATALOGUE = {
  ...REQUEST_PROBLEMS,
  ...BINDING_PROBLEMS,
  ...NUMBER_PROBLEMS,
  ...SERVICE_PROBLEMS,
} satisfies Record<ErrorCode, ProblemEntry>;

/** Tells whether a text is one of our error codes. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(CATALOGUE, text);

/** All codes: those about requests, bindings, numbers, and the service. */
export const PROBLEM_CODES: readonly ErrorCode[] = Object.keys(CATALOGUE).filter(isErrorCode);

/** Everything that is said of a code. */
export const problemEntry = (code: ErrorCode): ProblemEntry => CATALOGUE[code];
