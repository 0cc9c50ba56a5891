import { checkReporting } from '../../shared/platform/check/check-reporting.ts';
import { createCheckSignature } from '../../shared/platform/check/check-signature.ts';
import { egressAddress } from '../../shared/platform/check/egress-address.ts';
import { reachHost } from '../../shared/platform/check/reach-host.ts';
import { createSendPush } from '../../shared/platform/check/send-push.ts';
import { createPlatformClient } from '../../shared/platform/client/client.ts';
import { createOutgoingAgent } from '../../shared/platform/client/outgoing-agent.ts';
import { createTransport } from '../../shared/platform/client/transport.ts';
import { createDynamoGateControl, isShut } from '../../shared/platform/gate/dynamo-gate-control.ts';
import { createDynamoPlatformGate } from '../../shared/platform/gate/dynamo-platform-gate.ts';
import { composeReportQueries } from '../../shared/runtime/compose/compose-reports.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run ops -- gate`, `doctor`): the gate before the platform, and the way there. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: ['NUMBERS_TABLE'] }, (composition) => {
    const access = composeStoreAccess(composition);
    const { apps, settings, variables, clock } = access;
    const { httpsProxy, noProxy, platformUrl } = settings;
    const store = { ...access, table: variables.NUMBERS_TABLE };
    const gate = createDynamoPlatformGate(store);
    const reports = composeReportQueries(access);
    const { baseUrl: reportsUrl, iamUser } = access.reporting ?? {};
    const agents = createOutgoingAgent({ httpsProxy, noProxy });
    const transport = createTransport(agents);
    return createHandler({
      ...access,
      gates: createDynamoGateControl(
        store,
        apps.map(({ name }) => name),
      ),
      isShut,
      addressOf: ({ baseUrl }) => platformUrl ?? baseUrl,
      reach: (url) => reachHost(agents, url),
      checkSignature: createCheckSignature({
        transport,
        clock,
        clientThrough: (through) =>
          createPlatformClient({ ...access, gate, transport: through, newNonce: access.newId, platformUrl }),
      }),
      reporting: reports && {
        addresses: [reportsUrl, iamUser?.url].filter((url) => url !== undefined),
        check: () => checkReporting(reports),
      },
      egress: (echoUrl) => egressAddress(transport, echoUrl),
      hasProxy: httpsProxy !== undefined,
      sendPush: createSendPush({
        transport: createTransport(createOutgoingAgent()),
        clock,
        newNonce: access.newId,
      }),
      webhookSecrets: composition.configuration.webhookSecrets ?? [],
      hasWebhookSources: composition.configuration.webhookSources !== undefined,
    });
  });

export const handler = await lambdaHandler(compose);
