import { createDynamoCallReader } from '../../calls/dynamo/dynamo-call-reader.ts';
import { createDynamoCallEndLooks } from '../../pushes/after-call/dynamo-due-looks.ts';
import { createEndAfterCalls } from '../../pushes/after-call/end-after-calls.ts';
import { createFindLastCall } from '../../pushes/after-call/last-call-end.ts';
import type { App } from '../apps.ts';
import { composeReleaseBinding } from './compose-binding-work.ts';
import type { Bindings } from './compose-bindings.ts';

/** How long after its last call a binding of an app ends, in seconds; `undefined` where the app does not want it. */
export const afterCallSecondsOf =
  (apps: readonly App[]) =>
  (name: string): number | undefined =>
    apps.find((app) => app.name === name)?.unbindAfterCallSeconds;

/** Ends bindings after their last call. */
export const composeEndAfterCalls = (bindings: Bindings, callsTable: string) => {
  const { documents, apps } = bindings;
  return createEndAfterCalls({
    ...bindings,
    looks: createDynamoCallEndLooks({ documents, table: callsTable }),
    lastCall: createFindLastCall({
      ...bindings,
      calls: createDynamoCallReader({ ...bindings, table: callsTable }),
    }),
    release: composeReleaseBinding(bindings),
    isWanted: apps.some(({ unbindAfterCallSeconds }) => unbindAfterCallSeconds !== undefined),
    afterCallSecondsOf: afterCallSecondsOf(apps),
  });
};
