import { createXRoutes } from '../../../shared/platform/modes/x-routes.ts';
import { A, aBindRequest, B, X } from '../../builders/bind-request.ts';
import type { BindingPlatformExamples } from './binding-platform.contract.ts';
import { NO_BINDINGS, NOTHING, notOffered, ok } from './example-makers.ts';

const WITHOUT_A_CALL = { answers: [], sends: [] } as const;
const TERMS = { callDirection: 'both', record: false } as const;

/** The platform stores nothing in X mode. */
export const X_MODE: BindingPlatformExamples = {
  create: createXRoutes,
  bind: [
    {
      name: 'succeeds without a call',
      given: aBindRequest(),
      ...WITHOUT_A_CALL,
      gives: ok({ mode: 'X', x: X }),
    },
    {
      name: 'is refused when nobody chooses an X',
      given: aBindRequest({ x: undefined }),
      ...WITHOUT_A_CALL,
      gives: notOffered({ problem: 'invalid-request' }),
    },
  ],
  unbind: [{ name: 'succeeds without a call', given: 'none', ...WITHOUT_A_CALL, gives: ok('released') }],
  modify: [
    {
      name: 'succeeds without a call',
      given: { subscriptionId: 'none', change: { userData: 'order-43' }, terms: TERMS },
      ...WITHOUT_A_CALL,
      gives: ok('modified'),
    },
  ],
  get: [{ name: 'finds nothing', given: 'none', ...WITHOUT_A_CALL, gives: NOTHING }],
  find: [{ name: 'finds nothing', given: { x: X, a: A, b: B }, ...WITHOUT_A_CALL, gives: NOTHING }],
  list: [{ name: 'is empty', given: { x: X, after: undefined }, ...WITHOUT_A_CALL, gives: NO_BINDINGS }],
};
