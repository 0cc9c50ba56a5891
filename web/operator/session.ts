import { signal } from '@preact/signals';
import type { Mode } from './api-shapes.ts';

/** The rights of this session's key, as the API says. */
export type Access = Readonly<{
  name: string;
  scopes: readonly string[];
  apps: readonly Readonly<{ name: string; mode: Mode; allocation: 'pool' | 'platform' }>[];
  stage?: string;
}>;

/** For this tab alone and until it is closed; nothing of it is ever written elsewhere. */
const KEY = 'privatenumber.key';

/** The API key, or a token where the deployment takes tokens. */
export const apiKey = signal<string | undefined>(sessionStorage.getItem(KEY) ?? undefined);

/** Absent until the API has said it. */
export const access = signal<Access | undefined>(undefined);

/** Why the last session ended, where somebody else ended it. */
export const endedBecause = signal<'refused' | undefined>(undefined);

/** Begins a session. */
export const signIn = (key: string): void => {
  sessionStorage.setItem(KEY, key);
  endedBecause.value = undefined;
  apiKey.value = key;
};

const forgetting: (() => void)[] = [];

/** Names what a page keeps while others are shown, so that the next person at this tab does not find it. */
export const atSignOut = (forget: () => void): void => {
  forgetting.push(forget);
};

/** Ends the session, and forgets what it has asked for. */
export const signOut = (because?: 'refused'): void => {
  sessionStorage.clear();
  for (const forget of forgetting) forget();
  endedBecause.value = because;
  access.value = undefined;
  apiKey.value = undefined;
};

/** Tells whether the key has one of these scopes. */
export const may = (...scopes: readonly string[]): boolean =>
  scopes.some((scope) => access.value?.scopes.includes(scope) ?? false);
