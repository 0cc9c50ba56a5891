import type { Context } from 'aws-lambda';
import { NO_SEGMENT } from '../../shared/http/secret-segment.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Mode } from '../../shared/kernel/mode.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { SignatureCheck } from '../../shared/platform/check/check-signature.ts';
import type { EgressAddress } from '../../shared/platform/check/egress-address.ts';
import type { Reached } from '../../shared/platform/check/reach-host.ts';
import type { PushCheck } from '../../shared/platform/check/send-push.ts';
import type { PlatformApp } from '../../shared/platform/client/client.ts';
import type { GateControl, GateLine, OpenedGate } from '../../shared/platform/gate/dynamo-gate-control.ts';
import { type PlatformOrder, readPlatformOrder } from './schema.ts';

type CheckedApp = PlatformApp & Readonly<{ mode: Mode }>;

type Deps = Readonly<{
  gates: GateControl;
  isShut: (line: GateLine) => boolean;
  apps: readonly CheckedApp[];
  /** The address that calls of an app go to. */
  addressOf: (app: CheckedApp) => string;
  reach: (url: string) => Promise<Reached>;
  checkSignature: (app: PlatformApp) => Promise<SignatureCheck>;
  /** The access to the API for reports of A numbers, where the configuration has one. */
  reporting: Readonly<{ addresses: readonly string[]; check: () => Promise<SignatureCheck> }> | undefined;
  egress: (echoUrl: string | undefined) => Promise<EgressAddress>;
  /** Whether calls go through a proxy. */
  hasProxy: boolean;
  sendPush: (url: string, app: PlatformApp) => Promise<PushCheck>;
  /** Of the configuration document. */
  webhookSecrets: readonly string[];
  /** Whether pushes may come from listed addresses alone, which ours is not. */
  hasWebhookSources: boolean;
  logger: Logger;
}>;

/** The gate, before an opening as well. */
export type GateReport = Readonly<{ action: 'gate'; gates: readonly GateLine[] }>;
/** `opened` has no names in a dry run but those of the gates that would be opened, with the outcome `would-open`. */
export type OpenReport = Readonly<{
  action: 'open-gate';
  dryRun: boolean;
  gates: readonly GateLine[];
  opened: readonly (OpenedGate | Readonly<{ app: string; outcome: 'would-open' }>)[];
}>;
/** An app at the platform, and at our webhook; without `push` none was sent. `left`: no time was left for the app. */
export type CheckedCredentials = Readonly<{
  app: string;
  mode: Mode;
  platform: SignatureCheck | Readonly<{ outcome: 'left' }>;
  push?: PushCheck;
}>;
/** The way to the platform, as the functions have it. */
export type CheckReport = Readonly<{
  action: 'check';
  hasProxy: boolean;
  /** Whether an address of a webhook without a secret in it is not there. */
  hasWebhookSecrets: boolean;
  hasWebhookSources: boolean;
  egress: EgressAddress;
  hosts: readonly Readonly<{ host: string; reached: Reached }>[];
  apps: readonly CheckedCredentials[];
  /** The access to the API for reports of A numbers; absent where the configuration has none, so that no app asks for it. */
  reporting?: CheckedCredentials['platform'];
}>;

/** A call to the platform and a push last no longer. */
const RESERVE_MS = 20_000;

/**
 * By hand, through `npm run ops -- gate` and `doctor`: shows and opens the gate before the platform, and checks the way there.
 *
 * @throws {AppError} `invalid-request`, `store-unavailable`.
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<GateReport | OpenReport | CheckReport> => {
    const order = readPlatformOrder(event);
    if (order.action === 'gate') return { action: 'gate', gates: await deps.gates.list() };
    return order.action === 'check'
      ? check(deps, order, () => context.getRemainingTimeInMillis() > RESERVE_MS)
      : open(deps, order);
  };

const open = async (
  { gates, isShut, logger }: Deps,
  { app, dryRun, operator }: Extract<PlatformOrder, { action: 'open-gate' }>,
): Promise<OpenReport> => {
  const lines = await gates.list();
  const known = lines.map((line) => line.app);
  if (app !== undefined && !known.includes(app))
    throw new AppError('invalid-request', 'there is no app with this name');
  const shut = lines.filter((line) => isShut(line) && (app === undefined || line.app === app));
  const names = shut.map((line) => line.app);
  if (dryRun) {
    const opened = names.map((name) => ({ app: name, outcome: 'would-open' as const }));
    return { action: 'open-gate', dryRun, gates: lines, opened };
  }
  const opened = await gates.open(names);
  for (const { app: name, outcome } of opened)
    logger.audit('gate-opened', {
      app: name,
      outcome,
      operator,
      was: shut.find((line) => line.app === name),
    });
  return { action: 'open-gate', dryRun, gates: await gates.list(), opened };
};

const check = async (
  deps: Deps,
  { echoUrl, apiUrl }: Extract<PlatformOrder, { action: 'check' }>,
  hasTime: () => boolean,
): Promise<CheckReport> => {
  const { apps, addressOf, reach, egress, hasProxy, webhookSecrets, hasWebhookSources, reporting } = deps;
  const urls = [...apps.map(addressOf), ...(reporting?.addresses ?? [])];
  const addresses = [...new Set(urls.map((url) => new URL(url).origin))];
  const [seen, hosts] = await Promise.all([
    egress(echoUrl),
    Promise.all(addresses.map(async (host) => ({ host, reached: await reach(host) }))),
  ]);
  const checked: CheckedCredentials[] = [];
  // One after the other: a lock-out by the first holds the others back.
  for (const app of apps) checked.push(await checkApp(deps, app, apiUrl, hasTime));
  return {
    action: 'check',
    hasProxy,
    hasWebhookSecrets: webhookSecrets.length > 0 && !webhookSecrets.includes(NO_SEGMENT),
    hasWebhookSources,
    egress: seen,
    hosts,
    apps: checked,
    ...(reporting === undefined
      ? {}
      : { reporting: hasTime() ? await reporting.check() : { outcome: 'left' } }),
  };
};

const checkApp = async (
  { checkSignature, sendPush, webhookSecrets, hasWebhookSources }: Deps,
  app: CheckedApp,
  apiUrl: string | undefined,
  hasTime: () => boolean,
): Promise<CheckedCredentials> => {
  const about = { app: app.name, mode: app.mode };
  if (!hasTime()) return { ...about, platform: { outcome: 'left' } };
  const platform = await checkSignature(app);
  // Refused by its sender, it would count as an attack.
  if (apiUrl === undefined || hasWebhookSources) return { ...about, platform };
  const segment = webhookSecrets.find((secret) => secret !== NO_SEGMENT);
  const path = segment === undefined ? '/webhooks/cdr' : `/webhooks/${segment}/cdr`;
  return { ...about, platform, push: await sendPush(`${apiUrl.replace(/\/+$/, '')}${path}`, app) };
};
