// Parts of the AWS SDK that a Lambda function of ours can never use, replaced at bundle time. Together they are more than a third
// of a bundle and of its start. tests/manifest proves that what is left still signs with the credentials of the environment.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const unused = (name) => `throw new Error('${name} is not part of this bundle')`;

/**
 * Finds the address of a service as its 5 kB of rules do when neither FIPS nor dual stack is asked for: an explicit endpoint, or
 * service, region and the partition's suffix. tests/manifest compares it with the rules in every partition.
 */
const endpointResolver = (service) => `
  import { awsEndpointFunctions } from '@aws-sdk/core/client';
  export const defaultEndpointResolver = ({ Endpoint, Region, UseFIPS, UseDualStack }) => {
    if (UseFIPS || UseDualStack) ${unused('the address of a FIPS or dual-stack endpoint')}
    const { dnsSuffix } = awsEndpointFunctions.partition(Region);
    return { url: new URL(Endpoint ?? \`https://${service}.\${Region}.\${dnsSuffix}\`), properties: {}, headers: {} };
  };`;

/** File (by the end of its path) and what stands in its place; every export that the SDK imports from it must be here. */
const STUBS = [
  {
    // Lambda gives its credentials in the environment and nowhere else, and renews them by renewing the process.
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
    file: '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js',
    contents: `
      export const CONFIG_PREFIX_SEPARATOR = '.';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    // Asks the metadata service of EC2 for a region; Lambda always sets AWS_REGION.
    file: '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    contents: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  {
    // Streams of events (Kinesis, S3 Select): no operation of ours has one.
    file: '@smithy/core/dist-es/submodules/event-streams/index.js',
    contents: `
      export const resolveEventStreamSerdeConfig = (input) => input;
      export const eventStreamSerdeProvider = () => { ${unused('event streams')} };
      export class EventStreamSerde { constructor() { ${unused('event streams')} } }`,
  },
  {
    // DynamoDB's endpoint discovery is off unless asked for, and asking for it is not possible here.
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
  },
  {
    // Writes the headers of signed messages in a stream of events.
    file: '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    contents: `export class HeaderFormatter { format() { ${unused('a stream of events')} } }`,
  },
  {
    // SHA-256 in JavaScript, for engines without crypto.
    file: '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js',
    contents: `export class Sha256Js { constructor() { ${unused('SHA-256 in JavaScript')} } }`,
  },
  {
    // Retries that slow a client down; only `retryMode: 'adaptive'` asks for them, and we do not.
    file: '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js',
    contents: `export class AdaptiveRetryStrategy { constructor() { ${unused('adaptive retrying')} } }`,
  },
  {
    // Hands on the trace of X-Ray, so that Lambda can end a function that triggers itself; nothing that we write triggers anything.
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-recursion-detection/recursionDetectionMiddleware.js',
    contents: 'export const recursionDetectionMiddleware = () => (next) => (args) => next(args);',
  },
  {
    // Letters in the user agent for what a client has switched on; Amazon counts them, nobody else reads them.
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/check-features.js',
    contents: 'export const checkFeatures = async () => {};',
  },
  {
    // Hands requests and answers to the client's logger; ours have none, and what is in them must not be logged.
    file: '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js',
    contents: `
      export const loggerMiddleware = () => (next) => (args) => next(args);
      export const loggerMiddlewareOptions = { name: 'loggerMiddleware', step: 'initialize', override: true };
      export const getLoggerPlugin = () => ({ applyToStack: () => undefined });`,
  },
  {
    // Tells of a Node that will be too old; the runtime is in the template.
    file: '@aws-sdk/core/dist-es/submodules/client/emitWarningIfUnsupportedVersion.js',
    contents: `
      export const state = { warningEmitted: true };
      export const emitWarningIfUnsupportedVersion = () => undefined;`,
  },
  {
    file: '@aws-sdk/client-dynamodb/dist-es/endpoint/endpointResolver.js',
    contents: endpointResolver('dynamodb'),
  },
  {
    file: '@aws-sdk/client-secrets-manager/dist-es/endpoint/endpointResolver.js',
    contents: endpointResolver('secretsmanager'),
  },
  // Made by calls, so a bundler keeps the pages of every list operation with the operation itself.
  { file: '@aws-sdk/client-dynamodb/dist-es/pagination/index.js', contents: '' },
  { file: '@aws-sdk/client-s3/dist-es/pagination/index.js', contents: '' },
  { file: '@aws-sdk/client-secrets-manager/dist-es/pagination/index.js', contents: '' },
];

const OWN_SOURCES = ['functions', 'shared'].map((directory) =>
  join(import.meta.dirname, '..', '..', directory),
);

/** Every name that our own code takes from a client of the SDK. */
const namesWeImport = async () => {
  const names = new Set();
  for (const directory of OWN_SOURCES) {
    for (const file of await readdir(directory, { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      const source = await readFile(join(directory, file), 'utf8');
      for (const [, imported] of source.matchAll(/import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-/g)) {
        for (const name of imported.split(','))
          names.add(
            name
              .trim()
              .replace(/^type /, '')
              .replace(/ as .*$/, ''),
          );
      }
    }
  }
  return names;
};

/**
 * A client registers a class for every error of every operation, which keeps them all. Without its class an error comes as the
 * service's base class, with its name, status and message; `instanceof` needs the class, so what we import stays.
 */
const withErrorsWeImport = (source, ours) =>
  source.replaceAll(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name) =>
    ours.has(name) ? line : '',
  );

const escaped = (text) => text.replaceAll(/[.+/]/g, '\\$&');

/**
 * Writes out the computed keys of a client's schemas (`[_xN]: ...` becomes `"xmlName": ...`). A computed key may have effects as
 * far as a bundler knows, so without this the schemas of all operations of S3 stay in (66 kB).
 */
const withPlainKeys = (source) => {
  const texts = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (written, name) =>
    texts.has(name) ? `${texts.get(name)}:` : written,
  );
};

/** Each partition knows its regions by a pattern; the list beside it only adds their names for people. */
const withoutRegionNames = (source) =>
  source.replace(/^(export const partitionsInfo = )(\{[\s\S]*\})(;?\s)*$/, (_all, start, json) => {
    const { partitions, ...rest } = JSON.parse(json);
    return `${start}${JSON.stringify({ ...rest, partitions: partitions.map((one) => ({ ...one, regions: {} })) })};`;
  });

/** The SDK imports its whole package.json to tell its version in a header. */
const withVersionOnly = (source) => {
  const { name, version } = JSON.parse(source);
  return JSON.stringify({ name, version });
};

const schemasOfOurs = async (source) => withPlainKeys(withErrorsWeImport(source, await namesWeImport()));

/** Importing `node:process` makes the streams of standard input and output, 2 ms; the global is the same object without them. */
const withGlobalProcess = (source) =>
  source.replace(/^import (\{ \w+ \}) from "node:process";$/m, 'const $1 = process;');

/** Files that stay, without what we have no use for. */
const CHANGES = [
  { filter: /\/node_modules\/@aws-sdk\/[^/]+\/package\.json$/, change: withVersionOnly, loader: 'json' },
  { filter: /\/@aws-sdk\/core\/.+\/aws\/partitions\.js$/, change: withoutRegionNames, loader: 'js' },
  {
    filter: /\/@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/,
    change: schemasOfOurs,
    loader: 'js',
  },
  {
    filter: /\/@aws-sdk\/core\/.+\/util-user-agent-node\/\w+\.js$/,
    change: withGlobalProcess,
    loader: 'js',
  },
];

/** @type {import('esbuild').Plugin} */
export const stubUnusedParts = {
  name: 'stub-unused-parts',
  setup(build) {
    for (const { file, contents } of STUBS) {
      const filter = new RegExp(`/node_modules/${escaped(file)}$`);
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    }
    for (const { filter, change, loader } of CHANGES) {
      build.onLoad({ filter }, async ({ path }) => ({
        contents: await change(await readFile(path, 'utf8')),
        loader,
      }));
    }
  },
};
