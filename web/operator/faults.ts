import { kitTexts } from '../kit/parts/texts.ts';
import { language } from '../kit/state/language.ts';
import { ApiError } from './api.ts';
import { said } from './api-words/said.ts';

/** The fault of each field that the API has named, by the name of the field. */
export const faultsOf = (error: unknown): ReadonlyMap<string, string> =>
  new Map(
    error instanceof ApiError
      ? (error.problem.errors ?? []).map(({ path, message }) => [path, said(message, language.value)])
      : [],
  );

/** An error in a line. */
export const detailOf = (error: unknown): string =>
  error instanceof ApiError ? said(error.message, language.value) : kitTexts.value.offline;
