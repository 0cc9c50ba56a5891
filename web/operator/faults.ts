import { kitTexts } from '../kit/parts/texts.ts';
import { ApiError } from './api.ts';

/** The fault of each field that the API has named, by the name of the field. */
export const faultsOf = (error: unknown): ReadonlyMap<string, string> =>
  new Map(
    error instanceof ApiError ? (error.problem.errors ?? []).map(({ path, message }) => [path, message]) : [],
  );

/** An error in a line. */
export const detailOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : kitTexts.value.offline;
