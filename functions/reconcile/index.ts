import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** By hand (`npm run reconcile`): compares an app's bindings with the platform's. */
export const handler = compose(lambdaWorld());
