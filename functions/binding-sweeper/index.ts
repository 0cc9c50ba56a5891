import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** Every minute: expiries, stale pending bindings, unfinished unbinds. */
export const handler = compose(lambdaWorld());
