import type { IncomingHttpHeaders } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/kernel/errors.ts';
import type { Attributes, Documents } from '../../shared/storage/documents.ts';
import { isFailedCondition } from '../../shared/storage/dynamo-calls.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { leanDynamoCalls } from '../../shared/storage/lean-dynamo-calls.ts';
import { sdkDynamoCalls } from '../../shared/storage/sdk-dynamo-calls.ts';
import { environmentAt, leanClientAt } from '../builders/scripted-service.ts';
import { checkSignature } from '../builders/signature-v4.ts';
import { serveHttp } from '../fakes/loopback-servers.ts';

const TOKEN = 'made-up-session-token';
const SECRET = 'made-up-secret-access-key';

/** An answer of the engine. */
type Reply = Readonly<{ status: number; body: object }>;

/** An engine that says the same to both clients, and what each has sent. */
const bothClients = async () => {
  let reply: Reply = { status: 200, body: {} };
  const heard: { headers: IncomingHttpHeaders; body: string; path: string }[] = [];
  const endpoint = await serveHttp(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    heard.push({ headers: request.headers, body, path: request.url ?? '' });
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(reply.body));
  });
  const credentials = { accessKeyId: 'AKIDMADEUP', secretAccessKey: SECRET, sessionToken: TOKEN };
  const region = 'cn-north-1';
  const sdk = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
  const environment = { ...environmentAt(endpoint), AWS_SESSION_TOKEN: TOKEN };
  const { call } = leanClientAt(endpoint, { service: { tries: 1 }, environment });
  const calls = { sdk: sdkDynamoCalls(sdk), lean: leanDynamoCalls(call) };
  const clients = { sdk: createDynamoDocuments(calls.sdk), lean: createDynamoDocuments(calls.lean) };
  return {
    calls,
    clients,
    answerWith: (next: Reply) => {
      reply = next;
    },
    /** The request that a client sends for a call of the port. */
    sentBy: async (client: keyof typeof clients, carryOut: (documents: Documents) => Promise<unknown>) => {
      heard.length = 0;
      await carryOut(clients[client]);
      const [request] = heard;
      if (request === undefined) throw new Error('nothing was sent');
      return request;
    },
  };
};

// The SDK reads answers into plain objects, in which this key is not like others.
const attributeName = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name !== '__proto__');
const objectOf = <Value>(values: fc.Arbitrary<Value>) =>
  fc.dictionary(attributeName, values, { maxKeys: 4, noNullPrototype: true });

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    objectOf(tie('value')),
    fc
      .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })
      .map((texts) => new Set(texts)),
  ),
})).value;
const attributes: fc.Arbitrary<Attributes> = objectOf(value);
const text = fc.string({ unit: 'grapheme', minLength: 1 });
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const call = { purpose: fc.constant('comparing'), table: text };
const placeholders = { names: optional(objectOf(text)), values: optional(attributes) };
const conditional = { ...placeholders, condition: optional(text) };

const portCall: fc.Arbitrary<(documents: Documents) => Promise<unknown>> = fc.oneof(
  fc.record({ ...call, key: attributes }).map((input) => (to: Documents) => to.get(input)),
  fc.record({ ...call, ...conditional, item: attributes }).map((input) => (to: Documents) => to.put(input)),
  fc.record({ ...call, ...conditional, key: attributes }).map((input) => (to: Documents) => to.remove(input)),
  fc
    .record({ ...call, ...conditional, key: attributes, change: text, returnItem: optional(fc.boolean()) })
    .map((input) => (to: Documents) => to.update(input)),
  fc
    .record({
      ...call,
      ...placeholders,
      where: text,
      index: optional(text),
      descending: optional(fc.boolean()),
      limit: optional(fc.nat()),
      start: optional(attributes),
      countOnly: optional(fc.boolean()),
    })
    .map((input) => (to: Documents) => to.query(input)),
  fc
    .record({ ...call, keys: fc.array(attributes, { maxLength: 3 }) })
    .map((input) => (to: Documents) => to.batchGet(input)),
  fc
    .record({ ...call, limit: optional(fc.nat()), start: optional(attributes) })
    .map((input) => (to: Documents) => to.scan(input)),
);

