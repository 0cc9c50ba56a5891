import { LambdaClient } from '@aws-sdk/client-lambda';

/**
 * The region of deployments and of operators' commands: `AWS_REGION`, else `AWS_DEFAULT_REGION` (the SDK for JavaScript does
 * not read it), else the profile's.
 *
 * @throws {Error} `Region is missing` where none of them names one
 */
export const awsRegion = async (environment, profile) => {
  const named = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (named) return named;
  const { config } = new LambdaClient(profile ? { profile } : {});
  return config.region();
};
