import type { SimulatedApp } from '../api/types.ts';

/** The fields of the form. */
export type BindForm = Readonly<{ a: string; b: string; x: string; ttlSeconds: string; record: boolean }>;

/** The body of `POST /bindings` that a mode takes. */
export const bindBody = ({ mode, name }: SimulatedApp, { a, b, x, ttlSeconds, record }: BindForm) => ({
  mode,
  app: name,
  a,
  ...(takesB(mode) && b !== '' ? { b } : {}),
  ...(mode === 'X' ? { x } : {}),
  record,
  ttlSeconds: Number(ttlSeconds),
});

/** Whether a binding of the mode names a second person. */
export const takesB = (mode: SimulatedApp['mode']): boolean =>
  mode === 'AXB' || mode === 'AXYB' || mode === 'X';
