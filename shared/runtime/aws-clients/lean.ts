// `#aws-clients` unless the bundler asks for the SDK.
export {
  createLeanDynamoCalls as createDynamoCalls,
  createLeanSecretReader as createSecretReader,
} from './lean-clients.ts';
