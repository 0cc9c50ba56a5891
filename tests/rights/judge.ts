import { type Grant, isGranted } from './policies.ts';
import { shownUse, type Use } from './use.ts';

/** The uses that AWS would refuse. */
export const notGranted = (grants: readonly Grant[], uses: readonly Use[]): readonly string[] =>
  uses.filter((use) => !isGranted(grants, use)).map(shownUse);
