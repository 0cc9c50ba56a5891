import * as v from 'valibot';
import { randomId } from '../../../shared/kernel/ids.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createPlatformClient, type PlatformClientOptions } from '../../../shared/platform/client/client.ts';
import { createOutgoingAgent } from '../../../shared/platform/client/outgoing-agent.ts';
import { createTransport } from '../../../shared/platform/client/transport.ts';
import { createDynamoPlatformGate } from '../../../shared/platform/gate/dynamo-platform-gate.ts';
import {
  bindingPlatforms,
  callStops,
  recordingUrls,
  temporaryCallees,
} from '../../../shared/platform/platforms.ts';
import { App } from '../../../shared/runtime/apps.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import type { JournalFilter, RequestEntry } from '../../../simulator/state/journal.ts';
import { startStoreEngine } from '../../harness/store-engine.ts';

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

/** An app of each other mode, with the numbers that the simulated platform has for it. */
export const OTHER_MODES = [
  { mode: 'AX', numbers: ['+8617000000011', '+8617000000012'] },
  { mode: 'AXE', numbers: ['+8617000000021'] },
  { mode: 'AXYB', numbers: ['+8617000000031', '+8617000000032', '+8617000000033'] },
] as const;

/** Our app of that mode. */
export const appOfMode = (mode: 'AX' | 'AXE' | 'AXYB'): App =>
  anApp({ name: `desk-${mode.toLowerCase()}`, appKey: `made-up-key-of-${mode}`, mode });

/** Our client, with its gate in a store, before a simulated platform; both clocks move together. */
export const openPlatformStack = async () => {
  const engine = await startStoreEngine();
  const apps = [anApp(), anApp({ name: 'food', appKey: 'made-up-key-of-food' })];
  const simulator = await startSimulator({
    seed: 7,
    startAt: START_AT,
    apps: [
      ...apps.map((app) => ({
        ...app,
        mode: 'AXB' as const,
        numbers: app.name === 'rides' ? X_NUMBERS : [],
      })),
      ...OTHER_MODES.map(({ mode, numbers }) => ({ ...appOfMode(mode), mode, numbers })),
    ].map(({ name, appKey, appSecret, mode, numbers }) => ({
      name,
      appKey,
      appSecret,
      mode,
      numbers: numbers.map((x) => ({ x, areaCode: '0755' })),
      pushUrls: {},
    })),
  });
  let nowMs = START_AT.getTime();
  const clock = () => new Date(nowMs);
  const lines: string[] = [];
  const logger = createLogger({ clock, write: (line) => lines.push(line) });
  const gate = createDynamoPlatformGate({
    lookup: createLookupKeys(new Uint8Array(32).fill(2)),
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    clock,
    logger,
  });
  const connect = (changes: Partial<PlatformClientOptions> = {}, limits = { totalTimeoutMs: 1000 }) =>
    createPlatformClient({
      transport: createTransport(createOutgoingAgent(), limits),
      gate,
      clock,
      newNonce: randomId,
      random: () => 0,
      logger,
      platformUrl: simulator.url,
      sleep: async () => undefined,
      ...changes,
    });
  const platformOf = (app: App, client = connect()) => {
    const platform = bindingPlatforms(client, [app]).get(app.name);
    if (platform === undefined) throw new Error('no platform');
    return platform;
  };
  const calleesOf = (app: App) => {
    const callees = temporaryCallees(connect(), [app]).get(app.name);
    if (callees === undefined) throw new Error('no temporary callees');
    return callees;
  };
  const callStopOf = (app: App) => {
    const callStop = callStops(connect(), [app]).get(app.name);
    if (callStop === undefined) throw new Error('no calls');
    return callStop;
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
    calleesOf,
    callStopOf,
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
