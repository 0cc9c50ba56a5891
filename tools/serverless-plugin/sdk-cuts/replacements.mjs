// Files of the AWS SDK with parts that no Lambda function of ours can ever use, and what stands in their place. docs/adr/0013 says
// what each is worth. tests/manifest proves that the rest still signs with the credentials of the environment. replace-files.mjs
// fails the build when a file is gone or has other exports than it had.
const unused = (name) => `throw new Error('${name} is not part of this bundle')`;

/** The errors of all operations of DynamoDB, which its schemas refer to; few of them can come to us. */
const ERRORS_OF_DYNAMODB = `
  BackupInUseException BackupNotFoundException InternalServerError
  RequestLimitExceeded ThrottlingException InvalidEndpointException
  ProvisionedThroughputExceededException ResourceNotFoundException ItemCollectionSizeLimitExceededException
  ReplicatedWriteConflictException ContinuousBackupsUnavailableException LimitExceededException
  TableInUseException TableNotFoundException GlobalTableAlreadyExistsException
  ResourceInUseException TransactionConflictException PolicyNotFoundException
  ExportNotFoundException GlobalTableNotFoundException ImportNotFoundException
  DuplicateItemException IdempotentParameterMismatchException TransactionInProgressException
  ExportConflictException InvalidExportTimeException PointInTimeRecoveryUnavailableException
  ImportConflictException TableAlreadyExistsException InvalidRestoreTimeException
  ReplicaAlreadyExistsException ReplicaNotFoundException IndexNotFoundException
  ConditionalCheckFailedException TransactionCanceledException`;

/** Those of Secrets Manager. */
const ERRORS_OF_SECRETS_MANAGER = `
  DecryptionFailure InternalServiceError InvalidNextTokenException
  InvalidParameterException InvalidRequestException ResourceNotFoundException
  EncryptionFailure LimitExceededException MalformedPolicyDocumentException
  PreconditionNotMetException ResourceExistsException PublicPolicyException`;

/**
 * Error classes in one line each. The protocol of the SDK gives an error its other fields, and whose fault it is.
 *
 * @param {string} base the class of all errors of a service, in the file of its own name
 * @param {readonly string[]} names
 */
const errorClasses = (base, names) => `
  import { ${base} } from './${base}';
  const error = (name) => class extends ${base} {
    constructor(options) {
      super({ name, $fault: 'client', ...options });
      this.name = name;
      // The base class makes itself the prototype of whatever it makes.
      Object.setPrototypeOf(this, new.target.prototype);
    }
  };
  ${names.map((name) => `export const ${name} = error('${name}');`).join('\n')}`;

/**
 * The replacement of a file of the SDK.
 *
 * @typedef {object} Replacement
 * @property {string} cut what is cut; the name of the row in docs/adr/0013, and of the measurement
 * @property {string} file path in node_modules
 * @property {string} contents exports all that the file exports, but for what is `omitted`
 * @property {readonly string[]} [omitted] exports that nothing in a bundle imports
 */

