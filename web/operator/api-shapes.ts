import type { components } from '../../packages/client/src/api-types.ts';

/** The shapes of our API's answers, from its OpenAPI document. */
export type Schemas = components['schemas'];
export type Binding = Schemas['Binding'];
export type Mode = Binding['mode'];
export type Call = Schemas['Call'];
export type Message = Schemas['Message'];
export type PrivateNumber = Schemas['PrivateNumber'];

/** A page of a list; `unreadable`: ids of items that cannot be opened. */
export type Page<Item> = Readonly<{
  items: readonly Item[];
  nextCursor: string | null;
  unreadable?: readonly string[];
}>;

/** A list, with the question that gave it: its next page is asked for by the same, whatever was typed since. */
export type Asked<List, Question> = List & Readonly<{ asked: Question }>;

/** A place of a request that is wrong; some have a `code`, by which it is told in the language of the page. */
export type FieldFault = Readonly<{
  path: string;
  message: string;
  code?: string;
  values?: Readonly<Record<string, string | number>>;
}>;

/** A problem as the API answers it (RFC 9457). */
export type Problem = Readonly<{
  status: number;
  code: string;
  title: string;
  detail?: string;
  type?: string;
  errors?: readonly FieldFault[];
  platform?: Readonly<{ httpStatus?: number; code?: string; text?: string }>;
  retryAfterSeconds?: number;
}>;
