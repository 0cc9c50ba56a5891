import { createHash, createHmac } from 'node:crypto';

/** How a request is signed: `AKSK` on all current pages, `WSSE` in code and pushes from before. */
export type SignatureScheme = 'AKSK' | 'WSSE';

/** The parts of a digest. Method, address and body are not signed by the platform's protocol. */
export type SignedParts = Readonly<{
  /** The app's APP_Secret. */
  secret: string;
  /** 1 to 128 letters and digits, fresh for each request. */
  nonce: string;
  /** UTC, `yyyy-MM-ddTHH:mm:ssZ` without milliseconds. */
  created: string;
}>;

/** Base64 of the raw HMAC-SHA256 over nonce and created, keyed by the secret (`privatenumber_02_0002`, X-AKSK). */
export const aksk = ({ secret, nonce, created }: SignedParts): string =>
  createHmac('sha256', secret)
    .update(nonce + created)
    .digest('base64');

/** Base64 of SHA-256 over nonce, created and the secret: the older scheme, still used by some pushes. */
export const wsse = ({ secret, nonce, created }: SignedParts): string =>
  createHash('sha256')
    .update(nonce + created + secret)
    .digest('base64');

/** The digest of either scheme. */
export const digestOf = (scheme: SignatureScheme, parts: SignedParts): string =>
  scheme === 'AKSK' ? aksk(parts) : wsse(parts);

/**
 * The two headers that authenticate one request, as the platform's samples write them: no blanks after the commas, and
 * `type` is `Appkey` although the text of result code 1023011 says otherwise.
 */
export const authenticationHeaders = ({
  scheme,
  appKey,
  appSecret,
  nonce,
  created,
}: Readonly<{
  scheme: SignatureScheme;
  appKey: string;
  appSecret: string;
  nonce: string;
  created: string;
}>): Readonly<Record<string, string>> => {
  const digest = digestOf(scheme, { secret: appSecret, nonce, created });
  return {
    authorization: `${scheme} realm="SDP",profile="UsernameToken",type="Appkey"`,
    [`x-${scheme.toLowerCase()}`]: `UsernameToken Username="${appKey}",PasswordDigest="${digest}",Nonce="${nonce}",Created="${created}"`,
  };
};
