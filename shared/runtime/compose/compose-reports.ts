import { createOutgoingAgent } from '../../platform/client/outgoing-agent.ts';
import { createTransport } from '../../platform/client/transport.ts';
import { createDynamoPlatformGate } from '../../platform/gate/dynamo-platform-gate.ts';
import { createReportingClient } from '../../platform/reporting/reporting-client.ts';
import { type CheckReported, createCheckReported } from '../../reporting/check-reported.ts';
import { createDynamoReportRegistry } from '../../reporting/dynamo-report-registry.ts';
import type { BindingVariable } from './compose-numbers.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** Before the names of the gate's items of the API for reports: no name of an app begins so. */
const GATE_PREFIX = '+';

/** The platform's API for reports; `undefined` where the configuration has no access to it. */
export const composeReportPlatform = (access: StoreAccess<'NUMBERS_TABLE'>) => {
  const { reporting, variables, settings } = access;
  if (reporting === undefined) return undefined;
  return createReportingClient({
    ...access,
    access: reporting,
    transport: createTransport(createOutgoingAgent(settings)),
    gate: createDynamoPlatformGate({ ...access, table: variables.NUMBERS_TABLE, prefix: GATE_PREFIX }),
  });
};

/** The registry of reports, and the platform's API for them; `undefined` where the configuration has no access to it. */
export const composeReports = (access: StoreAccess<BindingVariable>) => {
  const platform = composeReportPlatform(access);
  if (platform === undefined) return undefined;
  const registry = createDynamoReportRegistry({ ...access, table: access.variables.BINDINGS_TABLE });
  return { ...access, registry, platform };
};

/** The check of whoever is about to become A. */
export const composeCheckReported = (access: StoreAccess<BindingVariable>): CheckReported => {
  const reports = composeReports(access);
  if (reports === undefined) return () => undefined;
  const policies = new Map(access.apps.map(({ name, reporting }) => [name, reporting]));
  return createCheckReported({ ...reports, policyOf: (app) => policies.get(app) ?? 'off' });
};
