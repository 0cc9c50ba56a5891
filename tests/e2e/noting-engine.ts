import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import * as v from 'valibot';
import { LOCAL_CREDENTIALS } from '../../tools/local-stack/create-from-template.ts';
import type { Engine } from '../../tools/local-stack/engines.ts';

/** One action that a function took, spelled as in a policy: `dynamodb:Query` on `privatenumber-local-calls/index/x-index`. */
export type Use = Readonly<{ functionName: string; action: string; resource: string }>;

const Body = v.object({
  TableName: v.optional(v.string()),
  IndexName: v.optional(v.string()),
  RequestItems: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** With workers the access key is the function's name (tools/serverless-plugin/plugin.mjs); undefined: the key of everybody. */
const callerOf = (headers: IncomingHttpHeaders): string | undefined => {
  const [, accessKey] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return accessKey === LOCAL_CREDENTIALS.accessKeyId ? undefined : accessKey;
};

const dynamoUses = (headers: IncomingHttpHeaders, body: string): Omit<Use, 'functionName'>[] => {
  const action = `dynamodb:${String(headers['x-amz-target']).split('.')[1]}`;
  const { TableName, IndexName, RequestItems } = v.parse(Body, JSON.parse(body));
  const tables = TableName === undefined ? Object.keys(RequestItems) : [TableName];
  return tables.map((table) => ({
    action,
    resource: IndexName === undefined ? table : `${table}/index/${IndexName}`,
  }));
};

/** Which permission each call of S3's API asks for. Source: "Actions, resources, and condition keys for Amazon S3". */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:AbortMultipartUpload',
};

const s3Uses = (method: string, path: string): Omit<Use, 'functionName'>[] => [
  {
    action: S3_ACTIONS[method] ?? `s3:${method}`,
    resource: decodeURIComponent(path.split('?')[0] ?? '').slice(1),
  },
];

/** Stands before an engine, hands everything on and notes what each function did. */
export const recordingEngine = async (engine: Engine, uses: Use[]): Promise<Engine> => {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const functionName = callerOf(headers);
    if (functionName !== undefined) {
      const seen =
        headers['x-amz-target'] === undefined ? s3Uses(method, url) : dynamoUses(headers, body.toString());
      uses.push(...seen.map((use) => ({ functionName, ...use })));
    }
    const onward = send(`${engine.endpoint}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await engine.stop();
    },
  };
};
