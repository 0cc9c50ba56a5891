import { randomId } from '../../../shared/kernel/ids.ts';
import { authenticationHeaders } from '../../../shared/platform/client/signature.ts';
import type { SignatureScheme } from './clients.ts';

/**
 * The two headers that authenticate one request to the platform, for calls of your own. Make them anew for each request. Neither
 * method nor address nor body is signed by the platform's protocol.
 */
export const signRequest = ({
  appKey,
  appSecret,
  scheme = 'AKSK',
  nonce = randomId(),
  now = new Date(),
}: Readonly<{
  appKey: string;
  appSecret: string;
  scheme?: SignatureScheme;
  /** 1 to 128 letters and digits, never used before. Default: a random one. */
  nonce?: string;
  now?: Date;
}>): Readonly<Record<string, string>> =>
  authenticationHeaders({
    scheme,
    appKey,
    appSecret,
    nonce,
    created: now.toISOString().replace(/\.\d{3}Z$/, 'Z'),
  });
