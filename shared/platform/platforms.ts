import type { BindingPlatform } from '../bindings/binding-platform.ts';
import type { App } from '../config/apps.ts';
import type { Settings } from '../config/environment.ts';
import { AppError } from '../kernel/errors.ts';
import type { Mode } from '../kernel/mode.ts';
import { createAxbPlatform } from './axb.ts';
import {
  createPlatformClient,
  type PlatformApp,
  type PlatformClient,
  type PlatformClientOptions,
} from './client.ts';
import { createOutgoingAgent } from './outgoing-agent.ts';
import { createRecordingUrl, type RecordingUrl } from './recording-url.ts';
import { createTransport } from './transport.ts';

/** The modes whose bindings this project can make. A new mode is a file of its own and a line here. */
const MODES: Partial<Record<Mode, (client: PlatformClient, app: PlatformApp) => BindingPlatform>> = {
  AXB: createAxbPlatform,
};

/**
 * A client as the settings want it: through the proxy when there is one, to `PLATFORM_URL` when that is set.
 *
 * @throws {Error} for an unusable proxy or platform address.
 */
export const connectPlatform = ({
  settings: { httpsProxy, noProxy, platformUrl },
  ...options
}: Omit<PlatformClientOptions, 'transport' | 'platformUrl'> &
  Readonly<{ settings: Pick<Settings, 'httpsProxy' | 'noProxy' | 'platformUrl'> }>): PlatformClient => {
  if (platformUrl !== undefined && !/^https?:$/.test(URL.parse(platformUrl)?.protocol ?? ''))
    throw new Error('PLATFORM_URL must be an http or https address');
  const transport = createTransport(createOutgoingAgent({ httpsProxy, noProxy }));
  return createPlatformClient({ ...options, transport, platformUrl });
};

/** The platform's side of bindings by app name. An app of a mode that is not built yet refuses every call. */
export const bindingPlatforms = (
  client: PlatformClient,
  apps: readonly App[],
): ReadonlyMap<string, BindingPlatform> =>
  new Map(apps.map((app) => [app.name, MODES[app.mode]?.(client, app) ?? notBuilt(app.mode)]));

/** Where recordings are, by app name; every mode has them. */
export const recordingUrls = (
  client: PlatformClient,
  apps: readonly App[],
): ReadonlyMap<string, RecordingUrl> =>
  new Map(apps.map((app) => [app.name, createRecordingUrl(client, app)]));

const notBuilt = (mode: Mode): BindingPlatform => {
  const refuse = async (): Promise<never> => {
    throw new AppError('invalid-request', `bindings of mode ${mode} are not supported`);
  };
  return { bind: refuse, unbind: refuse, find: refuse, get: refuse, modify: refuse, list: refuse };
};
