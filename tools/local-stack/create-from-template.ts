// Creates the tables and buckets of the template in a local engine, so that they cannot drift from what is deployed.
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { loadTemplate, type Template } from './template.ts';

export { loadTemplate };

/** The credentials for local engines; none of them checks these. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
export const LOCAL_REGION = 'us-east-1';
/** The SDK refuses an endpoint of one's own beside dual-stack or FIPS, which a person's settings may ask for. */
export const LOCAL_CLIENT = {
  region: LOCAL_REGION,
  credentials: LOCAL_CREDENTIALS,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
};
const LOCAL_ACCOUNT = '000000000000';
const CREATED_WITHIN_SECONDS = 30;

/** A key that CloudFormation knows and `CreateTable` does not, or that local engines have no use for. */
const NOT_FOR_CREATE_TABLE = new Set([
  'DeletionProtectionEnabled',
  // Changes are captured before the engine (changes/capture-writes.ts).
  'StreamSpecification',
  'PointInTimeRecoverySpecification',
  'TimeToLiveSpecification',
  'SSESpecification',
  'Tags',
]);

/** The physical names of the six tables, by the variable under which a function gets them. */
export type TableNames = Readonly<{
  BINDINGS_TABLE: string;
  CALLS_TABLE: string;
  MESSAGES_TABLE: string;
  NUMBERS_TABLE: string;
  PUSHES_TABLE: string;
  USAGE_TABLE: string;
}>;

/**
 * Creates every table of the template that is missing and waits until all are usable.
 *
 * @param endpoint of a DynamoDB implementation, such as `http://127.0.0.1:8000`
 * @param options.prefix stands before each name, to keep test files apart on a shared engine
 */
export const createTables = async (
  endpoint: string,
  template: Template,
  { prefix = '' }: { prefix?: string } = {},
): Promise<TableNames> => {
  const client = new DynamoDBClient({ endpoint, ...LOCAL_CLIENT });
  try {
    const tables = tablesOf(template, prefix);
    await Promise.all(tables.map((table) => createTable(client, table)));
    return tableNames(template, prefix);
  } finally {
    client.destroy();
  }
};

/** The names that {@link createTables} gives. */
export const tableNames = (template: Template, prefix = ''): TableNames => {
  const name = (id: string) =>
    `${prefix}${v.parse(v.string(), template.Resources[id]?.Properties['TableName'])}`;
  return {
    BINDINGS_TABLE: name('BindingsTable'),
    CALLS_TABLE: name('CallsTable'),
    MESSAGES_TABLE: name('MessagesTable'),
    NUMBERS_TABLE: name('NumbersTable'),
    PUSHES_TABLE: name('PushesTable'),
    USAGE_TABLE: name('UsageTable'),
  };
};

const CreateTable = v.looseObject({ TableName: v.string() });

const tablesOf = (template: Template, prefix: string): CreateTableCommandInput[] =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::DynamoDB::Table')
    .map(({ Properties }) => {
      const kept = Object.entries(Properties).filter(([key]) => !NOT_FOR_CREATE_TABLE.has(key));
      const table = v.parse(CreateTable, Object.fromEntries(kept));
      // CloudFormation's property names are those of the API, which checks the rest.
      return { ...table, TableName: `${prefix}${table.TableName}` } as CreateTableCommandInput;
    });

const createTable = async (client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> => {
  try {
    await client.send(new CreateTableCommand(table));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists(
    { client, maxWaitTime: CREATED_WITHIN_SECONDS, minDelay: 0.05, maxDelay: 1 },
    { TableName: table.TableName },
  );
};

/**
 * Creates the recordings bucket where it is missing.
 *
 * @returns its name, which carries an account and a region as it does in the cloud
 */
export const createBuckets = async (
  endpoint: string,
  template: Template,
): Promise<{ RECORDINGS_BUCKET: string }> => {
  const client = new S3Client({
    endpoint,
    ...LOCAL_CLIENT,
    forcePathStyle: true,
  });
  const Bucket = bucketName(template);
  try {
    await client.send(new CreateBucketCommand({ Bucket }));
  } catch (error) {
    if (!(error instanceof Error) || !/^BucketAlready(OwnedByYou|Exists)$/.test(error.name)) throw error;
  } finally {
    client.destroy();
  }
  return { RECORDINGS_BUCKET: Bucket };
};

/** The name that {@link createBuckets} gives. */
export const bucketName = (template: Template): string => {
  const { BucketName } = template.Resources['RecordingsBucket']?.Properties ?? {};
  const { 'Fn::Sub': text } = v.parse(v.object({ 'Fn::Sub': v.string() }), BucketName);
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
  return text.replaceAll('${AWS::AccountId}', LOCAL_ACCOUNT).replaceAll('${AWS::Region}', LOCAL_REGION);
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
};
