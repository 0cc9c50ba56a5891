import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  bindingPlatforms,
  callStops,
  recordingUrls,
  temporaryCallees,
} from '../../../shared/platform/platforms.ts';
import { App } from '../../../shared/runtime/apps.ts';
import { aBindRequest } from '../../builders/bind-request.ts';
import { answered, scriptedPlatform, succeeding } from '../../fakes/scripted-platform.ts';

const app = (name: string, mode: string) =>
  v.parse(App, { name, mode, appKey: `key-of-${name}`, appSecret: 'made-up-secret' });

const apps = [app('rides', 'AXB'), app('desk', 'AX')];

describe('the platforms of the configured apps', () => {
  it('are there by name, each with the credentials of its app', async () => {
    const { client, sent } = scriptedPlatform([
      answered(200, { resultcode: '0', subscriptionId: 'subscription-a' }),
    ]);

    const bound = await bindingPlatforms(client, apps).get('rides')?.bind(aBindRequest());

    expect(bound).toMatchObject({ kind: 'ok' });
    expect(sent[0]?.headers['x-aksk']).toContain('Username="key-of-rides"');
    expect(sent[0]?.url).toMatch(/^https:\/\/rtcpns\.cn-north-1\.myhuaweicloud\.com\/rest\//);
  });

  it.each([
    ['AX', '/rest/provision/caas/privatenumber/v1.0'],
    ['AXB', '/rest/caas/relationnumber/partners/v1.0'],
    ['AXE', '/rest/caas/extendnumber/v1.0'],
    ['AXYB', '/rest/omp/xyrelationnumber/v1.0'],
  ])('speak %s at its own address', async (mode, path) => {
    const { client, sent } = scriptedPlatform([succeeding()]);

    await bindingPlatforms(client, [app('any', mode)])
      .get('any')
      ?.unbind('subscription-a');

    expect(sent[0]?.url).toContain(`https://rtcpns.cn-north-1.myhuaweicloud.com${path}?`);
  });

  it('store nothing in mode X', async () => {
    const { client, sent } = scriptedPlatform([]);

    const bound = await bindingPlatforms(client, [app('route', 'X')])
      .get('route')
      ?.bind(aBindRequest());

    expect(bound).toEqual({ kind: 'ok', value: { mode: 'X', x: '+8617000000001' } });
    expect(sent).toEqual([]);
  });

  it('know temporary callees in mode AX alone', () => {
    const { client } = scriptedPlatform([]);

    const found = temporaryCallees(client, [...apps, app('shop', 'AXE'), app('old', 'AXYB'), app('x', 'X')]);

    expect([...found.keys()]).toEqual(['desk']);
  });

  it('end calls in every mode', async () => {
    const { client, sent } = scriptedPlatform([succeeding()]);

    const stopped = await callStops(client, apps).get('desk')?.('session-a');

    expect(stopped).toEqual({ kind: 'ok', value: 'stopped' });
    expect(sent[0]?.headers['x-aksk']).toContain('Username="key-of-desk"');
  });

  it('know where recordings are in every mode', async () => {
    const { client } = scriptedPlatform([answered(301, undefined, 'https://storage.example.com/file.wav')]);

    const found = await recordingUrls(client, apps).get('desk')?.({ fileName: 'f.wav', domain: 'd' });

    expect(found).toMatchObject({ kind: 'ok', value: { kind: 'url' } });
  });
});
