import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isFailedCondition } from '../../../shared/storage/dynamo-calls.ts';
import {
  answer,
  type Deed,
  environmentAt,
  GOOD,
  inTurn,
  leanClientAt,
  refuse,
  scriptedService,
} from '../../builders/scripted-service.ts';
import { checkSignature } from '../../builders/signature-v4.ts';
import { serveHttp } from '../../fakes/loopback-servers.ts';

const INPUT = { TableName: 'calls', Key: { pk: { S: 'C#é' } } };
const FOUND = '{"Item":{"pk":{"S":"号"}}}';

/** Real time that passes before silence is given up; a good answer needs none of it. */
const HASTY = { connectTimeoutMs: 500, silenceTimeoutMs: 500 };

const sayNothing: Deed = () => undefined;
const cut: Deed = (response) => response.destroy();
const half =
  (headers: Record<string, string>, end: (response: Parameters<Deed>[0]) => void): Deed =>
  (response) => {
    response.writeHead(200, headers);
    response.write(FOUND.slice(0, 12), () => end(response));
  };

describe('a call over the lean client', () => {
  it('is one signed POST, answered by what the service says', async () => {
    const { call, arrived, pauses } = await scriptedService([answer(200, FOUND)]);

    await expect(call('GetItem', INPUT)).resolves.toEqual({ Item: { pk: { S: '号' } } });

    expect(arrived).toHaveLength(1);
    expect(pauses).toEqual([]);
    const { headers = {}, body = '' } = arrived[0] ?? {};
    expect(JSON.parse(body)).toEqual(INPUT);
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'x-amz-date': '20260301T080000Z',
      'content-length': '47',
      'user-agent': 'privatenumber/0.1.0',
    });
    const request = { method: 'POST', path: '/', headers, body };
    expect(checkSignature(request, 'made-up-secret-access-key')).toMatchObject({
      accessKeyId: 'AKIDMADEUP',
      scope: '20260301/cn-north-1/dynamodb',
      valid: true,
    });
  });

  it('uses the session token of that moment', async () => {
    const { arrived, listener } = inTurn([GOOD]);
    const environment = environmentAt(await serveHttp(listener));
    const { call } = leanClientAt('unused', { environment });

    for (const token of ['first', 'second']) {
      environment['AWS_SESSION_TOKEN'] = token;
      await call('GetItem', INPUT);
    }

    expect(arrived.map(({ headers }) => headers['x-amz-security-token'])).toEqual(['first', 'second']);
  });
});

describe('a call that fails once is sent again', () => {
  it.each<[string, Deed]>([
    ['the connection is cut before the answer', cut],
    ['the answer ends before its length', half({ 'content-length': '26' }, (response) => response.destroy())],
    ['the answer ends between its chunks', half({}, (response) => response.destroy())],
    ['the answer ends where it should not', half({ connection: 'close' }, (response) => response.end())],
    ['the answer does not match its checksum', answer(200, FOUND, { 'x-amz-crc32': '1' })],
    ['a page stands in the place of the answer', answer(200, '<html></html>')],
    ['a number stands in the place of the answer', answer(200, '7')],
    ['null stands in the place of the answer', answer(200, 'null')],
    ['the service fails: 500', refuse('InternalServerError', { status: 500 })],
    ['a gateway fails: 502', answer(502, '<html></html>')],
    ['the service is away: 503', answer(503, '')],
    ['a gateway waits in vain: 504', answer(504, '{}')],
  ])('after a short pause when %s', async (_case, deed) => {
    const { call, arrived, pauses } = await scriptedService([deed, answer(200, FOUND)]);

    await expect(call('GetItem', INPUT)).resolves.toEqual({ Item: { pk: { S: '号' } } });

    expect(arrived).toHaveLength(2);
    expect(pauses).toEqual([12]);
  });

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'after a long pause when it is throttled: %s',
    async (name) => {
      const { call, arrived, pauses } = await scriptedService([refuse(name), refuse(name), GOOD]);

      await expect(call('PutItem', {})).resolves.toEqual({});

      expect(arrived).toHaveLength(3);
      expect(pauses).toEqual([500, 1000]);
    },
  );

  it.concurrent.each<[string, Deed]>([
    ['there is no answer', sayNothing],
    ['the answer stops in the middle', half({ 'content-length': '26' }, () => undefined)],
  ])('when %s', async (_case, deed) => {
    const { call, arrived } = await scriptedService([deed, answer(200, FOUND)], { limits: HASTY });

    await expect(call('GetItem', INPUT)).resolves.toEqual({ Item: { pk: { S: '号' } } });

    expect(arrived).toHaveLength(2);
  });

  it('over a new connection when the other side has closed the one that was kept', async () => {
    const { call, arrived } = await scriptedService([GOOD, cut, GOOD]);
    await call('GetItem', INPUT);

    await call('GetItem', INPUT);

    expect(arrived.map(({ connection }) => connection)).toEqual([0, 0, 1]);
  });
});

