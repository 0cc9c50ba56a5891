import * as v from 'valibot';
import { ApiError, type Client } from '../../packages/client/src/index.ts';
import type { AxbClient } from '../../packages/platform/src/index.ts';

const COMMON = {
  /** The id at the platform. */
  subscriptionId: v.string(),
  a: v.string(),
  x: v.string(),
  /** Of the order; by it and X a later run sees that the binding is here. */
  reference: v.string(),
  record: v.optional(v.boolean()),
  /** Absent: the app's own life time, from now on. */
  expiresAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
};

/** A live binding as the earlier back end has it in its own table. */
export const EarlierBinding = v.variant('mode', [
  v.strictObject({ mode: v.literal('AX'), ...COMMON }),
  v.strictObject({ mode: v.literal('AXB'), ...COMMON, b: v.string() }),
  v.strictObject({ mode: v.literal('AXE'), ...COMMON, extension: v.string() }),
]);

type Earlier = v.InferOutput<typeof EarlierBinding>;

/** Both sides of the move. */
export type Sides = Readonly<{
  /** The platform, by key and secret of the application. */
  platform: Pick<AxbClient, 'unbind'>;
  /** Our API. */
  client: Pick<Client, 'post' | 'items'>;
  /** The app here, by its name in the configuration. */
  app: string;
}>;

/** `taken-over`: it is ours, with the same X. `over`: its time was up. Another text says why it is not there yet: run it again. */
export type Outcome = 'taken-over' | 'over' | `unbind: ${string}` | `bind: ${string}`;

/**
 * Moves one binding: an unbind at the platform and a bind here that names the same X. Between the two, some tenths of a second, a
 * new call is turned away; one that goes on is not cut. A run that was cut short is run again with the same list.
 */
export const takeOver = async (sides: Sides, earlier: Earlier, now: Date): Promise<Outcome> => {
  if (await isHere(sides, earlier)) return 'taken-over';
  const ttlSeconds = secondsLeft(earlier, now);
  if (ttlSeconds === 0) return 'over';
  const unbound = await sides.platform.unbind(earlier.subscriptionId);
  if (unbound.kind !== 'ok') return `unbind: ${unbound.kind === 'refused' ? unbound.code : unbound.kind}`;
  try {
    await sides.client.post('/bindings', { body: bodyOf(sides.app, earlier, ttlSeconds) });
    return 'taken-over';
  } catch (error) {
    return `bind: ${error instanceof ApiError ? error.code : 'no answer'}`;
  }
};

const isHere = async ({ client, app }: Sides, { x, reference }: Earlier): Promise<boolean> => {
  for await (const live of client.items('/bindings', { app, reference, status: 'active' }))
    if (live.x === x) return true;
  return false;
};

/** In whole minutes, which every mode takes; `undefined`: as the app has it. */
const secondsLeft = ({ expiresAt }: Earlier, now: Date): number | undefined => {
  if (expiresAt === undefined) return undefined;
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now.getTime()) / 60_000) * 60);
};

const bodyOf = (app: string, earlier: Earlier, ttlSeconds: number | undefined) => {
  const { subscriptionId: _gone, expiresAt: _asSeconds, record, ...same } = earlier;
  return {
    ...same,
    app,
    ...(record === undefined ? {} : { record }),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
};
