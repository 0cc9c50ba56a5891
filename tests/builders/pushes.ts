import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PushApp } from '../../shared/pushes/push.ts';

/** The app of the platform's own samples, with a secret made up for them. */
export const SAMPLE_APP = {
  name: 'rides',
  mode: 'AXB',
  appKey: 'Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G',
  appSecret: 's3CrEt0ExAmPlE1VaLuE2oNlY3',
  pushSignature: 'enforce',
} as const;

export const aPushApp = (changes: Partial<PushApp> = {}): PushApp => ({
  name: SAMPLE_APP.name,
  mode: SAMPLE_APP.mode,
  appKey: SAMPLE_APP.appKey,
  ...changes,
});

/** A push as documented, by its file's name without the ending. */
export const sampleText = (name: string): string =>
  readFileSync(new URL(`../../docs/pushes/${name}.json`, import.meta.url), 'utf8');

export const sample = (name: string): Record<string, unknown> => JSON.parse(sampleText(name));

export type Signing = {
  scheme?: 'AKSK' | 'WSSE';
  appKey?: string;
  appSecret?: string;
  nonce?: string;
  created?: string;
  /** `otherwise`: names in capitals, attributes in another order, blanks between them. */
  written?: 'as-documented' | 'otherwise';
};

/** When the tests' pushes are signed unless they say otherwise. */
export const SIGNED_AT = '2026-03-01T02:31:22Z';

/** The headers of a signed push, made here from the documents alone. */
export const signedHeaders = ({
  scheme = 'AKSK',
  appKey = SAMPLE_APP.appKey,
  appSecret = SAMPLE_APP.appSecret,
  nonce = 'ac1c0000479249268700f6b200004a1e',
  created = SIGNED_AT,
  written = 'as-documented',
}: Signing = {}): Record<string, string> => {
  const digest =
    scheme === 'AKSK'
      ? createHmac('sha256', appSecret)
          .update(nonce + created)
          .digest('base64')
      : createHash('sha256')
          .update(nonce + created + appSecret)
          .digest('base64');
  if (written === 'otherwise')
    return {
      'CONTENT-TYPE': 'application/json; charset=utf-8',
      [`X-${scheme}`]: `UsernameToken  Created="${created}" , Nonce="${nonce}",  PasswordDigest="${digest}",Username="${appKey}"`,
    };
  return {
    'content-type': 'application/json;charset=UTF-8',
    authorization: `${scheme} realm="SDP",profile="UsernameToken",type="Appkey"`,
    [`x-${scheme.toLowerCase()}`]: `UsernameToken Username="${appKey}",PasswordDigest="${digest}",Nonce="${nonce}",Created="${created}"`,
  };
};

/** One entry of `feeLst` as documented, of an answered and recorded AXB call. */
export const aSentCdr = (changes: Record<string, unknown> = {}): Record<string, unknown> => {
  const { feeLst } = sample('axb-cdr-answered-recorded') as { feeLst: Record<string, unknown>[] };
  return { ...feeLst[0], ...changes };
};

export const aCdrPush = (entries: readonly unknown[]): string =>
  JSON.stringify({ eventType: 'fee', feeLst: entries });

/** Fifty different CDRs, as many as one push may have. */
export const fiftyCdrs = (): Record<string, unknown>[] =>
  Array.from({ length: 50 }, (_, number) =>
    aSentCdr({
      sessionId: `1200_${2048 + number}_4294967295_20260301023003@callenabler101.huaweicaas.com`,
      icid: `0f1e2d3c4b5a69788796a5b4c3d2e1f0.3980000001.1200345${10 + number}.7`,
    }),
  );
