/**
 * The kinds of work that a caller of our API may be let do. `read:masked`: as `read`, with every phone number shortened to
 * `+861****0001`. `operations`: the state of the deployment and what waits in it.
 */
export const SCOPES = [
  'bindings',
  'read',
  'read:masked',
  'recordings',
  'numbers',
  'usage',
  'operations',
] as const;
export type Scope = (typeof SCOPES)[number];
