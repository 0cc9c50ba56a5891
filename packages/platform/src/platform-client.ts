import { systemClock } from '../../../shared/kernel/clock.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { createCallStop } from '../../../shared/platform/client/call-stop.ts';
import {
  createPlatformClient as createCalls,
  type PlatformApp,
  type PlatformClient,
} from '../../../shared/platform/client/client.ts';
import { createOutgoingAgent } from '../../../shared/platform/client/outgoing-agent.ts';
import { createRecordingUrl } from '../../../shared/platform/client/recording-url.ts';
import { createTransport } from '../../../shared/platform/client/transport.ts';
import { createAxPlatform, createAxTemporaryCallee } from '../../../shared/platform/modes/ax/ax.ts';
import { createAxbPlatform } from '../../../shared/platform/modes/axb/axb.ts';
import { createAxePlatform } from '../../../shared/platform/modes/axe/axe.ts';
import { createAxybPlatform } from '../../../shared/platform/modes/axyb/axyb.ts';
import { callee } from './bind-request.ts';
import { bindingCalls } from './binding-calls.ts';
import type { Mode, PlatformClientOf, PlatformOptions } from './clients.ts';
import { createProcessGate } from './process-gate.ts';

const DEFAULT_BASE_URL = 'https://rtcpns.cn-north-1.myhuaweicloud.com';

/**
 * A client of one app of the platform (one `appKey`, one mode). Each call is signed, repeated where a repeat does no harm, and
 * read; it ends within 7 s. Nothing that the platform or the network does is thrown.
 *
 * @throws {TypeError} for a `baseUrl` that is neither https nor on this machine.
 */
export const createPlatformClient = <M extends Mode>({
  mode,
  appKey,
  appSecret,
  baseUrl = DEFAULT_BASE_URL,
  scheme = 'AKSK',
}: PlatformOptions<M>): PlatformClientOf[M] => {
  checkAddress(baseUrl);
  const app = { name: mode, appKey, appSecret, baseUrl: baseUrl.replace(/\/+$/, ''), scheme };
  const client = createCalls({
    transport: createTransport(createOutgoingAgent()),
    gate: createProcessGate(systemClock),
    clock: systemClock,
    newNonce: randomId,
    random: Math.random,
    logger: SILENT,
  });
  return MAKERS[mode](client, app);
};

/** Outcomes are values here, so nothing needs to be logged. */
const nothing = (): void => {};
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  audit: nothing,
  metrics: nothing,
};

const callsOfEveryMode = (client: PlatformClient, app: PlatformApp) => ({
  stopCall: createCallStop(client, app),
  recordingUrl: createRecordingUrl(client, app),
});

/** A new mode is a line here. */
const MAKERS: { [M in Mode]: (client: PlatformClient, app: PlatformApp) => PlatformClientOf[M] } = {
  AX: (client, app) => {
    const { setTemporaryCallee } = createAxTemporaryCallee(client, app);
    return {
      ...callsOfEveryMode(client, app),
      ...bindingCalls(createAxPlatform(client, app)),
      setTemporaryCallee: (subscriptionId, { number, ttlSeconds, userData }) =>
        setTemporaryCallee(subscriptionId, { number: callee('number', number), ttlSeconds, userData }),
    };
  },
  AXB: (client, app) => ({
    ...callsOfEveryMode(client, app),
    ...bindingCalls(createAxbPlatform(client, app)),
  }),
  AXE: (client, app) => ({
    ...callsOfEveryMode(client, app),
    ...bindingCalls(createAxePlatform(client, app)),
  }),
  AXYB: (client, app) => {
    const { modify: _none, ...calls } = bindingCalls(createAxybPlatform(client, app));
    return { ...callsOfEveryMode(client, app), ...calls };
  },
  X: callsOfEveryMode,
};

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const checkAddress = (baseUrl: string): void => {
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))) return;
  throw new TypeError('baseUrl must be https, or http on this machine');
};
