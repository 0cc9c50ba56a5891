import { LambdaClient } from '@aws-sdk/client-lambda';

/** Where a deployment goes when nobody says; the framework's own default. */
const DEFAULT_REGION = 'us-east-1';

/**
 * The region of deployments and of operators' commands: `AWS_REGION`, else `AWS_DEFAULT_REGION` (the SDK for JavaScript does
 * not read it), else the profile's, else the default.
 */
export const awsRegion = async (environment, profile) => {
  const named = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (named) return named;
  const { config } = new LambdaClient(profile ? { profile } : {});
  // It fails where none of the places names one.
  return config.region().catch(() => DEFAULT_REGION);
};
