import { parseAccess } from '../../../shared/http/access/access-document.ts';
import { parseConfiguration } from '../../../shared/runtime/configuration.ts';
import { weaknessesOfAccess, weaknessesOfConfiguration } from './weaknesses.ts';

/** A document that the functions read from a secret of the stack. */
export type SecretDocument = Readonly<{
  /** The last word of the secret's name. */
  name: string;
  /** The output of the stack that names its secret, which may be another one. */
  output: string;
  /** @throws {Error} naming every fault at once by its place, and no value. */
  parse: (text: string) => unknown;
  /** Whether stored data needs what is in it. */
  hasDataKeys: boolean;
  /** Keys that protect nothing, and texts of samples, in a valid document; a line for each, without a value. */
  weaknessesOf: (document: unknown) => readonly string[];
  /** A valid document may still hold something that is better gone; a line for each, without a value. */
  noticesOf: (document: unknown) => readonly string[];
}>;

/** The notices by the field that they are about. */
const NOTICES = Object.entries({
  apiKeys:
    'apiKeys: are ignored, and every function can read them: take them out once the callers are in the access document (docs/upgrade.md)',
  lookupChange:
    'lookupChange: a change of lookupKey is not at its end, and the former key still finds people: npm run ops -- keys lookup',
});

/** Apps, data keys and the look-up key. */
export const CONFIGURATION: SecretDocument = {
  name: 'configuration',
  output: 'ConfigSecretName',
  parse: parseConfiguration,
  hasDataKeys: true,
  weaknessesOf: weaknessesOfConfiguration,
  noticesOf: (document) =>
    NOTICES.flatMap(([field, notice]) => (document instanceof Object && field in document ? [notice] : [])),
};

/** The callers of our API, with the hashes of their keys. */
const ACCESS: SecretDocument = {
  name: 'access',
  output: 'AccessSecretName',
  parse: parseAccess,
  hasDataKeys: false,
  weaknessesOf: weaknessesOfAccess,
  noticesOf: () => [],
};

/** The documents, by the name that `--document` gives them. */
export const DOCUMENTS: Readonly<Record<string, SecretDocument>> = {
  configuration: CONFIGURATION,
  access: ACCESS,
};

/** The name of a document's secret in the stack of a stage. */
export const secretNameOf = ({ name }: SecretDocument, stage: string): string =>
  `privatenumber-${stage}-${name}`;