describe('a call that goes on failing', () => {
  it('is sent three times, and ends with the last failure', async () => {
    const { call, arrived, pauses } = await scriptedService([
      cut,
      answer(503, ''),
      answer(200, FOUND, { 'x-amz-crc32': '1' }),
    ]);

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({
      name: 'DamagedAnswer',
      message: 'the answer does not match its checksum',
    });

    expect(arrived).toHaveLength(3);
    expect(pauses).toEqual([12, 25]);
  });

  it('says that its answer is not JSON', async () => {
    const { call } = await scriptedService([answer(200, '{"Item":')]);

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({
      name: 'DamagedAnswer',
      message: 'the answer is not JSON',
    });
  });

  it('is sent once when many before it have failed: 35 repetitions are in stock', async () => {
    const { call, arrived } = await scriptedService([answer(500, '')]);

    const calls = Array.from({ length: 30 }, () => call('GetItem', INPUT));
    const results = await Promise.allSettled(calls);

    expect(results.map(({ status }) => status)).toEqual(Array(30).fill('rejected'));
    expect(arrived).toHaveLength(30 + 35);
  });

  it('is sent again after 14 that went well', async () => {
    const judge: Deed = (response, request) =>
      (request.headers['x-amz-target'] === 'DynamoDB_20120810.GetItem' ? GOOD : answer(500, ''))(
        response,
        request,
      );
    const { call, arrived } = await scriptedService([judge]);
    await Promise.allSettled(Array.from({ length: 36 }, () => call('PutItem', {})));
    for (let count = 1; count <= 14; count += 1) await call('GetItem', INPUT);
    arrived.length = 0;

    await expect(call('PutItem', {})).rejects.toMatchObject({ httpStatus: 500 });

    expect(arrived).toHaveLength(2);
  });
});

describe('a refusal', () => {
  it.each([
    ['ValidationException', 400],
    ['ResourceNotFoundException', 400],
    ['AccessDeniedException', 400],
    ['Unknown', 413],
    ['Unknown', 501],
  ])('that would come again is asked for once: %s, %i', async (name, status) => {
    const { call, arrived } = await scriptedService([refuse(name, { status })]);

    await expect(call('PutItem', {})).rejects.toMatchObject({ name, message: 'no', httpStatus: status });

    expect(arrived).toHaveLength(1);
  });

  it('of a condition that does not hold brings the item that is there', async () => {
    const Item = { pk: { S: 'a' }, version: { N: '2' } };
    const { call, arrived } = await scriptedService([
      refuse('ConditionalCheckFailedException', { fields: { Item } }),
    ]);

    const failure: unknown = await call('PutItem', {}).catch((error) => error);

    expect(isFailedCondition(failure) && failure.Item).toEqual(Item);
    expect(arrived).toHaveLength(1);
  });

  it.each([
    ['the header', { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal/' }, {}],
    ['the field code', {}, { code: 'ResourceNotFoundException' }],
    ['a name without a space before it', {}, { __type: 'ResourceNotFoundException' }],
  ])('has the name of %s', async (_case, headers, fields) => {
    const { call } = await scriptedService([
      answer(400, JSON.stringify({ Message: 'away', ...fields }), { ...headers }),
    ]);

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'away',
    });
  });

  it('without a word says its status', async () => {
    const { call } = await scriptedService([answer(403, '<html></html>')]);

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({
      name: 'Unknown',
      message: 'answered with status 403',
    });
  });
});

describe('the checksum of an answer', () => {
  it('is that of its bytes', async () => {
    const { call, arrived } = await scriptedService([
      answer(200, FOUND, { 'x-amz-crc32': String(crc32(Buffer.from(FOUND))) }),
    ]);

    await expect(call('GetItem', INPUT)).resolves.toEqual({ Item: { pk: { S: '号' } } });

    expect(arrived).toHaveLength(1);
  });

  it('is CRC-32, which for {} is 2745614147', async () => {
    const { call } = await scriptedService([answer(200, '{}', { 'x-amz-crc32': '2745614147' })]);

    await expect(call('GetItem', INPUT)).resolves.toEqual({});
  });
});
