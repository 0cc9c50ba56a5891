import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Nobody's: AWS refuses them, should they reach it by mistake. */
export const DUMMY_CREDENTIALS = { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' };
export const STAND_IN_REGION = 'us-east-1';

/** The clients by which is looked at what a deployment made. */
export const standInAt = (endpoint: string) => {
  const options = {
    endpoint,
    region: STAND_IN_REGION,
    credentials: DUMMY_CREDENTIALS,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
  };
  return {
    cloudformation: new CloudFormationClient(options),
    dynamodb: new DynamoDBClient(options),
    events: new EventBridgeClient(options),
    iam: new IAMClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    secrets: new SecretsManagerClient(options),
  };
};
export type StandIn = ReturnType<typeof standInAt>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The flag that lets the endpoint be another machine, such as a container of the CI. */
export const ELSEWHERE = '--not-on-this-machine';

/**
 * Finds the stand-in of a run.
 *
 * @param given `AWS_ENDPOINT_URL`
 * @returns `endpoint`, or `skipped` with the reason
 * @throws {Error} for an endpoint that may be a real AWS
 */
export const findStandIn = (
  given: string | undefined,
  args: readonly string[],
): Readonly<{ endpoint: string }> | Readonly<{ skipped: string }> => {
  const unknown = args.filter((arg) => arg !== ELSEWHERE);
  if (unknown.length > 0)
    throw new Error(`unknown argument ${unknown.join(' ')}; the only one is ${ELSEWHERE}`);
  if (!given)
    return {
      skipped:
        'AWS_ENDPOINT_URL names no AWS stand-in; pip install "moto[server]", moto_server -p 5999, and set it to http://127.0.0.1:5999',
    };
  if (!URL.canParse(given)) throw new Error(`AWS_ENDPOINT_URL is not an address: ${given}`);
  const { hostname, origin } = new URL(given);
  if (/\.amazonaws\.|\.aws$/i.test(hostname)) throw new Error(`AWS_ENDPOINT_URL is AWS itself: ${hostname}`);
  if (!LOOPBACK.test(hostname) && !args.includes(ELSEWHERE))
    throw new Error(`${hostname} is not this machine; ${ELSEWHERE} allows it`);
  return { endpoint: origin };
};