/** @type {readonly Replacement[]} */
export const REPLACEMENTS = [
  {
    // Node 24 makes random ids itself.
    cut: 'random ids',
    file: '@smithy/core/dist-es/submodules/serde/uuid/v4.js',
    contents: 'export const bindV4 = () => () => crypto.randomUUID();',
  },
  {
    // Lambda gives its credentials in the environment and nowhere else, and renews them by renewing the process.
    cut: 'credential providers',
    file: '@aws-sdk/credential-provider-node/dist-es/index.js',
    contents: `
      export const defaultProvider = () => async () => {
        const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
        if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment');
        return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
      };
      export const credentialsWillNeedRefresh = () => false;
      export const credentialsTreatedAsExpired = () => false;`,
  },
  {
    // No ~/.aws in a function; on a developer's machine the files must not change what a function does.
    cut: 'configuration files',
    file: '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js',
    contents: `
      export const CONFIG_PREFIX_SEPARATOR = '.';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    // Asks the metadata service of EC2 for a region; Lambda always sets AWS_REGION.
    cut: 'instance metadata',
    file: '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    contents: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  {
    // Streams of events (Kinesis, S3 Select): no operation of ours has one.
    cut: 'event streams',
    file: '@smithy/core/dist-es/submodules/event-streams/index.js',
    contents: `
      export const resolveEventStreamSerdeConfig = (input) => input;
      export const eventStreamSerdeProvider = () => { ${unused('event streams')} };
      export class EventStreamSerde { constructor() { ${unused('event streams')} } }`,
    omitted: [
      ...['EventStreamCodec', 'EventStreamMarshaller', 'HeaderMarshaller', 'Int64', 'MessageDecoderStream'],
      ...['MessageEncoderStream', 'SmithyMessageDecoderStream', 'SmithyMessageEncoderStream'],
      ...['UniversalEventStreamMarshaller', 'getChunkedStream', 'getMessageUnmarshaller'],
      ...['getUnmarshalledStream', 'iterableToReadableStream', 'readableStreamToIterable'],
      'universalEventStreamSerdeProvider',
    ],
  },
  {
    // DynamoDB's endpoint discovery is off unless asked for, and asking for it is not possible here.
    cut: 'endpoint discovery',
    file: '@aws-sdk/middleware-endpoint-discovery/dist-es/index.js',
    contents: `
      export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
        environmentVariableSelector: () => false, configFileSelector: () => false, default: false,
      };
      export const resolveEndpointDiscoveryConfig = (input) => input;
      const none = { applyToStack: () => undefined };
      export const getEndpointDiscoveryPlugin = () => none;
      export const getEndpointDiscoveryOptionalPlugin = () => none;
      export const getEndpointDiscoveryRequiredPlugin = () => none;`,
    omitted: ['endpointDiscoveryMiddlewareOptions'],
  },
  {
    // Writes the headers of signed messages in a stream of events.
    cut: 'event streams',
    file: '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    contents: `export class HeaderFormatter { format() { ${unused('a stream of events')} } }`,
    omitted: ['Int64'],
  },
  {
    // SHA-256 in JavaScript, for engines without crypto.
    cut: 'SHA-256 in JavaScript',
    file: '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js',
    contents: `export class Sha256Js { constructor() { ${unused('SHA-256 in JavaScript')} } }`,
  },
  {
    // Retries that slow a client down; only `retryMode: 'adaptive'` asks for them, and we do not.
    cut: 'adaptive retries',
    file: '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js',
    contents: `export class AdaptiveRetryStrategy { constructor() { ${unused('adaptive retrying')} } }`,
  },
  {
    // Hands on the trace of X-Ray, so that Lambda can end a function that triggers itself; nothing that we write triggers anything.
    cut: 'trace headers',
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-recursion-detection/recursionDetectionMiddleware.js',
    contents: 'export const recursionDetectionMiddleware = () => (next) => (args) => next(args);',
  },
  {
    // Tells AWS in the user agent which features of the SDK a call has used.
    cut: 'talk about itself',
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/check-features.js',
    contents: 'export const checkFeatures = async () => {};',
  },
  {
    // Logs inputs and outputs to a logger that no client of ours has, and must not have: they hold what people said.
    cut: 'talk about itself',
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js',
    contents: `
      export const loggerMiddleware = () => (next) => (args) => next(args);
      export const loggerMiddlewareOptions = { name: 'loggerMiddleware', tags: ['LOGGER'], step: 'initialize', override: true };
      export const getLoggerPlugin = () => ({ applyToStack: () => {} });`,
  },
  {
    // Warns of a Node.js that is too old for later versions of the SDK; serverless.yml says which one runs.
    cut: 'talk about itself',
    file: '@aws-sdk/core/dist-es/submodules/client/emitWarningIfUnsupportedVersion.js',
    contents: `
      export const state = { warningEmitted: true };
      export const emitWarningIfUnsupportedVersion = () => {};`,
  },
  {
    // A class of 200 bytes for each error of 57 operations, of which we use seven.
    cut: 'error classes',
    file: '@aws-sdk/client-dynamodb/dist-es/models/errors.js',
    contents: errorClasses('DynamoDBServiceException', ERRORS_OF_DYNAMODB.trim().split(/\s+/)),
  },
  {
    cut: 'error classes',
    file: '@aws-sdk/client-secrets-manager/dist-es/models/errors.js',
    contents: errorClasses('SecretsManagerServiceException', ERRORS_OF_SECRETS_MANAGER.trim().split(/\s+/)),
  },
];
