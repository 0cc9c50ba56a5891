import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOutgoingAgent } from '../../../shared/platform/client/outgoing-agent.ts';
import { createTransport } from '../../../shared/platform/client/transport.ts';
import {
  LOOPBACK_CERTIFICATE,
  nobodyThere,
  serveHttp,
  serveHttps,
  serveProxy,
} from '../../fakes/loopback-servers.ts';

afterEach(() => vi.unstubAllEnvs());

const answering = (text: string) => (_request: unknown, response: { end(text: string): void }) =>
  response.end(text);

const get = (url: string, settings: Parameters<typeof createOutgoingAgent>[0]) =>
  createTransport(createOutgoingAgent({ ca: LOOPBACK_CERTIFICATE, ...settings }), {
    connectTimeoutMs: 1000,
    totalTimeoutMs: 2000,
  })({ method: 'GET', url, headers: {} });

const hostOf = (url: string): string => new URL(url).host;

describe('with a proxy', () => {
  it('https calls go through its tunnel, and calls of the AWS SDK in the same process do not', async () => {
    const proxy = await serveProxy();
    const platform = await serveHttps(answering('{"from":"platform"}'));
    const aws = await serveHttps(answering('{"TableNames":["from-aws"]}'));
    // As in a deployed function, where the variable is there for everything in the process to see.
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    const dynamo = new DynamoDBClient({
      endpoint: aws,
      region: 'cn-north-1',
      credentials: { accessKeyId: 'made-up', secretAccessKey: 'made-up' },
      requestHandler: { httpsAgent: { ca: LOOPBACK_CERTIFICATE } },
    });

    const answer = await get(`${platform}/bindings`, { httpsProxy: proxy.url });
    const tables = await dynamo.send(new ListTablesCommand());
    dynamo.destroy();

    expect(answer).toMatchObject({ kind: 'answered', httpStatus: 200, json: { from: 'platform' } });
    expect(tables.TableNames).toEqual(['from-aws']);
    expect(proxy.targets).toEqual([hostOf(platform)]);
  });

  it('hosts of NO_PROXY are called directly', async () => {
    const proxy = await serveProxy();
    const platform = await serveHttps(answering('{}'));

    const answer = await get(platform, { httpsProxy: proxy.url, noProxy: 'example.com, 127.0.0.1' });

    expect(answer).toMatchObject({ kind: 'answered' });
    expect(proxy.targets).toEqual([]);
  });

  it('http calls to this machine are made directly, to other hosts through the proxy', async () => {
    const proxy = await serveProxy();
    const simulator = await serveHttp(answering('{}'));

    await get(simulator, { httpsProxy: proxy.url });
    await get(simulator.replace('127.0.0.1', 'localhost'), { httpsProxy: proxy.url });
    await get('http://storage.example.com/file', { httpsProxy: proxy.url });

    expect(proxy.targets).toEqual(['http://storage.example.com/file']);
  });

  it('still checks the certificate of the other end', async () => {
    const proxy = await serveProxy();
    const platform = await serveHttps(answering('{}'));

    const answer = await get(platform, { httpsProxy: proxy.url, ca: undefined });

    expect(answer).toMatchObject({ kind: 'unanswered', reason: 'connection', mayHaveApplied: false });
  });

  it.each([
    ['refuses', 'refuse', 'connection'],
    ['hangs', 'hang', 'time-out'],
  ] as const)('that %s the request surely never left', async (_case, behaviour, reason) => {
    const proxy = await serveProxy(() => behaviour);
    const platform = await serveHttps(answering('{}'));
    const secretProxy = proxy.url.replace('http://', 'http://user:made-up-password@');

    const answer = await get(platform, { httpsProxy: secretProxy });

    expect(answer).toMatchObject({ kind: 'unanswered', reason, mayHaveApplied: false });
    expect(JSON.stringify(answer, ['cause', 'message', 'stack'])).not.toContain('made-up-password');
    expect(answer.kind === 'unanswered' && String(answer.cause)).not.toContain('made-up-password');
  });

  it('that is not there the request surely never left', async () => {
    const platform = await serveHttps(answering('{}'));

    const answer = await get(platform, { httpsProxy: await nobodyThere() });

    expect(answer).toMatchObject({ kind: 'unanswered', reason: 'connection', mayHaveApplied: false });
  });

  it('the request that is cut after the tunnel stood may have arrived', async () => {
    const proxy = await serveProxy();
    const platform = await serveHttps((request: { destroy(): void }) => request.destroy());

    const answer = await get(platform, { httpsProxy: proxy.url });

    expect(answer).toMatchObject({ kind: 'unanswered', reason: 'connection', mayHaveApplied: true });
  });
});

it.each(['proxy.example.com:3128', 'ftp://proxy.example.com', 'http://'])(
  'an invalid proxy address is refused without being quoted: %s',
  (httpsProxy) => {
    expect(() => createOutgoingAgent({ httpsProxy })).toThrow('HTTPS_PROXY must be an http or https address');
  },
);
