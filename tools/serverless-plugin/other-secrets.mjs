// A document in a secret that the stack does not own, by the parameter of the document: the stack then makes no secret of its own
// for it, and gives its functions the right to read that one and no other.

import { arnFault, secretName } from './parameters/names.mjs';

/** The stack's own secrets by logical id, with the parameter and the output that tell of each. */
const DOCUMENTS = {
  ConfigSecret: { parameter: 'configUri', output: 'ConfigSecretName', name: 'configuration' },
  AccessSecret: { parameter: 'accessUri', output: 'AccessSecretName', name: 'access' },
};

const SCHEME = 'secretsmanager:';

/** Name or ARN of the secret that a URI names; undefined for the stack's own, whose URI CloudFormation makes, and for a file. */
const otherSecret = (uri) =>
  typeof uri === 'string' && uri.startsWith(SCHEME) ? uri.slice(SCHEME.length) : undefined;

/**
 * @param {object} given
 * @param {Readonly<Record<string, unknown>>} given.settings of the deployment
 * @param {string} given.stack the beginning of the names of its own secrets
 * @param {string} given.region of the deployment
 * @param {boolean} given.local whether the functions run on this machine
 * @returns {readonly string[]} one line for each document that deployed functions could not read
 */
export const documentFaults = ({ settings, stack, region, local }) =>
  Object.values(DOCUMENTS).flatMap(({ parameter }) => {
    const uri = settings[parameter];
    if (typeof uri !== 'string') return [];
    if (uri.startsWith('file:'))
      return local ? [] : [`${parameter} must be in a secret: only serverless offline can read a file`];
    const secret = otherSecret(uri);
    return [
      ...(secret.startsWith('arn:') ? [arnFault(parameter, secret, region)].filter(Boolean) : []),
      ...ownFaults(parameter, secret, stack),
    ];
  });

/** No document fits the other one's place: each is refused for the fields of the other. */
const ownFaults = (parameter, secret, stack) => {
  const name = secretName(secret);
  return Object.values(DOCUMENTS)
    .filter((other) => other.parameter !== parameter && name === `${stack}-${other.name}`)
    .map((other) => `${parameter} must be another secret than that of the ${other.name} document`);
};

/** Changes a finished template of CloudFormation. */
export const useOtherSecrets = (template, settings) => {
  for (const [id, { parameter, output }] of Object.entries(DOCUMENTS)) {
    const secret = otherSecret(settings[parameter]);
    if (secret === undefined) continue;
    delete template.Resources[id];
    template.Outputs[output].Value = secret;
    template.Resources = withReference(template.Resources, id, arnOf(secret));
  }
};

const arnOf = (secret) =>
  secret.startsWith('arn:')
    ? secret
    : {
        'Fn::Sub': `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${secret}-??????`,
      };

const withReference = (value, id, replacement) => {
  if (Array.isArray(value)) return value.map((item) => withReference(item, id, replacement));
  if (value === null || typeof value !== 'object') return value;
  if (value.Ref === id) return replacement;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withReference(inner, id, replacement)]),
  );
};
