import { iso } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { PlatformFailure } from '../kernel/platform-outcome.ts';
import type { Binding } from './binding.ts';
import type { BindingChange } from './binding-platform.ts';
import type { ChangeableField } from './mode-rules.ts';

/** The platform shows a binding that it does not know when it is to be changed. */
export const contradiction: PlatformFailure = {
  kind: 'refused',
  httpStatus: 403,
  code: '1016001',
  text: 'The record does not exist.',
  class: 'not-found',
  problem: 'platform-rejected',
  retryAfterSeconds: undefined,
};

/**
 * True for refusals of this very change, which was then never applied. Others (arrears, throttling, bad credentials) say
 * nothing about an earlier attempt.
 */
export const isAboutChange = (failure: PlatformFailure): boolean =>
  failure.kind === 'refused' &&
  (failure.class === 'validation' || failure.class === 'conflict' || failure.class === 'exhausted');

/** `not-changeable`, naming the fields. */
export const notChangeable = (fields: readonly ChangeableField[], message: string): AppError =>
  new AppError('not-changeable', `${message}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`, {
    errors: fields.map((path) => ({ path, message: 'cannot be changed in this mode' })),
  });

/** What a change names. */
export const fieldsOf = (change: BindingChange): readonly ChangeableField[] =>
  (Object.keys(change) as ChangeableField[]).filter((field) => change[field] !== undefined);

/** When the life time of a live binding began. */
export const startOf = ({ expiresAt, terms, createdAt }: Binding): string =>
  expiresAt === undefined || terms.ttlSeconds === undefined
    ? createdAt
    : iso(new Date(new Date(expiresAt).getTime() - terms.ttlSeconds * 1000));
