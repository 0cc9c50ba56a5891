import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** What is missing between the journal and the stores. */
export const handler = compose(lambdaRuntime());
