import type { ErrorCode } from '../../../shared/kernel/errors.ts';
import type { AnswerName } from '../answers.ts';
import type { Json } from '../json-schema.ts';

/** One route, as far as it differs from the others. */
export type ApiOperation = Readonly<{
  id: string;
  tag:
    | 'Access'
    | 'Bindings'
    | 'Parties'
    | 'Calls'
    | 'Messages'
    | 'Numbers'
    | 'Reports'
    | 'Usage'
    | 'Errors'
    | 'Console'
    | 'Operations'
    | 'Webhooks'
    | 'Health';
  summary: string;
  description?: string;
  /** The permitted callers: bearers of an API key, the platform by its signature, anybody. */
  access: 'api-key' | 'signature' | 'open';
  parameters?: readonly Json[];
  requestBody?: Json;
  /** Answers that are not problems, by status. */
  answers: Readonly<Record<number, Readonly<{ description: string; as: AnswerName }> | Json>>;
  /** Problems besides those that every route of that access has. */
  problems: readonly ErrorCode[];
}>;

/** The problems of every route that asks the platform. */
export const WHILE_ASKING_THE_PLATFORM = [
  'platform-rejected',
  'platform-throttled',
  'platform-locked-out',
  'account-suspended',
  'platform-unavailable',
] as const satisfies readonly ErrorCode[];
