import type { Clock } from '../../kernel/clock.ts';
import type { HeldBack, PlatformResult } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Outgoing, Transport } from '../client/transport.ts';
import type { PlatformGate } from '../gate/gate.ts';
import { signedHeaders } from './cloud-signature.ts';
import { createIamToken, type IamToken } from './iam-token.ts';
import type { ReportingAccess } from './reporting-access.ts';
import { type ReportingMeaning, reportingMeaning } from './reporting-answers.ts';

type Deps = Readonly<{
  access: ReportingAccess;
  transport: Transport;
  /** Of its own: what happens here says nothing of the apps' access, and the other way round. */
  gate: Pick<PlatformGate, 'enter'>;
  clock: Clock;
  logger: Logger;
}>;

/** One request to the API for reports. */
export type ReportingRequest<Value> = Readonly<{
  operation: 'report.query' | 'report.upload' | 'report.add' | 'report.remove';
  method: 'POST' | 'DELETE';
  /** With its query. */
  path: string;
  /** Text is JSON; bytes are a form, which is not signed. */
  body: Readonly<{ type: string; content: string | Uint8Array }>;
  read: (json: unknown) => Value | undefined;
}>;

/** Sends one request through the gate of this API. Every failure is a value; nothing is repeated. */
export type CallReporting = <Value>(request: ReportingRequest<Value>) => Promise<PlatformResult<Value>>;

/** The name under which the gate knows this API. */
const GATE_NAME = 'reporting';

/** Where the numbers are in this API. */
export const REPORTED_NUMBERS = '/v1.0/privatenumber/a-number';

/** Makes the calls to the API for reports of A numbers (`privatenumber_a_number_0004` to `_0006`), with one token for all. */
export const createCallReporting = (deps: Deps): CallReporting => {
  const { access, transport, clock } = deps;
  const { iamUser } = access;
  const token = iamUser && createIamToken({ user: iamUser, transport, clock });
  return (request) => send(deps, token, request);
};

/** A JSON body. */
export const jsonBodyOf = (content: object) => ({
  type: 'application/json;charset=UTF-8',
  content: JSON.stringify(content),
});

const send = async <Value>(
  deps: Deps,
  token: IamToken | undefined,
  call: ReportingRequest<Value>,
): Promise<PlatformResult<Value>> => {
  const { gate, clock, transport, access } = deps;
  const startedAt = clock();
  const pass = await gate.enter(gateApp(access)).catch(unreadGate);
  if (pass.kind === 'held-back') return logged(deps, call, { result: pass, code: '' });
  const ready = await outgoingOf(deps, token, call);
  const answer = ready.kind === 'ok' ? await transport(ready.value) : ready;
  const meaning = answer.kind === 'answered' ? reportingMeaning(answer, call.read) : unsent<Value>(answer);
  if (meaning.standing === 'authentication-failure') token?.forget();
  const durationMs = clock().getTime() - startedAt.getTime();
  logged(deps, call, { ...meaning, durationMs });
  await pass.report(meaning.standing).catch((error: unknown) => {
    // The answer must not be lost because the gate could not be updated; the next call tries again.
    deps.logger.error('platform-gate-not-updated', { app: GATE_NAME, error });
  });
  return meaning.result;
};

/** No answer, or no token to ask with. */
const unsent = <Value>(failure: Exclude<PlatformResult<never>, { kind: 'ok' }>): ReportingMeaning<Value> => ({
  result: failure,
  code: failure.kind === 'refused' ? failure.code : '',
  standing: failure.kind === 'refused' && failure.class === 'auth' ? 'authentication-failure' : 'unclear',
});

const gateApp = ({ accessKey, iamUser }: ReportingAccess) => ({
  name: GATE_NAME,
  appKey: accessKey?.ak ?? `${iamUser?.domain}/${iamUser?.name}`,
  appSecret: accessKey?.sk ?? iamUser?.password ?? '',
});

const unreadGate = (cause: unknown): HeldBack => ({
  kind: 'held-back',
  by: 'gate',
  retryAfterSeconds: 1,
  cause,
});

const outgoingOf = async <Value>(
  { access: { baseUrl, accessKey }, clock }: Deps,
  token: IamToken | undefined,
  { method, path, body }: ReportingRequest<Value>,
): Promise<PlatformResult<Outgoing>> => {
  const url = `${baseUrl}${path}`;
  const headers = { accept: 'application/json', 'content-type': body.type };
  const outgoing = { method, url, body: body.content };
  if (accessKey !== undefined) {
    const signed = typeof body.content === 'string' ? body.content : 'unsigned';
    const authenticated = signedHeaders({ method, url, headers, body: signed }, accessKey, clock());
    return { kind: 'ok', value: { ...outgoing, headers: authenticated } };
  }
  const known = await token?.get();
  if (known?.kind === 'ok')
    return { kind: 'ok', value: { ...outgoing, headers: { ...headers, 'x-auth-token': known.value } } };
  return (
    known ?? { kind: 'not-offered', detail: 'reporting has no credentials', problem: 'platform-rejected' }
  );
};

/** One line and one count for each call. Nothing of what was sent, and none of the vendor's words, are in it. */
const logged = <Value>(
  { logger }: Deps,
  { operation }: Pick<ReportingRequest<Value>, 'operation'>,
  {
    result,
    code,
    durationMs,
  }: Readonly<{ result: PlatformResult<Value>; code: string; durationMs?: number }>,
): PlatformResult<Value> => {
  const outcome = result.kind === 'refused' ? result.class : result.kind;
  const httpStatus = result.kind === 'refused' ? result.httpStatus : undefined;
  logger[result.kind === 'ok' ? 'info' : 'warn']('reporting-call', {
    operation,
    outcome,
    httpStatus,
    code,
    durationMs,
  });
  logger.metrics({ platformCalls: 1 }, { operation, outcome });
  return result;
};
