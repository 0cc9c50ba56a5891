import { parseAccess } from '../../../shared/http/access/access-document.ts';
import { parseConfiguration } from '../../../shared/runtime/configuration.ts';

/** A document that the functions read from a secret of the stack. */
export type SecretDocument = Readonly<{
  /** The last word of the secret's name. */
  name: string;
  /** The output of the stack that names its secret, which may be another one. */
  output: string;
  /** @throws {Error} naming every fault at once by its place, and no value. */
  parse: (text: string) => unknown;
}>;

/** Apps, data keys and the look-up key. */
export const CONFIGURATION: SecretDocument = {
  name: 'configuration',
  output: 'ConfigSecretName',
  parse: parseConfiguration,
};

/** The callers of our API, with the hashes of their keys. */
const ACCESS: SecretDocument = { name: 'access', output: 'AccessSecretName', parse: parseAccess };

/** The documents, by the name that `--document` gives them. */
export const DOCUMENTS: Readonly<Record<string, SecretDocument>> = {
  configuration: CONFIGURATION,
  access: ACCESS,
};

/** The name of a document's secret in the stack of a stage. */
export const secretNameOf = ({ name }: SecretDocument, stage: string): string =>
  `privatenumber-${stage}-${name}`;
