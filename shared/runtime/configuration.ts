import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { NO_SEGMENT, SECRET_SEGMENT } from '../http/secret-segment.ts';
import { isSourceRange } from '../http/source-list.ts';
import { documentFaultsOf } from '../kernel/schema-issues.ts';
import { strictObject } from '../kernel/strict-object.ts';
import { Apps } from './apps.ts';
import type { SecretReader } from './aws-clients/aws-clients.ts';
import { ReportingSection } from './reporting-section.ts';

const KEY_BYTES = 32;

const Key = v.pipe(
  v.string(),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  v.check((bytes) => bytes.byteLength === KEY_BYTES, 'must be 32 bytes in base64'),
);

/**
 * The callers with their API keys stood here once. This release takes and ignores them, so that there is a document which both
 * it and the release before can read (docs/upgrade.md). Only their presence is kept.
 */
const FormerApiKeys = v.optional(
  v.pipe(
    v.unknown(),
    v.transform(() => true),
  ),
);

const DataKey = v.pipe(
  strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -')),
    key: Key,
  }),
  v.transform(({ id, key }) => ({ id, bytes: key })),
);

/** A CONNECT proxy, with its user and password where it wants some. It wins over the parameter of the deployment. */
const ProxyAddress = v.pipe(
  v.string(),
  v.check((text) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text), 'must be an http or https address'),
);

/** Segments in the addresses of the webhooks: one, and a second, or none, while the console is moved from one to the other. */
const WebhookSecrets = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.check(
        (text) => text === NO_SEGMENT || SECRET_SEGMENT.test(text),
        'must be 32 to 64 of a-z, A-Z, 0-9, - and _ with a digit among them',
      ),
    ),
  ),
  v.check((texts) => texts.some((text) => text !== NO_SEGMENT), 'must hold at least one segment'),
  v.maxLength(2, 'must hold at most two segments'),
);

/** The addresses that pushes may come from. */
const WebhookSources = v.pipe(
  v.array(
    v.pipe(v.string(), v.check(isSourceRange, 'must be an IP address or a range such as 203.0.113.0/24')),
  ),
  v.minLength(1, 'must hold at least one address'),
);

/** Since when the phase is in force, and the other of the two look-up keys; written by `npm run ops -- keys` alone (ADR 51). */
const LookupKeyChange = v.variant('phase', [
  strictObject({ phase: v.picklist(['begun', 'copied', 'used']), since: v.string(), otherKey: Key }),
  strictObject({ phase: v.literal('retired'), since: v.string() }),
]);

/** The fault of a document without access to the API for reports of A numbers, where an app needs it. */
export const REPORTING_WANTED = 'must have reporting, because an app warns or enforces';

/**
 * The configuration document, which every function with a store reads: apps, the data keys (the first seals, all open), the
 * key of the look-up hashes of people, and that of ids and our own numbers where it is another one. The callers of our API are in
 * the access document.
 */
export const ConfigurationDocument = v.pipe(
  strictObject({
    apps: Apps,
    reporting: v.optional(ReportingSection),
    apiKeys: FormerApiKeys,
    dataKeys: v.pipe(v.array(DataKey), v.minLength(1, 'must hold at least one data key')),
    lookupKey: Key,
    idKey: v.optional(Key),
    lookupChange: v.optional(LookupKeyChange),
    httpsProxy: v.optional(ProxyAddress),
    webhookSecrets: v.optional(WebhookSecrets),
    webhookSources: v.optional(WebhookSources),
  }),
  v.check(
    ({ apps, reporting }) => reporting !== undefined || apps.every((app) => app.reporting === 'off'),
    REPORTING_WANTED,
  ),
);
export type Configuration = v.InferOutput<typeof ConfigurationDocument>;

/**
 * Parses a configuration document.
 *
 * @throws {Error} naming every fault at once by its place; values are never shown, they may be secrets.
 */
export const parseConfiguration = (text: string): Configuration => {
  const parsed = v.safeParse(ConfigurationDocument, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new Error(`the configuration is not usable:\n${documentFaultsOf(parsed.issues).join('\n')}`);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The cause is left out on purpose: its message quotes the text, which holds secrets.
    throw new Error('the configuration is not JSON');
  }
};

/** The secret is there and was never filled: the first hour of a deployment. */
export class EmptySecret extends Error {
  override readonly name = 'EmptySecret';

  constructor(cause: unknown) {
    super('the secret has no value yet', { cause });
  }
}

/** Secrets Manager has one name for a secret and for a value that it cannot find; the message tells them apart. */
const isWithoutValue = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'ResourceNotFoundException' &&
  error.message.includes('secret value for staging label');

/**
 * Fetches the text behind the URI of the configuration or the access document: `secretsmanager:<name or ARN>` or `file:///path`.
 *
 * @throws {EmptySecret} for a secret that never had a value.
 * @throws {Error} for any other URI, for a secret without text, and when the text cannot be read.
 */
export const readConfigurationText = async (uri: string, readSecret: SecretReader): Promise<string> => {
  if (uri.startsWith('file:')) return readFile(fileURLToPath(uri), 'utf8');
  if (!uri.startsWith('secretsmanager:'))
    throw new Error('CONFIG_URI and ACCESS_URI must start with secretsmanager: or file:');
  const text = await readSecret(uri.slice('secretsmanager:'.length)).catch((error: unknown) => {
    throw isWithoutValue(error) ? new EmptySecret(error) : error;
  });
  if (text === undefined) throw new Error('the secret holds no text');
  return text;
};
