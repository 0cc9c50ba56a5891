import * as v from 'valibot';
import { App } from '../../../shared/config/apps.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createPlatformClient, type PlatformClientOptions } from '../../../shared/platform/client.ts';
import { createOutgoingAgent } from '../../../shared/platform/outgoing-agent.ts';
import { bindingPlatforms, recordingUrls } from '../../../shared/platform/platforms.ts';
import { createTransport } from '../../../shared/platform/transport.ts';
import { createDynamoPlatformGate } from '../../../shared/platform-gate/dynamo-platform-gate.ts';
import { startStoreEngine } from '../../builders/store-engine.ts';
import type { JournalFilter, RequestEntry } from '../../simulator/journal.ts';
import { startSimulator } from '../../simulator/simulator.ts';

const START_AT = new Date('2026-03-01T02:31:20Z');
const X_NUMBERS = ['+8617000000001', '+8617000000002'];

/** An app of ours; the simulated platform knows it under the same key. */
export const anApp = (changes: Record<string, unknown> = {}): App =>
  v.parse(App, {
    name: 'rides',
    mode: 'AXB',
    appKey: 'made-up-key-of-rides',
    appSecret: 'made-up-secret-of-rides',
    ...changes,
  });

/** Our client, with its gate in a store, before a simulated platform; both clocks move together. */
export const openPlatformStack = async () => {
  const engine = await startStoreEngine();
  const apps = [anApp(), anApp({ name: 'food', appKey: 'made-up-key-of-food' })];
  const simulator = await startSimulator({
    seed: 7,
    startAt: START_AT,
    apps: apps.map(({ name, appKey, appSecret }) => ({
      name,
      appKey,
      appSecret,
      mode: 'AXB',
      numbers: name === 'rides' ? X_NUMBERS.map((x) => ({ x, areaCode: '0755' })) : [],
      pushUrls: {},
    })),
  });
  let nowMs = START_AT.getTime();
  const clock = () => new Date(nowMs);
  const lines: string[] = [];
  const gate = createDynamoPlatformGate({
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    clock,
  });
  const connect = (changes: Partial<PlatformClientOptions> = {}, limits = { totalTimeoutMs: 1000 }) =>
    createPlatformClient({
      transport: createTransport(createOutgoingAgent(), limits),
      gate,
      clock,
      newNonce: randomId,
      random: () => 0,
      logger: createLogger({ clock, write: (line) => lines.push(line) }),
      platformUrl: simulator.url,
      pause: async () => undefined,
      ...changes,
    });
  const platformOf = (app: App, client = connect()) => {
    const platform = bindingPlatforms(client, [app]).get(app.name);
    if (platform === undefined) throw new Error('no platform');
    return platform;
  };
  const recordingUrlOf = (app: App) => {
    const recordingUrl = recordingUrls(connect(), [app]).get(app.name);
    if (recordingUrl === undefined) throw new Error('no recordings');
    return recordingUrl;
  };
  return {
    control: simulator.control,
    lines,
    connect,
    platformOf,
    recordingUrlOf,
    async advance(seconds: number) {
      nowMs = Date.parse((await simulator.control.advance(seconds)).now);
    },
    async requests(filter: JournalFilter = {}): Promise<RequestEntry[]> {
      const entries = await simulator.control.journal(filter);
      return entries.filter((entry): entry is RequestEntry => entry.kind === 'request');
    },
    async close() {
      await simulator.close();
      await engine.stop();
    },
  };
};

export type PlatformStack = Awaited<ReturnType<typeof openPlatformStack>>;
