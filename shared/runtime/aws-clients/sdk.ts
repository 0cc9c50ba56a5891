// `#aws-clients` under the condition `aws-sdk`.
export {
  createSdkDynamoCalls as createDynamoCalls,
  createSdkSecretReader as createSecretReader,
} from './sdk-clients.ts';
