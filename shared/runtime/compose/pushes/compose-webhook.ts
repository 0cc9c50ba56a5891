import { OWNER } from '../../../bindings/model/mode-rules.ts';
import { callIdOf } from '../../../calls/call-id.ts';
import type { HttpResult } from '../../../http/problem.ts';
import type { HttpEvent } from '../../../http/request.ts';
import { createPushVerifier } from '../../../platform/pushes/push-signature.ts';
import { createDecide, type Decide } from '../../../pushes/decisions/decide.ts';
import { createDecideCall } from '../../../pushes/decisions/decide-call.ts';
import { createFindRoute } from '../../../pushes/decisions/find-route.ts';
import { createLastContact } from '../../../pushes/decisions/last-contact.ts';
import { createRouteSms } from '../../../pushes/decisions/route-sms.ts';
import { createIntake } from '../../../pushes/intake/intake.ts';
import { createMarkPush } from '../../../pushes/intake/push-marks.ts';
import { createReportRefusal } from '../../../pushes/intake/report-refusal.ts';
import { type ComposedFunction, composeFunction } from '../../compose-function.ts';
import type { Runtime } from '../../runtime.ts';
import { composeStoreAccess } from '../compose-store-access.ts';
import { composePushStores, PUSH_VARIABLES } from './compose-push-stores.ts';
import { createWebhook } from './webhook.ts';

/** A whole webhook. All are the same but for their rows in function.yml, because any kind of push is understood on any of them. */
export const composeWebhook = (runtime: Runtime): ComposedFunction<HttpEvent, HttpResult> =>
  composeFunction(runtime, { variables: PUSH_VARIABLES }, (composition) => {
    const stores = composePushStores(composeStoreAccess(composition));
    const reportRefusal = createReportRefusal(stores);
    const intake = createIntake({
      ...stores,
      reportRefusal,
      callIdOf: (call) => callIdOf(stores.lookup, call),
      answer: composeDecide(stores),
      markPush: createMarkPush(stores.documents, stores.variables.PUSHES_TABLE, stores.logger),
      verify: createPushVerifier(stores.apps),
    });
    const { logger, clock } = stores;
    return createWebhook({ intake, reportRefusal, logger, clock, ...composition.configuration });
  });

const composeDecide = (stores: ReturnType<typeof composePushStores>): Decide => {
  const { lookup, sealer, clock, bindings, contacts, reservations, callReader, apps } = stores;
  const { lastHolderOn, bindingAt } = stores;
  const findRoute = createFindRoute(reservations, lookup, sealer);
  const { isBlocked } = stores;
  return createDecide({
    decideCall: createDecideCall(findRoute, isBlocked, clock),
    routeSms: createRouteSms({
      findRoute,
      isBlocked,
      bindingOn: async (app, x) => {
        const holder = await lastHolderOn(app, x, OWNER);
        return holder && (await bindings.get(holder.bindingId));
      },
      bindingAt,
      lastContact: createLastContact({ contacts, calls: callReader, clock }),
      policyOf: (name) => apps.find((app) => app.name === name)?.defaults.smsReply ?? ['discard'],
      clock,
    }),
  });
};
