import { createOutgoingAgent } from '../../platform/client/outgoing-agent.ts';
import { createTransport } from '../../platform/client/transport.ts';
import { createDynamoPlatformGate } from '../../platform/gate/dynamo-platform-gate.ts';
import { createCallReporting } from '../../platform/reporting/call-reporting.ts';
import { createReportChanges } from '../../platform/reporting/report-changes.ts';
import { createReportQueries } from '../../platform/reporting/report-queries.ts';
import { type CheckReported, createCheckReported } from '../../reporting/check-reported.ts';
import { createDynamoReportRegistry } from '../../reporting/dynamo-report-registry.ts';
import type { BindingVariable } from './compose-numbers.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** Before the names of the gate's items of the API for reports: no name of an app begins so. */
const GATE_PREFIX = '+';

const composeCalls = (access: StoreAccess<'NUMBERS_TABLE'>) => {
  const { reporting, variables, settings } = access;
  if (reporting === undefined) return undefined;
  return createCallReporting({
    ...access,
    access: reporting,
    transport: createTransport(createOutgoingAgent(settings)),
    gate: createDynamoPlatformGate({ ...access, table: variables.NUMBERS_TABLE, prefix: GATE_PREFIX }),
  });
};

/** The queries of the platform's API for reports; `undefined` where the configuration has no access to it. */
export const composeReportQueries = (access: StoreAccess<'NUMBERS_TABLE'>) => {
  const calls = composeCalls(access);
  return calls && createReportQueries(calls);
};

/** The registry of reports, and the queries of the platform's API; `undefined` where the configuration has no access to it. */
export const composeReports = (access: StoreAccess<BindingVariable>) => {
  const calls = composeCalls(access);
  if (calls === undefined) return undefined;
  const registry = createDynamoReportRegistry({ ...access, table: access.variables.BINDINGS_TABLE });
  return { ...access, registry, platform: createReportQueries(calls), calls };
};

/** As {@link composeReports}, with what changes reports. Apart, so that the bundle of a function that only asks has no part of it. */
export const composeReportChanges = (access: StoreAccess<BindingVariable>) => {
  const reports = composeReports(access);
  if (reports === undefined) return undefined;
  const latestSeconds = access.settings.platformLatestSeconds;
  return { ...reports, changes: createReportChanges(reports.calls, access.newId), latestSeconds };
};

/** The check of whoever is about to become A. */
export const composeCheckReported = (access: StoreAccess<BindingVariable>): CheckReported => {
  const reports = composeReports(access);
  if (reports === undefined) return () => undefined;
  const policies = new Map(access.apps.map(({ name, reporting }) => [name, reporting]));
  return createCheckReported({ ...reports, policyOf: (app) => policies.get(app) ?? 'off' });
};
