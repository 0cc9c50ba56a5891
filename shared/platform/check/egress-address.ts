import { isIP } from 'node:net';
import type { Transport } from '../client/transport.ts';

/** The address that calls to the platform come from, as a service outside saw it. */
export type EgressAddress =
  | Readonly<{ kind: 'seen'; address: string }>
  | Readonly<{ kind: 'not-asked' }>
  | Readonly<{ kind: 'failed'; why: string }>;

/**
 * Asks a service that answers JSON with the address of whoever asks, on the way that calls to the platform take. No part of
 * AWS or of the platform tells it. Never throws.
 */
export const egressAddress = async (
  transport: Transport,
  echoUrl: string | undefined,
): Promise<EgressAddress> => {
  if (echoUrl === undefined) return { kind: 'not-asked' };
  const answer = await transport({ method: 'GET', url: echoUrl, headers: { accept: 'application/json' } });
  if (answer.kind !== 'answered') return { kind: 'failed', why: answer.reason };
  const address = addressIn(answer.json);
  return address === undefined
    ? { kind: 'failed', why: `HTTP ${answer.httpStatus} without an address in JSON` }
    : { kind: 'seen', address };
};

const addressIn = (json: unknown): string | undefined =>
  (json instanceof Object ? Object.values(json) : [json]).find(
    (value) => typeof value === 'string' && isIP(value) !== 0,
  );
