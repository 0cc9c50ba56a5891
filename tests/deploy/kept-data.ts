// The data that a removal keeps, and its comparison before and after.
import { createHash } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expectSame } from './compare.ts';
import type { StandIn } from './stand-in.ts';

/** The data that outlives everything, by name: the items of each table, the objects of the bucket, the secrets. */
export type Data = Readonly<Record<string, Readonly<{ count: number; hash: string }>>>;

export const readData = async (
  { dynamodb, s3, secrets }: StandIn,
  names: Readonly<{ tables: readonly string[]; bucket: string; secrets: readonly string[] }>,
): Promise<Data> => {
  const data: Record<string, { count: number; hash: string }> = {};
  for (const TableName of names.tables) {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }));
    data[TableName] = digestOf(Items.map(written));
  }
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: names.bucket }));
  data[names.bucket] = digestOf(Contents.map(({ Key, ETag, Size }) => `${Key} ${ETag} ${Size}`));
  for (const SecretId of names.secrets) {
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    data[SecretId] = digestOf([SecretString]);
  }
  return data;
};

/** The same text for the same item, in whatever order its attributes come. */
const written = (item: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(item).toSorted(([one], [other]) => one.localeCompare(other)));

const digestOf = (lines: readonly string[]) => ({
  count: lines.length,
  hash: createHash('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 16),
});

export const countsOf = (data: Data): string =>
  Object.entries(data)
    .map(([name, { count }]) => `${name.replace(/^[a-z]+-[a-z0-9]+-/, '').replace(/-\d+-.*/, '')} ${count}`)
    .join(', ');

export const expectSameData = (found: Data, wanted: Data): string => {
  expectSame(found, wanted, 'data');
  return countsOf(found);
};
