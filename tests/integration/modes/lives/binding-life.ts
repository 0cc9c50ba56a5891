import type { Mode } from '../../../../shared/kernel/mode.ts';
import type { Sent } from '../mode-stack.ts';

/** Somebody dials X or Y of the binding: the real number that rings, or the state code with which the call is turned away. */
export type Dial = readonly [from: string, to: 'x' | 'y', reached: string | number, extension?: string];

/** The life of a binding of one mode: what our API is asked, what the platform is asked in turn, and who rings. */
export type BindingLife = Readonly<{
  mode: Mode;
  bind: object;
  bound: object;
  change: object;
  /** `refused`: the paths of what cannot be changed, in the order of the alphabet. */
  changed: Readonly<{ status: number; body: object; refused?: readonly string[] }>;
  released: object;
  calls: Readonly<{ bound: readonly Dial[]; changed: readonly Dial[]; released: readonly Dial[] }>;
  /** The requests to the platform; a second unbind makes none. */
  asked: (
    subscriptionId: string,
  ) => Readonly<Record<'bind' | 'change' | 'verify' | 'release', readonly Sent[]>>;
}>;

/** The people and the X of these lives. */
export const A = '+8613800000001';
export const B = '+8613900000002';
export const STRANGER = '+8613900000009';
export const X = '+8617000000001';

/** A POST to the platform. */
export const post = (path: string, body: object, query = ''): Sent => ({ method: 'POST', path, query, body });
/** A PUT to the platform. */
export const put = (path: string, body: object): Sent => ({ method: 'PUT', path, query: '', body });
/** The binding is named by its id alone, whether it is looked at or ended. */
export const byId = (path: string, subscriptionId: string, before = '') => {
  const query = `${before}subscriptionId=${subscriptionId}`;
  const ask = (method: string): readonly Sent[] => [{ method, path, query, body: undefined }];
  return { verify: ask('GET'), release: ask('DELETE') };
};
