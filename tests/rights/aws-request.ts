import { EVENT_BUS_ARN, functionArn, UNTOLD_EVENTS_ARN } from './resource-arns.ts';
import type { Use } from './use.ts';

/** A request on its way, whoever sends it. */
export type SentRequest = Readonly<{
  method: string;
  /** Path and query. */
  path: string;
  header: (name: string) => string | undefined;
}>;

/** The key that signs, and the service: `Credential=<access key>/<day>/<region>/<service>/aws4_request`. */
const SCOPE = /Credential=([^/]+)\/\d+\/[^/]+\/([a-z0-9-]+)\/aws4_request/i;

const scopeOf = ({
  path,
  header,
}: SentRequest): readonly [accessKey: string, service: string] | undefined => {
  const signature =
    header('authorization') ?? decodeURIComponent(/X-Amz-Credential=[^&]+/.exec(path)?.[0] ?? '');
  const [, accessKey, service] = SCOPE.exec(signature) ?? [];
  return accessKey === undefined || service === undefined ? undefined : [accessKey, service];
};

/** The function that signed a link, which anybody follows with that function's rights. It signs with its own name for a key. */
export const linkSigner = (request: SentRequest): string | undefined =>
  request.path.includes('X-Amz-Credential=') ? scopeOf(request)?.[0] : undefined;

/**
 * The actions for which AWS asks the policies of whoever signed the request; none for one that is not signed. Requests to
 * DynamoDB are left out: their tables are in their bodies, and `store-call.ts` sees them before. A request that is not known
 * here is an action of no policy, so that it cannot pass unseen.
 */
export const usesOfRequest = (request: SentRequest): readonly Omit<Use, 'functionName'>[] => {
  const [, service] = scopeOf(request) ?? [];
  if (service === undefined || service === 'dynamodb') return [];
  if (service === 's3') return objectUses(request);
  const [, invoked] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.path) ?? [];
  if (service === 'lambda' && invoked !== undefined)
    return [{ action: 'lambda:InvokeFunction', resource: functionArn(decodeURIComponent(invoked)) }];
  const operation = request.header('x-amz-target')?.split('.')[1] ?? `${request.method} ${request.path}`;
  const resource = ONLY_ONE[service] ?? 'unknown';
  // CloudWatch signs by the name of its host.
  return [{ action: `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`, resource }];
};

/** Services of which the stack has one resource. */
const ONLY_ONE: Readonly<Record<string, string>> = {
  events: EVENT_BUS_ARN,
  sqs: UNTOLD_EVENTS_ARN,
  monitoring: '*',
};

/**
 * The permission for each request to an object, by its method and the part of the query that chooses the operation. Source:
 * "Required permissions for Amazon S3 API operations", Amazon S3 User Guide.
 */
const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  'GET ': 's3:GetObject',
  'HEAD ': 's3:GetObject',
  'GET versionId': 's3:GetObjectVersion',
  'HEAD versionId': 's3:GetObjectVersion',
  'PUT ': 's3:PutObject',
  // A part of an upload.
  'PUT uploadId': 's3:PutObject',
  'POST uploads': 's3:PutObject',
  'POST uploadId': 's3:PutObject',
  'GET uploadId': 's3:ListMultipartUploadParts',
  'DELETE uploadId': 's3:AbortMultipartUpload',
  'DELETE ': 's3:DeleteObject',
  'DELETE versionId': 's3:DeleteObjectVersion',
  'GET tagging': 's3:GetObjectTagging',
  'PUT tagging': 's3:PutObjectTagging',
};

/** The same for requests to the bucket as a whole. */
const BUCKET_ACTIONS: Readonly<Record<string, string>> = {
  'GET ': 's3:ListBucket',
  'HEAD ': 's3:ListBucket',
  'GET versions': 's3:ListBucketVersions',
  'GET uploads': 's3:ListBucketMultipartUploads',
  'GET lifecycle': 's3:GetLifecycleConfiguration',
  'GET versioning': 's3:GetBucketVersioning',
};

const CHOOSING = [
  'uploadId',
  'uploads',
  'versionId',
  'versions',
  'tagging',
  'lifecycle',
  'versioning',
  'acl',
  'delete',
];

/** The bucket is in the path, as the tests' engines want it. */
const objectUses = ({ method, path, header }: SentRequest): readonly Omit<Use, 'functionName'>[] => {
  const url = new URL(path, 'http://s3');
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/s.exec(decodeURIComponent(url.pathname)) ?? [];
  const chosen = CHOOSING.find((name) => url.searchParams.has(name)) ?? '';
  const call = `${method} ${chosen}`;
  const actions = key === '' ? BUCKET_ACTIONS : OBJECT_ACTIONS;
  const action = header('x-amz-copy-source') === undefined ? actions[call] : undefined;
  const resource = `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
  return [{ action: action ?? `s3:${call}`.trim(), resource }];
};
