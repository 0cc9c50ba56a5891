import * as v from 'valibot';
import { isMoment } from '../../kernel/clock.ts';
import { documentFaultsOf } from '../../kernel/schema-issues.ts';
import { strictObject } from '../../kernel/strict-object.ts';
import { SCOPES } from './scope.ts';

const Name = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -'));

const Hash = v.pipe(
  v.string(),
  v.regex(/^[\da-f]{64}$/i, 'must be the SHA-256 of the key in hex, 64 characters'),
  v.toLowerCase(),
);

/** A user, a role, or a role as whoever assumes it is named, without the session. Partitions beside `aws` count. */
const Arn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:assumed-role)\/[\w+=,.@/-]+$/,
    'must be the ARN of an IAM user or role',
  ),
);

const Instant = v.pipe(
  v.string(),
  v.check(
    (text) => isMoment(text) && text.endsWith('Z'),
    'must be a moment in UTC, in ISO 8601: 2027-01-31T00:00:00Z',
  ),
  v.transform((text) => new Date(text)),
);

/** A key in clear never counts: whoever reads the document, or a copy of it, could use it. */
const KeyInClear = v.optional(
  v.pipe(
    v.unknown(),
    v.check(
      () => false,
      'must not be in this document: put its SHA-256 there as hash (docs/configuration.md, API keys)',
    ),
  ),
);

const AccessEntry = v.pipe(
  strictObject({
    name: Name,
    hash: v.optional(Hash),
    arn: v.optional(Arn),
    key: KeyInClear,
    scopes: v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1, 'must name at least one scope')),
    apps: v.optional(v.pipe(v.array(Name), v.minLength(1, 'must name at least one app'))),
    expiresAt: v.optional(Instant),
  }),
  v.check(({ hash, arn }) => (hash === undefined) !== (arn === undefined), 'must have either hash or arn'),
);

/**
 * One way by which a caller of our API is known: a key by its hash, or an IAM user or role by its ARN. A caller has two of them
 * while it moves from one to the other.
 */
export type AccessEntry = v.InferOutput<typeof AccessEntry>;

const repeats = (entries: readonly unknown[], field: 'hash' | 'arn'): boolean => {
  const values = entries.flatMap((entry) =>
    entry instanceof Object && Object.hasOwn(entry, field)
      ? [String(Reflect.get(entry, field)).toLowerCase()]
      : [],
  );
  return new Set(values).size !== values.length;
};

/** The access document: who may do what with our API. Read by the functions of the API alone. */
export const AccessDocument = strictObject({
  callers: v.pipe(
    v.array(v.unknown()),
    v.minLength(1, 'must hold at least one caller'),
    v.check((entries) => !repeats(entries, 'hash'), 'two entries have the same hash'),
    v.check((entries) => !repeats(entries, 'arn'), 'two entries have the same arn'),
    v.array(AccessEntry),
  ),
});
export type Access = v.InferOutput<typeof AccessDocument>;

/**
 * Parses an access document.
 *
 * @throws {Error} naming every fault at once by its place; values are never shown, they may be secrets.
 */
export const parseAccess = (text: string): Access => {
  const parsed = v.safeParse(AccessDocument, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new Error(`the access document is not usable:\n${documentFaultsOf(parsed.issues).join('\n')}`);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The cause is left out on purpose: its message quotes the text.
    throw new Error('the access document is not JSON');
  }
};
