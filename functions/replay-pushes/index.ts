import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** Kept pushes, fed to the stores again. */
export const handler = compose(lambdaRuntime());
