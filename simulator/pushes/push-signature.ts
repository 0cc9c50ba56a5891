import { signedHeaders } from '../protocol/signature.ts';
import { createdTime } from '../state/clock.ts';
import type { PushEntry } from '../state/journal.ts';
import type { SignatureScheme } from '../state/options.ts';
import type { Platform } from '../state/platform.ts';

/** The parts of one push's signature that may differ from the usual. */
export type SigningOverrides = {
  scheme?: SignatureScheme;
  appSecret?: string;
  nonce?: string;
  created?: string;
  /** Replaces or adds headers, names in lower case. */
  headers?: Record<string, string>;
};

/** Headers of the next attempt of a push: signed anew, or as the first time when the settings say so. */
export const pushHeaders = (
  { clock, random, settings, apps }: Platform,
  { appKey, signing }: { appKey: string; signing?: SigningOverrides },
  entry: PushEntry,
): Record<string, string> => {
  const first = entry.attempts[0];
  if (first && settings.rePushSignature === 'same') return first.headers;
  const app = apps.find(appKey);
  const nonce = signing?.nonce ?? random.hex(32);
  const created = signing?.created ?? createdTime(clock.now());
  const appSecret = signing?.appSecret ?? app?.appSecret ?? '';
  return {
    'content-type': 'application/json;charset=UTF-8',
    ...signedHeaders(signing?.scheme ?? app?.pushScheme ?? 'AKSK', { appKey, appSecret, nonce, created }),
    ...signing?.headers,
  };
};