const wireItem = objectOf(
  fc.oneof(
    fc.string({ unit: 'grapheme' }).map((S) => ({ S })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => ({ N: String(number) })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    fc.uniqueArray(text, { minLength: 1 }).map((SS) => ({ SS })),
    fc.array(fc.string().map((S) => ({ S }))).map((L) => ({ L })),
    fc
      .dictionary(
        attributeName,
        fc.string().map((S) => ({ S })),
      )
      .map((M) => ({ M })),
  ),
);

const success = fc
  .record(
    {
      Item: wireItem,
      Attributes: wireItem,
      Items: fc.array(wireItem, { maxLength: 3 }),
      Count: fc.nat(),
      LastEvaluatedKey: wireItem,
      Responses: fc.record({ calls: fc.array(wireItem, { maxLength: 3 }) }),
      UnprocessedKeys: fc.record({ calls: fc.record({ Keys: fc.array(wireItem, { maxLength: 3 }) }) }),
    },
    { requiredKeys: [] },
  )
  .map((body): Reply => ({ status: 200, body }));

const refusal = fc
  .record({
    status: fc.constantFrom(400, 400, 413, 500, 503),
    name: fc.constantFrom(
      ...['ConditionalCheckFailedException', 'ValidationException', 'ResourceNotFoundException'],
      ...['ProvisionedThroughputExceededException', 'InternalServerError', 'AccessDeniedException'],
      ...['ItemCollectionSizeLimitExceededException', 'SomethingNewException'],
    ),
    space: fc.constantFrom('com.amazonaws.dynamodb.v20120810#', 'com.amazon.coral.service#', ''),
    message: text,
    Item: wireItem,
  })
  .map(
    ({ status, name, space, ...fields }): Reply => ({ status, body: { __type: space + name, ...fields } }),
  );

const key = { pk: 'a', sk: 'b' };
const CALLS: readonly ((documents: Documents) => Promise<unknown>)[] = [
  (to) => to.get({ purpose: 'comparing', table: 'calls', key }),
  (to) => to.put({ purpose: 'comparing', table: 'calls', item: key }),
  (to) => to.update({ purpose: 'comparing', table: 'calls', key, change: 'SET a = :a', returnItem: true }),
  (to) => to.remove({ purpose: 'comparing', table: 'calls', key }),
  (to) => to.query({ purpose: 'comparing', table: 'calls', where: 'pk = :pk' }),
  (to) => to.batchGet({ purpose: 'comparing', table: 'calls', keys: [key] }),
  (to) => to.scan({ purpose: 'comparing', table: 'calls', limit: 2, start: key }),
];

/** The outcome of a call, a failure with what anybody can see of it. */
const outcomeOf = (outcome: Promise<unknown>): Promise<unknown> =>
  outcome.catch(({ code, message, cause }: AppError) => ({
    code,
    message,
    cause: cause instanceof Error && { name: cause.name, message: cause.message },
  }));

describe('the lean client and that of the SDK', () => {
  it('send the same for the same call, each with a right signature', async () => {
    const { sentBy } = await bothClients();

    await fc.assert(
      fc.asyncProperty(portCall, async (carryOut) => {
        const lean = await sentBy('lean', carryOut);
        const sdk = await sentBy('sdk', carryOut);

        expect(JSON.parse(lean.body)).toEqual(JSON.parse(sdk.body));
        expect(lean.path).toBe(sdk.path);
        for (const name of ['host', 'content-type', 'x-amz-target', 'x-amz-security-token'])
          expect([name, lean.headers[name]]).toEqual([name, sdk.headers[name]]);
        expect(lean.headers['x-amz-security-token']).toBe(TOKEN);
        for (const { headers, body, path } of [lean, sdk]) {
          const check = checkSignature({ method: 'POST', headers, body, path }, SECRET);
          expect(check).toMatchObject({ accessKeyId: 'AKIDMADEUP', valid: true });
          expect(check.scope.split('/').slice(1)).toEqual(['cn-north-1', 'dynamodb']);
          expect(check.signedHeaders).toEqual(
            expect.arrayContaining(['content-type', 'host', 'x-amz-date', 'x-amz-target']),
          );
        }
      }),
    );
  });

  it('make the same of the same answer', async () => {
    const { clients, answerWith } = await bothClients();

    await fc.assert(
      fc.asyncProperty(fc.oneof(success, refusal), async (reply) => {
        answerWith(reply);

        for (const carryOut of CALLS)
          expect(await outcomeOf(carryOut(clients.lean))).toEqual(await outcomeOf(carryOut(clients.sdk)));
      }),
    );
  });

  it('bring the item that does not meet a condition', async () => {
    const { calls, answerWith } = await bothClients();
    const input = { TableName: 'calls', Item: {}, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
    const name = 'ConditionalCheckFailedException';

    await fc.assert(
      fc.asyncProperty(wireItem, async (Item) => {
        answerWith({ status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, Item } });

        for (const client of [calls.lean, calls.sdk]) {
          const failure: unknown = await client.putItem(input).catch((error) => error);
          expect(isFailedCondition(failure) && failure.Item).toEqual(Item);
        }
      }),
    );
  });
});
