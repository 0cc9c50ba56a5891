import { describe, expect, it } from 'vitest';
import { reachHost } from '../../../shared/platform/check/reach-host.ts';
import { createOutgoingAgent } from '../../../shared/platform/client/outgoing-agent.ts';
import { LOOPBACK_CERTIFICATE, serveHttp, serveHttps, serveProxy } from '../../fakes/loopback-servers.ts';

const ca = LOOPBACK_CERTIFICATE;

/** A server over TLS that remembers whether it was asked for anything. */
const aPlatform = async () => {
  const heard: string[] = [];
  const url = await serveHttps((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  return { url, heard };
};

describe('a host', () => {
  it('is reached over TLS, with the end of its certificate, and is sent nothing', async () => {
    const { url, heard } = await aPlatform();

    const reached = await reachHost(createOutgoingAgent({ ca }), url);

    expect(reached).toEqual({ kind: 'reached', certificateEndsAt: '2126-10-30T19:07:20.000Z' });
    expect(heard).toEqual([]);
  });

  it('is reached through a proxy', async () => {
    const { url, heard } = await aPlatform();
    const proxy = await serveProxy();

    const reached = await reachHost(createOutgoingAgent({ ca, httpsProxy: proxy.url }), url);

    expect(reached.kind).toBe('reached');
    expect(proxy.targets).toEqual([url.replace('https://', '')]);
    expect(heard).toEqual([]);
  });

  it('is reached without TLS', async () => {
    expect(await reachHost(createOutgoingAgent(), await serveHttp(() => undefined))).toEqual({
      kind: 'reached',
    });
  });

  it('whose certificate is not trusted fails at that step', async () => {
    const { url } = await aPlatform();

    expect(await reachHost(createOutgoingAgent(), url)).toEqual({
      kind: 'failed',
      step: 'certificate',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('behind a proxy that refuses fails at that step', async () => {
    const { url } = await aPlatform();
    const proxy = await serveProxy(() => 'refuse');

    const reached = await reachHost(createOutgoingAgent({ ca, httpsProxy: proxy.url }), url);

    expect(reached).toEqual({ kind: 'failed', step: 'proxy', code: expect.stringMatching(/^ERR_PROXY/) });
  });
});
