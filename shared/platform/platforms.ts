import type {
  BindingPlatform,
  SecondPartyPlatform,
  TemporaryCalleePlatform,
} from '../bindings/model/binding-platform.ts';
import type { Mode } from '../kernel/mode.ts';
import type { RecordingUrl } from '../recordings/archiver/recording-location.ts';
import { type CallStop, createCallStop } from './client/call-stop.ts';
import {
  createPlatformClient,
  type PlatformApp,
  type PlatformClient,
  type PlatformClientOptions,
} from './client/client.ts';
import { createOutgoingAgent } from './client/outgoing-agent.ts';
import { createRecordingUrl } from './client/recording-url.ts';
import { createTransport } from './client/transport.ts';
import { createAxPlatform, createAxTemporaryCallee } from './modes/ax/ax.ts';
import { createAxbPlatform } from './modes/axb/axb.ts';
import { createAxePlatform } from './modes/axe/axe.ts';
import { createAxybPlatform } from './modes/axyb/axyb.ts';
import { createAxybSecondParty } from './modes/axyb/axyb-second-party.ts';
import { createXRoutes } from './modes/x-routes.ts';

/** An app of one mode. */
type AppOfMode = PlatformApp & Readonly<{ mode: Mode }>;

/** The settings that concern the way to the platform. */
type PlatformSettings = Readonly<{
  httpsProxy: string | undefined;
  noProxy: string | undefined;
  /** Takes the place of every app's access address. */
  platformUrl: string | undefined;
}>;

/** A new mode is a file of its own and a line here. */
const MODES: Readonly<Record<Mode, (client: PlatformClient, app: PlatformApp) => BindingPlatform>> = {
  AX: createAxPlatform,
  AXB: createAxbPlatform,
  AXE: createAxePlatform,
  AXYB: createAxybPlatform,
  X: createXRoutes,
};

/**
 * A client as the settings want it: through the proxy when there is one, to `PLATFORM_URL` when that is set.
 *
 * @throws {Error} for an unusable proxy.
 */
export const connectPlatform = ({
  settings: { httpsProxy, noProxy, platformUrl },
  ...options
}: Omit<PlatformClientOptions, 'transport' | 'platformUrl'> &
  Readonly<{ settings: PlatformSettings }>): PlatformClient => {
  const transport = createTransport(createOutgoingAgent({ httpsProxy, noProxy }));
  return createPlatformClient({ ...options, transport, platformUrl });
};

/** The platform's side of bindings by app name. */
export const bindingPlatforms = (
  client: PlatformClient,
  apps: readonly AppOfMode[],
): ReadonlyMap<string, BindingPlatform> =>
  new Map(apps.map((app) => [app.name, MODES[app.mode](client, app)]));

/** Where recordings are, by app name; every mode has them. */
export const recordingUrls = (
  client: PlatformClient,
  apps: readonly AppOfMode[],
): ReadonlyMap<string, RecordingUrl> =>
  new Map(apps.map((app) => [app.name, createRecordingUrl(client, app)]));

/** The platforms that can be told whom A reaches, by app name: AX apps only. */
export const temporaryCallees = (
  client: PlatformClient,
  apps: readonly AppOfMode[],
): ReadonlyMap<string, TemporaryCalleePlatform> =>
  new Map(
    apps.filter(({ mode }) => mode === 'AX').map((app) => [app.name, createAxTemporaryCallee(client, app)]),
  );

/** The platforms that change who is behind a Y, by app name: AXYB apps only. */
export const secondParties = (
  client: PlatformClient,
  apps: readonly AppOfMode[],
): ReadonlyMap<string, SecondPartyPlatform> =>
  new Map(
    apps.filter(({ mode }) => mode === 'AXYB').map((app) => [app.name, createAxybSecondParty(client, app)]),
  );

/** The ways to end calls, by app name; every mode has one. */
export const callStops = (
  client: PlatformClient,
  apps: readonly AppOfMode[],
): ReadonlyMap<string, CallStop> => new Map(apps.map((app) => [app.name, createCallStop(client, app)]));
