import { createHash, createHmac } from 'node:crypto';
import { type FeeEntry, feeEntries, keyOf, type PushEvent } from '../../fee-entries.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The floor: one PutItem, signed by hand and sent by Node itself. All else that a function does stands above it. */
export const handler = async (event: PushEvent) => {
  const [entry] = feeEntries(event);
  if (entry !== undefined) await put(entry);
  return { statusCode: 200, body: '' };
};

const put = (entry: FeeEntry): Promise<void> => {
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL = '', AWS_SESSION_TOKEN = '', ...rest } = process.env;
  const url = new URL(AWS_ENDPOINT_URL);
  const item = Object.entries({ ...keyOf(entry), ...entry }).map(([name, value]) => [
    name,
    { S: String(value) },
  ]);
  const body = JSON.stringify({ TableName: rest['CALLS_TABLE'], Item: Object.fromEntries(item) });
  const at = `${new Date().toISOString().replaceAll(/[-:]|\..*/g, '')}Z`;
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host: url.host,
    'x-amz-date': at,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': 'DynamoDB_20120810.PutItem',
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const scope = [at.slice(0, 8), region, 'dynamodb', 'aws4_request'];
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${rest['AWS_SECRET_ACCESS_KEY']}`);
  const credential = `Credential=${rest['AWS_ACCESS_KEY_ID']}/${scope.join('/')}`;
  const signature = hmac(key, toSign).toString('hex');
  headers['authorization'] = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return sent(url, headers, body);
};

const sent = (url: URL, headers: Record<string, string>, body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = process.getBuiltinModule('node:https').request(url, { method: 'POST', headers });
    request.on('error', reject);
    request.on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.on('end', resolve).resume();
    });
    request.end(body);
  });
