import { createHash } from 'node:crypto';
import { createPushVerifier, type SigningApp } from '../../../shared/platform/pushes/push-signature.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { Push, PushHeaders, PushingApp, PushVerdict } from './push-types.ts';

/**
 * Tells who sent a push, by `X-AKSK` or `X-WSSE`. Takes about the same time for every wrong signature. Refuse with 401, and never
 * because a push is old: the platform repeats it for ten hours and more.
 *
 * @param body the bytes as they came
 */
export const verifyPush = (
  headers: PushHeaders,
  body: Uint8Array,
  apps: readonly PushingApp[],
  now: Date = new Date(),
): PushVerdict => {
  const verdict = createPushVerifier(apps.map(signingApp))(plain(headers), now);
  if (verdict.kind === 'refused') return { kind: 'refused', reason: verdict.reason };
  const app = apps.find(({ appKey }) => appKey === verdict.app.appKey);
  if (verdict.kind === 'unverified' || app === undefined) return { kind: 'refused', reason: 'unknown-app' };
  const { scheme, nonce, createdAt } = verdict;
  const bodySha256 = createHash('sha256').update(body).digest('hex');
  return { kind: 'verified', app, scheme, nonce, bodySha256, createdAt };
};

const signingApp = ({ mode, appKey, appSecret, previousAppSecret }: PushingApp): SigningApp => ({
  name: appKey,
  mode,
  appKey,
  appSecret,
  previousAppSecret,
  pushSignature: 'enforce',
});

const plain = (headers: PushHeaders): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    (headers instanceof Headers ? [...headers] : Object.entries(headers)).map(([name, value]) => [
      name,
      typeof value === 'object' ? value.join(', ') : value,
    ]),
  );

const read = createPushReader();

/**
 * Reads a verified push of any kind and mode. Never throws, whatever the bytes are. A moment that cannot be one of a push that
 * came at `receivedAt` counts as missing.
 */
export const readPush = (
  body: Uint8Array,
  { mode, appKey }: Pick<PushingApp, 'mode' | 'appKey'>,
  receivedAt: Date = new Date(),
): Push => {
  const { kind, items, decisionRequest, namesOtherApp } = read(
    body,
    { name: appKey, mode, appKey },
    receivedAt,
  );
  return { kind, items, decisionRequest, namesOtherApp };
};
