// A key of KMS that is yours instead of those that AWS owns: for tables, recordings, secrets and logs (docs/stack.md, A key of
// your own, has the key's policy).

/** The properties by which a resource of a type says its encryption. */
const ENCRYPTED_WITH = {
  'AWS::DynamoDB::Table': (key) => ({
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
  }),
  'AWS::Logs::LogGroup': (key) => ({ KmsKeyId: key }),
  'AWS::SecretsManager::Secret': (key) => ({ KmsKeyId: key }),
};

/** With a bucket key S3 asks KMS once for many objects. */
const bucketEncryption = (key) => ({
  ServerSideEncryptionConfiguration: [
    {
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
      BucketKeyEnabled: true,
    },
  ],
});

/** Encrypts what holds data of ours. The framework's bucket of packages has code alone and stays as it is. */
export const encryptWithKey = (template, { kmsKeyArn }) => {
  if (kmsKeyArn === '') return;
  for (const { Type, Properties } of Object.values(template.Resources))
    Object.assign(Properties, ENCRYPTED_WITH[Type]?.(kmsKeyArn));
  template.Resources.RecordingsBucket.Properties.BucketEncryption = bucketEncryption(kmsKeyArn);
};

const READ = 'kms:Decrypt';

/** The rights on the key that the caller of an action needs. Parts of a large object are encrypted and read back by S3 for their writer. */
const needsOf = (action) => {
  if (/^(dynamodb|secretsmanager):/.test(action) || action === 's3:GetObject') return [READ];
  return action === 's3:PutObject' ? [READ, 'kms:GenerateDataKey'] : [];
};

/**
 * The rights on the key that go with the other rights of a function: through the services that it calls, in this region, and
 * never by a call to KMS itself.
 *
 * @param {readonly object[]} statements of its role
 * @returns {object[]} one statement a service
 */
export const keyStatements = (statements, { kmsKeyArn }) => {
  if (kmsKeyArn === '') return [];
  const actions = statements.flatMap(({ Action }) => Action);
  const services = [...new Set(actions.map(serviceOf))];
  return services
    .map((service) => [service, actions.filter((action) => serviceOf(action) === service).flatMap(needsOf)])
    .filter(([, needs]) => needs.length > 0)
    .map(([service, needs]) => ({
      Effect: 'Allow',
      Action: [...new Set(needs)].sort(),
      Resource: [kmsKeyArn],
      // KMS sets this to service, region and DNS suffix; the last one is another in China.
      Condition: { StringLike: { 'kms:ViaService': [{ 'Fn::Sub': `${service}.\${AWS::Region}.*` }] } },
    }));
};

const serviceOf = (action) => action.split(':')[0];
