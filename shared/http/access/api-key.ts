import { createHash, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;

/** A new API key and the hash of it that the access document holds. The key is shown once and stored nowhere. */
export type NewApiKey = Readonly<{ key: string; hash: string }>;

/** Makes an API key of 256 random bits, written in base64url (43 characters). */
export const newApiKey = (): NewApiKey => {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  return { key, hash: hashOfApiKey(key) };
};

/**
 * The SHA-256 of an API key, in lower-case hex. A slow hash with a salt is for passwords, which can be guessed; 256 random bits
 * cannot, however fast a guess is checked, and the check stands before every request.
 */
export const hashOfApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');
