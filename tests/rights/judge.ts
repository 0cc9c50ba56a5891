import { type Grant, isGranted, speaksOf } from './policies.ts';
import { isTooWide, mustBeUsed } from './reasons.ts';
import { shownUse, type Use } from './use.ts';

/** The uses that AWS would refuse. */
export const notGranted = (grants: readonly Grant[], uses: readonly Use[]): readonly string[] =>
  uses.filter((use) => !isGranted(grants, use)).map(shownUse);

/** The grants that nothing needs: without a use, or wider than uses can show, and without a reason in `reasons.ts`. */
export const notNeeded = (grants: readonly Grant[], uses: readonly Use[]): readonly string[] =>
  grants
    .filter(({ effect }) => effect === 'Allow')
    .filter((grant) => isTooWide(grant) || (mustBeUsed(grant) && !uses.some((use) => speaksOf(grant, use))))
    .map(shownUse);
