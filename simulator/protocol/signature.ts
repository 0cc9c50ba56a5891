import { createHash, createHmac } from 'node:crypto';
import type { SignatureScheme } from '../state/options.ts';

/** The signer, and the two parts that go into the digest. */
export type Signing = { appKey: string; appSecret: string; nonce: string; created: string };

/**
 * Digest of the current and of the older scheme; body, method and address are not covered.
 * Source: `privatenumber_02_0002` (AKSK), developer samples of 2018-2021 (WSSE).
 */
export const passwordDigest = (scheme: SignatureScheme, { appSecret, nonce, created }: Signing): string =>
  scheme === 'AKSK'
    ? createHmac('sha256', appSecret).update(`${nonce}${created}`).digest('base64')
    : createHash('sha256').update(`${nonce}${created}${appSecret}`).digest('base64');

/** The two headers of a signed message, names in lower case, attributes in the order of the vendor's samples. */
export const signedHeaders = (scheme: SignatureScheme, signing: Signing): Record<string, string> => ({
  authorization: `${scheme} realm="SDP",profile="UsernameToken",type="Appkey"`,
  [scheme === 'AKSK' ? 'x-aksk' : 'x-wsse']:
    `UsernameToken Username="${signing.appKey}",PasswordDigest="${passwordDigest(scheme, signing)}",` +
    `Nonce="${signing.nonce}",Created="${signing.created}"`,
});
